// The page as a whole: where one is, what keys and pointers do, what is kept and saved.

const data = JSON.parse(document.getElementById("data").textContent);
const find = (id) => document.getElementById(id);
const STORE = `banmian proof ${data.key}`;
const TASTE = "banmian proof taste";

// A store that may be forbidden: then nothing is kept, and that is said.
const store = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

class Proof {
  constructor() {
    this.taste = store.get(TASTE) || {};
    const own = (navigator.language || "").startsWith("zh") ? "zh" : "en";
    this.model = new Model(data);
    this.labels = new Labels(this.model, this.taste.language in WORDS ? this.taste.language : own);
    this.current = null;
    this.savedAt = 0;
    const stale = this.recall();
    this.seams = new Seams(find("seams"), this.model, (index) => this.showSeam(index));
    this.overlay = new Overlay(this.model, data.colours, this.seams);
    this.scan = new Scan(find("scan"), data, (pen, scan) => this.overlay.paint(pen, scan));
    this.articles = new Articles(find("articles"), this.model, this.overlay, this.labels);
    if (!this.scan.shown) document.body.classList.add("bare");
    this.dress();
    this.listen();
    this.speak();
    if (stale) this.tell(this.labels.say("stale"));
    if (!store.set(TASTE, this.taste)) this.tell(this.labels.say("notKept"));
  }

  // Takes up what was kept for this page; true when that does not fit it.
  recall() {
    const kept = store.get(STORE);
    if (!kept) return false;
    if (!Array.isArray(kept.changes) || !this.model.fits(kept.changes)) {
      store.set(`${STORE} set aside`, kept);
      return true;
    }
    this.model.restore(kept.changes, kept.at);
    this.savedAt = kept.saved || 0;
    return false;
  }

  keep() {
    this.isKept = store.set(STORE, { changes: this.model.changes, at: this.model.at, saved: this.savedAt });
    this.speak();
    if (!this.isKept) this.tell(this.labels.say("notKept"));
  }

  dress() {
    this.labels.apply(document.documentElement);
    this.articles.name();
    this.seams.name((index) => this.labels.seam(index));
    document.documentElement.dataset.theme = this.taste.theme || "auto";
    find("divided").style.setProperty("--share", `${this.taste.share || 58}%`);
    find("divider").setAttribute("aria-valuenow", this.taste.share || 58);
    const rows = this.labels.keys().map(([keys, what]) => element("div", {}, element("dt", {}, keys), element("dd", {}, what)));
    find("key-list").replaceChildren(...rows);
  }

  speak() {
    find("counts").textContent = this.labels.counts(this.stops().length, this.model.corrections().length);
    const dirty = this.model.at !== this.savedAt;
    document.body.classList.toggle("dirty", dirty);
    find("undo").disabled = !this.model.at;
    find("redo").disabled = this.model.at === this.model.changes.length;
  }

  tell(text) {
    find("status").textContent = text;
  }

  // ---- where one is

  // Every doubtful place of the page, in reading order.
  stops() {
    return this.model.pieces.flatMap((piece) => piece.doubts().map(([start, end, cut]) => ({ piece: piece.index, start, end, cut })));
  }

  // The caret while typing, else the place that was gone to last.
  here() {
    const piece = this.articles.pieceOf(document.activeElement);
    const chosen = piece && this.articles.selection(this.articles.fields[piece.index]);
    if (!chosen) return this.current;
    const same = this.current && this.current.piece === piece.index && this.current.start === chosen[0];
    return same ? this.current : { piece: piece.index, start: chosen[0], end: chosen[1], cut: piece.cutAt(chosen[0]) };
  }

  toDoubt(by, edit) {
    const stops = this.stops();
    if (!stops.length) return this.tell(this.labels.say("noDoubts"));
    const here = this.here();
    const order = (a, b) => a.piece - b.piece || a.start - b.start || a.cut - b.cut;
    let next = by > 0 ? 0 : stops.length - 1;
    if (here) {
      const found = by > 0 ? stops.findIndex((stop) => order(stop, here) > 0) : stops.findLastIndex((stop) => order(stop, here) < 0);
      if (found >= 0) next = found;
    }
    const stop = stops[next];
    this.go(stop, { edit, glyph: true });
    const piece = this.model.pieces[stop.piece];
    const text = piece.characters.slice(stop.start, stop.end).join("") || this.labels.say("unread");
    this.tell(this.labels.stop(next + 1, stops.length, text, piece.spec));
  }

  toLine(by) {
    const all = this.model.pieces.flatMap((piece) => piece.cuts.map((cut, number) => ({ piece: piece.index, start: cut.start, end: cut.start, cut: number })));
    const here = this.here();
    const at = here ? all.findIndex((each) => each.piece === here.piece && each.cut === here.cut) : by > 0 ? -1 : 0;
    const next = all[(at + by + all.length) % all.length];
    if (!next) return;
    this.go(next, {});
    const piece = this.model.pieces[next.piece];
    this.tell(piece.characters.slice(piece.cuts[next.cut].start, piece.cuts[next.cut].end).join("") || this.labels.say("unread"));
  }

  toArticle(by) {
    const firsts = this.model.pieces.filter((piece, k, all) => !k || all[k - 1].spec.article !== piece.spec.article);
    const here = this.here();
    const at = here ? firsts.findLastIndex((piece) => piece.index <= here.piece) : by > 0 ? -1 : 0;
    const piece = firsts[(at + by + firsts.length) % firsts.length];
    if (!piece) return;
    this.go({ piece: piece.index, start: 0, end: 0, cut: 0 }, {});
    this.tell(`${this.labels.piece(piece.spec)}: ${piece.text.slice(0, 40)}`);
  }

  // Both sides show a place of the text; glyph: near enough to read it; edit: it is selected for typing.
  go(place, { edit = false, glyph: near = false } = {}) {
    this.current = place;
    const piece = this.model.pieces[place.piece];
    const field = this.articles.fields[place.piece];
    if (edit) {
      field.focus({ preventScroll: true });
      this.articles.select(piece, place.start, place.end, place.cut);
    }
    const span = this.articles.span(piece, place.cut);
    const marks = place.end > place.start ? this.markAt(piece, place) : null;
    (marks || span || field).scrollIntoView({ block: "center" });
    this.light(piece, place.cut, place.start, place.end);
    const { line } = piece.cuts[place.cut] || {};
    if (line && line.box) this.scan.reveal(this.overlay.character || line.box, near ? glyph(line, this.model.page.direction) : 0, !near);
    for (const old of document.querySelectorAll(".now")) old.classList.remove("now");
    (marks || span || field).classList.add("now");
  }

  markAt(piece, place) {
    const [node] = this.articles.place(this.articles.fields[piece.index], place.start, true);
    const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : null;
    return holder && holder.tagName === "MARK" ? holder : null;
  }

  // Lights a line on both sides, and some of its characters on the scan.
  light(piece, number, start, end) {
    const cut = piece && piece.cuts[number];
    const line = cut ? cut.line : null;
    this.articles.light(line);
    this.overlay.line = line;
    const inLine = line && line.box && end > start;
    this.overlay.character = inLine
      ? part(line, piece.characters.slice(cut.start, cut.end), start - cut.start, Math.min(end, cut.end) - cut.start, this.model.page.direction)
      : null;
    this.scan.changed();
  }

  // ---- what is changed

  change(change) {
    if (this.model.at < this.savedAt) this.savedAt = -1; // what was saved can no longer be come back to
    this.model.do(change);
    this.renew([change.piece]);
    this.keep();
  }

  // Shows pieces anew after a change; all of them when the model was built anew.
  renew(pieces) {
    for (const index of pieces || this.model.pieces.keys()) this.articles.render(this.model.pieces[index]);
    this.overlay.renew();
    this.scan.changed();
  }

  typed(field) {
    const piece = this.model.pieces[Number(field.dataset.piece)];
    const now = this.articles.selection(field) || [0, 0];
    const fresh = Array.from(field.textContent.replace(/[\r\n]/g, ""));
    const change = typed(piece.characters, fresh, now[1]);
    const over = this.before && this.before[1] > this.before[0] ? this.before : null;
    if (!change.removed && !change.inserted && over)
      change.removed = change.inserted = piece.characters.slice(over[0], over[1]).join("");
    if (!change.removed && !change.inserted) return this.articles.render(piece);
    if (change.removed === change.inserted) change.start = over[0];
    this.insert(piece, change);
  }

  // Makes a change and sets the caret behind it.
  insert(piece, { start, removed, inserted }) {
    const wish = this.current && this.current.piece === piece.index ? this.current.cut : undefined;
    const unread = piece.cuts[wish] && piece.unread(piece.cuts[wish]);
    const cut = unread ? wish : this.caretCut(piece);
    this.change({ piece: piece.index, start, removed, inserted, cut });
    const end = start + Array.from(inserted).length;
    this.articles.select(piece, end, end);
    this.current = { piece: piece.index, start: end, end, cut: piece.cutAt(end, cut) };
    this.light(piece, this.current.cut, Math.max(start, end - 1), end);
  }

  // The line in which the caret stands, as the browser has it: where two lines meet, it knows which was meant.
  caretCut(piece) {
    const { anchorNode } = getSelection();
    const holder = anchorNode && (anchorNode.nodeType === Node.TEXT_NODE ? anchorNode.parentElement : anchorNode);
    const span = holder && this.articles.fields[piece.index].contains(holder) ? holder.closest(".line") : null;
    return span ? Number(span.dataset.cut) : -1;
  }

  // Plain text in the place of what is selected: pasted or dropped text, without its line ends.
  put(field, text) {
    const piece = this.model.pieces[Number(field.dataset.piece)];
    const [start, end] = this.articles.selection(field) || [0, 0];
    const removed = piece.characters.slice(start, end).join("");
    const inserted = text.replace(/[\r\n\t]+/g, "");
    if (removed || inserted) this.insert(piece, { start, removed, inserted });
  }

  confirm() {
    const here = this.here();
    const piece = here && this.model.pieces[here.piece];
    const stop = piece && piece.doubts().find(([start, end]) => start <= here.start && here.start <= end && end > start);
    if (!stop) return this.toDoubt(1, false);
    const [start, end, cut] = stop;
    const text = piece.characters.slice(start, end).join("");
    this.change({ piece: piece.index, start, removed: text, inserted: text, cut });
    this.current = { piece: piece.index, start: end - 1, end, cut };
    if (this.stops().length) this.toDoubt(1, false);
    else this.tell(this.labels.say("noDoubts"));
  }

  turn(back) {
    const change = back ? this.model.undo() : this.model.redo();
    if (!change) return this.tell(this.labels.say("nothing"));
    const typing = this.articles.pieceOf(document.activeElement);
    this.renew();
    this.keep();
    const piece = this.model.pieces[change.piece];
    const end = change.start + Array.from(back ? change.removed : change.inserted).length;
    this.go({ piece: piece.index, start: change.start, end, cut: piece.cutAt(Math.min(change.start + 1, end), change.cut) }, { edit: Boolean(typing) });
    this.tell(`${this.labels.say(back ? "undone" : "redone")}: ${change.removed || "∅"} → ${change.inserted || "∅"}`);
  }

  // The corrected page as a file, one line as `banmian read` writes it.
  save() {
    const name = `${data.name}.corrected.json`;
    const text = `${JSON.stringify(this.model.corrected())}\n`;
    const link = element("a", { download: name, href: URL.createObjectURL(new Blob([text], { type: "application/json" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    this.savedAt = this.model.at;
    this.keep();
    this.tell(`${this.labels.say("saved")} ${name}`);
  }

  // ---- seams

  toSeam(by) {
    const all = this.model.page.joins.length;
    if (all) this.showSeam(((this.seam === undefined ? (by > 0 ? -1 : all) : this.seam) + by + all) % all);
  }

  showSeam(index) {
    this.seam = index;
    const join = this.model.page.joins[index];
    const { tail, head } = this.model.seams[index] || {};
    find("seam-name").textContent = this.labels.seam(index);
    find("seam-text").replaceChildren(
      element("span", { lang: "zh" }, tail ? `…${Array.from(tail.text).slice(-14).join("")}` : join.tail),
      element("span", { "aria-hidden": "true" }, " ⤳ "),
      element("span", { lang: "zh" }, head ? `${Array.from(head.text).slice(0, 14).join("")}…` : join.head),
    );
    find("seam-why").replaceChildren(...join.why.map((why) => element("li", {}, this.labels.evidence(why))));
    find("evidence").hidden = false;
    this.seams.choose(index);
    for (const mark of document.querySelectorAll(".seam-mark")) mark.classList.toggle("chosen", Number(mark.dataset.seam) === index);
    const mark = document.querySelector(`.seam-mark[data-seam="${index}"]`);
    if (mark) mark.scrollIntoView({ block: "center" });
    const arrow = this.seams.arrows[index];
    if (arrow) this.scan.reveal(arrow.box, 0, true);
    this.tell(`${this.labels.seam(index)}: ${join.why.map((why) => this.labels.evidence(why)).join("; ")}`);
  }

  hideSeam() {
    find("evidence").hidden = true;
    this.seams.choose(-1);
    for (const mark of document.querySelectorAll(".seam-mark.chosen")) mark.classList.remove("chosen");
  }

  // ---- pointer and keys

  listen() {
    const texts = find("articles");
    texts.addEventListener("mousemove", (event) => this.overText(event));
    texts.addEventListener("click", (event) => this.clickText(event));
    texts.addEventListener("beforeinput", (event) => this.beforeInput(event));
    texts.addEventListener("input", (event) => { if (!event.isComposing) this.typed(event.target.closest(".field")); });
    texts.addEventListener("compositionend", (event) => this.typed(event.target.closest(".field")));
    find("scan").addEventListener("mousemove", (event) => this.overScan(event));
    find("scan").addEventListener("click", (event) => this.clickScan(event));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("selectionchange", () => this.caretMoved());
    addEventListener("storage", (event) => this.changedElsewhere(event));
    addEventListener("beforeunload", (event) => { if (this.isKept === false && this.model.at !== this.savedAt) event.preventDefault(); });
    this.buttons();
    this.divide();
  }

  buttons() {
    const does = {
      previous: () => this.toDoubt(-1, false), next: () => this.toDoubt(1, false), right: () => this.confirm(), undo: () => this.turn(true),
      redo: () => this.turn(false), save: () => this.save(), nearer: () => this.scan.zoom(1.4), farther: () => this.scan.zoom(1 / 1.4),
      whole: () => this.scan.fit(), colours: () => this.toggleColours(), theme: () => this.nextTheme(), language: () => this.nextLanguage(),
      help: () => find("keys").showModal(), "seam-close": () => this.hideSeam(), "keys-close": () => find("keys").close(),
    };
    for (const [id, act] of Object.entries(does)) find(id).addEventListener("click", act);
  }

  overText(event) {
    if (event.buttons) return;
    const under = this.articles.under(event);
    if (!under) return;
    const { piece, place } = under;
    const cut = under.cut === undefined ? piece.cutAt(place) : under.cut;
    const start = Math.max(piece.cuts[cut].start, Math.min(place, piece.cuts[cut].end - 1));
    this.light(piece, cut, start, Math.min(start + 1, piece.cuts[cut].end));
    const { line } = piece.cuts[cut];
    if (line && line.box) this.scan.reveal(line.box, 0, true);
  }

  clickText(event) {
    const mark = event.target.closest(".seam-mark");
    if (mark) this.showSeam(Number(mark.dataset.seam));
  }

  overScan(event) {
    if (event.buttons || !this.scan.shown) return;
    const line = this.overlay.at(this.scan.point(event));
    if (line === this.overlay.line) return;
    this.articles.light(line);
    this.overlay.line = line;
    this.overlay.character = null;
    this.scan.changed();
    const [span] = line ? this.articles.spans(line) : [];
    if (span) span.scrollIntoView({ block: "nearest" });
  }

  // A click on a line sets the caret at its text, about where on the line it was.
  clickScan(event) {
    if (!this.scan.shown || !this.scan.clicked || event.target.closest(".seam")) return;
    const [x, y] = this.scan.point(event);
    const line = this.overlay.at([x, y]);
    if (!line) return;
    for (const piece of this.model.pieces) {
      const number = piece.cuts.findIndex((cut) => cut.line === line);
      if (number < 0) continue;
      const { start, end } = piece.cuts[number];
      const [left, top, right, bottom] = line.box;
      const down = (line.direction || this.model.page.direction) === "vertical";
      const share = down ? (y - top) / (bottom - top) : (x - left) / (right - left);
      const place = Math.min(start + Math.floor(share * (end - start)), Math.max(end - 1, start));
      return this.go({ piece: piece.index, start: place, end: Math.min(place + 1, end), cut: number }, { edit: true });
    }
  }

  // Typing or moving the caret shows the place on the scan.
  caretMoved() {
    const piece = this.articles.pieceOf(document.activeElement);
    const chosen = piece && this.articles.selection(this.articles.fields[piece.index]);
    if (!chosen) return;
    const { current } = this;
    if (current && current.piece === piece.index && current.start === chosen[0] && current.end === chosen[1]) return;
    const cut = piece.cutAt(chosen[1], this.caretCut(piece));
    const start = Math.max(piece.cuts[cut].start, Math.min(chosen[0], piece.cuts[cut].end - 1));
    this.current = { piece: piece.index, start: chosen[0], end: chosen[1], cut };
    this.light(piece, cut, start, Math.max(start + 1, Math.min(chosen[1], piece.cuts[cut].end)));
    const { line } = piece.cuts[cut];
    if (line && line.box) this.scan.reveal(this.overlay.character || line.box, 0, true);
  }

  beforeInput(event) {
    const field = event.target.closest(".field");
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      this.turn(event.inputType === "historyUndo");
    } else if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") event.preventDefault();
    else if (event.inputType.startsWith("insertFrom") && event.inputType !== "insertFromComposition" && event.dataTransfer) {
      event.preventDefault();
      this.put(field, event.dataTransfer.getData("text/plain"));
    } else if (event.inputType.startsWith("format")) event.preventDefault();
    else if (!event.isComposing) this.before = this.articles.selection(field);
  }

  key(event) {
    if (event.isComposing || find("keys").open) return;
    const handled = event.ctrlKey || event.metaKey ? this.chord(event) : event.altKey ? false : this.plain(event);
    if (handled) event.preventDefault();
  }

  chord(event) {
    const key = event.key.toLowerCase();
    if (key === "s") this.save();
    else if (key === "z") this.turn(!event.shiftKey);
    else if (key === "y") this.turn(false);
    else return false;
    return true;
  }

  plain(event) {
    const { activeElement } = document;
    const typing = this.articles.pieceOf(activeElement) && activeElement.classList.contains("field");
    if (event.key === "F8") return this.toDoubt(event.shiftKey ? -1 : 1, true), true;
    if (event.key === "Escape") return this.leave(activeElement), true;
    if (typing) return event.key === "Enter";
    if (event.key === "Enter" && activeElement.closest("button, summary, [role=button]")) return false;
    if (activeElement.id === "divider" && event.key.startsWith("Arrow")) return false;
    const act = this.acts(event)[event.key];
    if (act) act();
    return Boolean(act);
  }

  acts(event) {
    const far = event.shiftKey ? 300 : 80;
    return {
      n: () => this.toDoubt(1, false), p: () => this.toDoubt(-1, false), y: () => this.confirm(), Enter: () => this.edit(),
      j: () => this.toLine(1), k: () => this.toLine(-1), a: () => this.toArticle(1), A: () => this.toArticle(-1),
      s: () => this.toSeam(1), S: () => this.toSeam(-1), u: () => this.turn(true), r: () => this.turn(false),
      ArrowLeft: () => this.scan.pan(far, 0), ArrowRight: () => this.scan.pan(-far, 0),
      ArrowUp: () => this.scan.pan(0, far), ArrowDown: () => this.scan.pan(0, -far),
      "+": () => this.scan.zoom(1.4), "=": () => this.scan.zoom(1.4), "-": () => this.scan.zoom(1 / 1.4), 0: () => this.scan.fit(),
      o: () => this.toggleColours(), t: () => this.nextTheme(), l: () => this.nextLanguage(), "?": () => find("keys").showModal(),
    };
  }

  edit() {
    if (this.current) this.go(this.current, { edit: true });
    else this.toDoubt(1, true);
  }

  leave(active) {
    if (!find("evidence").hidden) this.hideSeam();
    else active.blur();
  }

  toggleColours() {
    this.overlay.shown = !this.overlay.shown;
    find("scan").classList.toggle("plain", !this.overlay.shown);
    find("colours").setAttribute("aria-pressed", String(this.overlay.shown));
    this.scan.changed();
  }

  nextTheme() {
    const themes = ["auto", "light", "dark"];
    this.taste.theme = themes[(themes.indexOf(this.taste.theme || "auto") + 1) % 3];
    this.setTaste();
  }

  nextLanguage() {
    this.taste.language = this.labels.language = this.labels.language === "zh" ? "en" : "zh";
    this.setTaste();
    if (!find("evidence").hidden) this.showSeam(this.seam);
  }

  setTaste() {
    store.set(TASTE, this.taste);
    this.dress();
    this.speak();
    this.scan.changed();
  }

  changedElsewhere(event) {
    if (event.key !== STORE) return;
    if (this.recall()) return;
    this.renew();
    this.speak();
    this.tell(this.labels.say("elsewhere"));
  }

  // The divider between scan and articles, by pointer and by key.
  divide() {
    const divider = find("divider");
    const set = (share) => {
      this.taste.share = Math.round(Math.min(Math.max(share, 20), 80));
      this.setTaste();
    };
    divider.addEventListener("pointerdown", (event) => divider.setPointerCapture(event.pointerId));
    divider.addEventListener("pointermove", (event) => {
      const place = find("divided").getBoundingClientRect();
      if (divider.hasPointerCapture(event.pointerId)) set((100 * (event.clientX - place.left)) / place.width);
    });
    divider.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
      if (by) set((this.taste.share || 58) + by);
    });
  }
}

new Proof();
