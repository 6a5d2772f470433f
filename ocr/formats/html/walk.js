// The page as a whole, and where in it one is: the next doubtful place, line, article; both sides show it.

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

// Its layers are classes that extend one another: Walk, Edit (edit.js), Evidence (evidence.js), Proof (main.js).
class Walk {
  constructor() {
    this.taste = store.get(TASTE) || {};
    const own = (navigator.language || "").startsWith("zh") ? "zh" : "en";
    this.model = new Model(data);
    this.labels = new Labels(this.model, this.taste.language in WORDS ? this.taste.language : own);
    this.current = null;
    this.savedAt = 0;
    const stale = this.recall();
    const chosen = (index) => this.showSeam(index);
    this.seams = new Seams(find("seams"), this.model, chosen, () => this.scan.changed());
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

  dress() {
    this.labels.apply(document.documentElement);
    this.articles.name();
    this.seams.name((index) => this.labels.seam(index));
    document.documentElement.dataset.theme = this.taste.theme || "auto";
    find("divided").style.setProperty("--share", `${this.taste.share || 58}%`);
    find("divider").setAttribute("aria-valuenow", this.taste.share || 58);
    const rows = this.labels
      .keys()
      .map(([keys, what]) => element("div", {}, element("dt", {}, keys), element("dd", {}, what)));
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

  // Every doubtful place of the page, in reading order.
  stops() {
    return this.model.pieces.flatMap((piece) =>
      piece.doubts().map(([start, end, cut]) => ({ piece: piece.index, start, end, cut })),
    );
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
      const found =
        by > 0
          ? stops.findIndex((stop) => order(stop, here) > 0)
          : stops.findLastIndex((stop) => order(stop, here) < 0);
      if (found >= 0) next = found;
    }
    const stop = stops[next];
    this.go(stop, { edit, glyph: true });
    const piece = this.model.pieces[stop.piece];
    const text = piece.characters.slice(stop.start, stop.end).join("") || this.labels.say("unread");
    this.tell(this.labels.stop(next + 1, stops.length, text, piece.spec));
  }

  toLine(by) {
    const all = this.model.pieces.flatMap((piece) =>
      piece.cuts.map((cut, number) => ({ piece: piece.index, start: cut.start, end: cut.start, cut: number })),
    );
    const here = this.here();
    const at = here ? all.findIndex((each) => each.piece === here.piece && each.cut === here.cut) : by > 0 ? -1 : 0;
    const next = all[(at + by + all.length) % all.length];
    if (!next) return;
    this.go(next, {});
    const piece = this.model.pieces[next.piece];
    this.tell(
      piece.characters.slice(piece.cuts[next.cut].start, piece.cuts[next.cut].end).join("") ||
        this.labels.say("unread"),
    );
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
    if (line && line.box)
      this.scan.reveal(this.overlay.character || line.box, near ? glyph(line, this.model.page.direction) : 0, !near);
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
      ? part(
          line,
          piece.characters.slice(cut.start, cut.end),
          start - cut.start,
          Math.min(end, cut.end) - cut.start,
          this.model.page.direction,
        )
      : null;
    this.scan.changed();
  }
}
