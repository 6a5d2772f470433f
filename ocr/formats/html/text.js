// The articles: every text in a field of its own that can be typed in, cut into the lines of the scan.

const FIELDS = { title: "h2", kicker: "p", subtitle: "p", byline: "p", dateline: "p", jump_from: "p", jump_to: "p" };

function element(tag, names = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(names)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class Articles {
  constructor(root, model, overlay, labels) {
    this.root = root;
    this.model = model;
    this.overlay = overlay;
    this.labels = labels;
    this.fields = [];
    this.shown = [];
    this.build();
  }

  build() {
    const { page } = this.model;
    const groups = new Map();
    for (const piece of this.model.pieces) {
      const { article, at: path } = piece.spec;
      const key = article === null ? path[0] : article;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(piece);
    }
    for (const [key, pieces] of groups) this.root.append(this.group(key, pieces));
    if (page.removals.length) this.root.append(this.removals(page.removals));
    this.seams = new Map(
      this.model.seams.flatMap((seam, index) =>
        seam && seam.piece !== undefined ? [[`${seam.piece} ${seam.cut}`, index]] : [],
      ),
    );
    for (const piece of this.model.pieces) this.render(piece);
  }

  group(key, pieces) {
    const section = element(typeof key === "number" ? "article" : "section", { class: "story" });
    section.style.setProperty("--colour", this.overlay.colour(typeof key === "number" ? key : null));
    if (typeof key === "number")
      section.append(element("span", { class: "number", "aria-hidden": "true" }, `${key + 1}`));
    else section.append(element("h2", { class: "label", "data-label": key }));
    for (const piece of pieces) section.append(this.field(piece));
    return section;
  }

  field(piece) {
    const tag = piece.spec.kind === "subhead" ? "h3" : FIELDS[piece.spec.at[2]] || "p";
    const field = element("div", {
      class: "field",
      role: "textbox",
      contenteditable: "true",
      spellcheck: "false",
      lang: "zh",
      "data-piece": piece.index,
    });
    if (field.contentEditable !== "plaintext-only") {
      try {
        field.contentEditable = "plaintext-only";
      } catch {
        field.contentEditable = "true"; // what is pasted is made plain anyway
      }
    }
    this.fields[piece.index] = field;
    return element(tag, { class: `piece ${piece.spec.kind}` }, field);
  }

  removals(list) {
    const items = list.map(({ text, why, confidence }) =>
      element("li", {}, element("span", { lang: "zh" }, text), ` – ${why} (${confidence.toFixed(2)})`),
    );
    const summary = element("summary", { "data-label": "removals" });
    return element("section", { class: "story" }, element("details", {}, summary, element("ul", {}, ...items)));
  }

  render(piece) {
    const field = this.fields[piece.index];
    const parts = [];
    for (const [number, cut] of piece.cuts.entries()) {
      const seam = this.seams.get(`${piece.index} ${number}`);
      if (seam !== undefined) parts.push(this.seamMark(seam));
      parts.push(this.line(piece, cut, number));
    }
    field.replaceChildren(...parts);
    field.classList.toggle("empty", !piece.characters.length);
  }

  seamMark(seam) {
    const unsure = this.model.page.joins[seam].confidence < 0.7 ? " unsure" : "";
    return element("button", {
      class: `seam-mark${unsure}`,
      type: "button",
      contenteditable: "false",
      "data-seam": seam,
      "aria-label": this.labels.seam(seam),
    });
  }

  line(piece, cut, number) {
    const span = element("span", { class: "line", "data-cut": number });
    if (piece.unread(cut)) {
      span.classList.add("unread");
      span.dataset.say = this.labels.say("unread");
    }
    for (let start = cut.start, end; start < cut.end; start = end) {
      for (end = start; end < cut.end && piece.states[end] === piece.states[start];) end++;
      const text = piece.characters.slice(start, end).join("");
      const tag = { [DOUBTFUL]: "mark", [BY_HAND]: "ins" }[piece.states[start]];
      span.append(tag ? element(tag, {}, text) : text);
    }
    return span;
  }

  // Names for those who hear the page, in the language chosen.
  name() {
    for (const piece of this.model.pieces)
      this.fields[piece.index].setAttribute("aria-label", this.labels.piece(piece.spec));
    for (const mark of this.root.querySelectorAll(".seam-mark"))
      mark.setAttribute("aria-label", this.labels.seam(Number(mark.dataset.seam)));
    for (const span of this.root.querySelectorAll(".unread")) span.dataset.say = this.labels.say("unread");
  }

  pieceOf(node) {
    const holder = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    const field = holder && holder.closest(".field");
    return field ? this.model.pieces[Number(field.dataset.piece)] : null;
  }

  // The spans that show a line, wherever it stands.
  spans(line) {
    return this.model.pieces.flatMap((piece) =>
      piece.cuts.flatMap((cut, number) => (cut.line === line ? [this.span(piece, number)] : [])),
    );
  }

  span(piece, number) {
    return this.fields[piece.index].querySelector(`[data-cut="${number}"]`);
  }

  light(line) {
    for (const span of this.shown) span.classList.remove("here");
    this.shown = line ? this.spans(line) : [];
    for (const span of this.shown) span.classList.add("here");
  }

  // How many code points of a field stand before a place in it.
  offset(field, node, place) {
    const range = document.createRange();
    range.selectNodeContents(field);
    range.setEnd(node, place);
    return Array.from(range.toString()).length;
  }

  selection(field) {
    const chosen = getSelection();
    if (!chosen.rangeCount || !field.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0);
    return [
      this.offset(field, range.startContainer, range.startOffset),
      this.offset(field, range.endContainer, range.endOffset),
    ];
  }

  select(piece, start, end, cut) {
    const field = this.fields[piece.index];
    const range = document.createRange();
    const span = piece.cuts[cut] && piece.unread(piece.cuts[cut]) ? this.span(piece, cut) : null;
    if (span) range.selectNodeContents(span);
    else {
      range.setStart(...this.place(field, start, end > start));
      range.setEnd(...this.place(field, end, false));
    }
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
  }

  // The text node and offset before code point `count`; after: of two nodes that meet there, the second.
  place(field, count, after) {
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    let left = count;
    for (let node; (node = walker.nextNode());) {
      const characters = Array.from(node.data);
      if (left < characters.length || (left === characters.length && !after))
        return [node, characters.slice(0, left).join("").length];
      left -= characters.length;
    }
    return [field, field.childNodes.length];
  }

  // The code point of a piece under a pointer, or null.
  under(event) {
    const piece = this.pieceOf(event.target);
    if (!piece) return null;
    const spot = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(event.clientX, event.clientY)
      : document.caretRangeFromPoint(event.clientX, event.clientY);
    const node = spot && (spot.offsetNode || spot.startContainer);
    const field = this.fields[piece.index];
    if (!node || !field.contains(node)) return null;
    const span = event.target.closest(".line");
    return {
      piece,
      place: this.offset(field, node, spot.offsetNode ? spot.offset : spot.startOffset),
      cut: span ? Number(span.dataset.cut) : undefined,
    };
  }
}

// What was typed, as a change: the text of a field beside what the model holds. The caret stands at the end of what was
// put in.
function typed(old, fresh, caret) {
  const most = Math.min(old.length, fresh.length);
  let tail = 0;
  while (tail < most && tail < fresh.length - caret && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail])
    tail++;
  let head = 0;
  while (head < most - tail && old[head] === fresh[head]) head++;
  return {
    start: head,
    removed: old.slice(head, old.length - tail).join(""),
    inserted: fresh.slice(head, fresh.length - tail).join(""),
  };
}
