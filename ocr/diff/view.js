
"use strict";
(() => {
  const marks = [...document.querySelectorAll("mark[data-d]")];
  const gaps = [...document.querySelectorAll(".gap[data-d]")];
  const boxes = [...document.querySelectorAll("#kinds input[data-kind]")];
  const status = document.getElementById("status");
  const lens = document.getElementById("lens");
  const off = new Set();
  let stops = [];
  let at = -1;

  // A difference is one stop, however many marks it has on both sides.
  const byId = new Map();
  for (const mark of marks) {
    if (!byId.has(mark.dataset.d)) byId.set(mark.dataset.d, []);
    byId.get(mark.dataset.d).push(mark);
  }

  function filter() {
    off.clear();
    for (const box of boxes) if (!box.checked) off.add(box.dataset.kind);
    for (const mark of marks) mark.classList.toggle("off", off.has(mark.dataset.kind));
    for (const gap of gaps) gap.classList.toggle("off", [...off].some((kind) => gap.classList.contains(kind)));
    for (const row of document.querySelectorAll("article .row:not(.names)"))
      row.classList.toggle("quiet", !row.querySelector("mark:not(.off)"));
    for (const article of document.querySelectorAll("article"))
      article.classList.toggle("quiet", !article.querySelector("mark:not(.off)"));
    const current = stops[at];
    stops = [...byId.keys()].filter((id) => byId.get(id).some((mark) => !mark.classList.contains("off")));
    at = stops.indexOf(current);
    show(false);
  }

  function show(scroll) {
    for (const old of document.querySelectorAll(".now")) old.classList.remove("now");
    if (at < 0) {
      status.textContent = stops.length ? `${stops.length} differences` : "no differences";
      return;
    }
    const those = byId.get(stops[at]);
    for (const mark of those) mark.classList.add("now");
    for (const gap of gaps) if (gap.dataset.d === stops[at]) gap.classList.add("now");
    status.textContent = `${at + 1} of ${stops.length} – ${those[0].title}`;
    if (!scroll) return;
    those[0].scrollIntoView({ block: "center" });
    place(those.find((mark) => mark.closest(".output") && mark.querySelector("[data-box]")) || those[0]);
  }

  function step(by) {
    if (!stops.length) return;
    at = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
    show(true);
  }

  // The close-up brings a line to a height that can be read; the small picture shows where on the page that is.
  function place(element) {
    if (!lens) return;
    const spot = element.closest("[data-box]") || element.querySelector("[data-box]");
    const page = element.closest("[data-page]");
    const scan = page && document.getElementById(`scan-${page.dataset.page}`);
    lens.hidden = !spot || !scan;
    if (lens.hidden) return;
    const low = spot.getBoundingClientRect().top > window.innerHeight / 2 + 40;
    lens.classList.toggle("high", low);
    const [l, t, r, b, cl, ct, cr, cb] = spot.dataset.box.split(",").map(Number);
    const [width, height] = [Number(scan.dataset.width), Number(scan.dataset.height)];
    const view = document.getElementById("close-up");
    const scale = Math.min(1.5, Math.max(0.1, 34 / Math.max(1, Math.min(r - l, b - t))));
    draw(view, scan, width * scale, height * scale);
    const x = view.clientWidth / 2 - ((cl + cr) / 2) * scale;
    const y = view.clientHeight / 2 - ((ct + cb) / 2) * scale;
    put(view.querySelector("img"), x, y);
    put(view.querySelector(".line"), x + l * scale, y + t * scale, (r - l) * scale, (b - t) * scale);
    put(view.querySelector(".character"), x + cl * scale, y + ct * scale, (cr - cl) * scale, (cb - ct) * scale);
    const whole = document.getElementById("whole");
    const small = Math.min(whole.clientWidth / width, whole.clientHeight / height);
    draw(whole, scan, width * small, height * small);
    put(whole.querySelector("img"), 0, 0);
    put(whole.querySelector("i"), l * small, t * small, Math.max(3, (r - l) * small), Math.max(3, (b - t) * small));
  }

  function draw(view, scan, width, height) {
    let image = view.querySelector("img");
    if (!image) view.prepend((image = document.createElement("img")));
    image.alt = "";
    if (image.src !== scan.src) image.src = scan.src;
    image.style.width = `${width}px`;
    image.style.height = `${height}px`;
  }

  function put(element, left, top, width, height) {
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    if (width !== undefined) element.style.width = `${width}px`;
    if (height !== undefined) element.style.height = `${height}px`;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (["n", "j", "ArrowRight"].includes(event.key)) step(1);
    else if (["p", "k", "ArrowLeft"].includes(event.key)) step(-1);
    else if (event.key === "Escape" && lens) lens.hidden = true;
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-d]:not(.off)");
    if (!mark) return;
    at = stops.indexOf(mark.dataset.d);
    show(false);
  });
  document.getElementById("main").addEventListener("mouseover", (event) => place(event.target));
  document.getElementById("main").addEventListener("mouseleave", () => { if (lens) lens.hidden = true; });
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("only").addEventListener("change", (event) =>
    document.documentElement.classList.toggle("only", event.target.checked));
  for (const box of boxes) box.addEventListener("change", filter);
  filter();
})();
