// What is proofed: the page's JSON, its pieces of text, and the list of changes made to them.
//
// The state is always the page as it was read with the first `at` changes applied, in order; undo goes one back. A
// change is {piece, start, removed, inserted, cut}: in that piece, from code point `start` on, `removed` gave way to
// `inserted`; cut says which line it belongs to where two meet. A character confirmed as right gave way to itself.

const SURE = 0;
const DOUBTFUL = 1;
const BY_HAND = 2;

class Model {
  constructor(data) {
    this.data = data;
    this.source = JSON.stringify(data.page);
    this.changes = [];
    this.at = 0;
    this.rebuild();
  }

  // The page as read, with the changes up to `at`.
  rebuild() {
    this.page = JSON.parse(this.source);
    this.unify();
    this.pieces = this.data.pieces.map((spec, index) => new Piece(spec, index, this.page));
    this.seams = this.sewn();
    for (const change of this.changes.slice(0, this.at)) this.apply(change);
  }

  // For each join its two lines, and where in the text the seam is: {tail, head, piece, cut}, the latter two left out
  // when the text of the two blocks does not meet there; null when nothing of them is in the text.
  sewn() {
    const index = new Map(this.page.joins.map((join, number) => [`${join.tail}\n${join.head}`, number]));
    const [found, first, last] = [[], new Map(), new Map()];
    let before = null;
    const body = ({ spec }) => spec.at[2] === "paragraphs" || spec.at[0] !== "articles";
    for (const piece of [...this.pieces.filter(body), ...this.pieces.filter((each) => !body(each))])
      for (const [number, { line }] of piece.cuts.entries()) {
        if (!line) continue;
        const block = line.block || line.id;
        const seam =
          before && body(piece) && before.article === piece.spec.article
            ? index.get(`${before.block}\n${block}`)
            : undefined;
        if (seam !== undefined && block !== before.block)
          found[seam] = { tail: before.line, head: line, piece: piece.index, cut: number };
        if (!first.has(block)) first.set(block, line);
        if (body(piece) || !last.has(block)) last.set(block, line);
        before = { block, line, article: piece.spec.article };
      }
    return this.page.joins.map(({ tail, head }, number) => {
      if (found[number]) return found[number];
      return last.has(tail) && first.has(head) ? { tail: last.get(tail), head: first.get(head) } : null;
    });
  }

  // A line that stands in two lists, in a head and in a paragraph, is one line: what is changed is changed in both.
  unify() {
    const seen = new Map();
    for (const holder of this.holders())
      for (const key of ["lines", "head_lines"])
        if (holder[key])
          holder[key] = holder[key].map((line) => {
            const text = JSON.stringify(line);
            if (!seen.has(text)) seen.set(text, line);
            return seen.get(text);
          });
  }

  holders() {
    const { articles, unplaced, furniture } = this.page;
    return [...articles, ...articles.flatMap((article) => article.paragraphs), ...unplaced, ...furniture];
  }

  // Every line once.
  lines() {
    return [...new Set(this.holders().flatMap((holder) => [...(holder.head_lines || []), ...(holder.lines || [])]))];
  }

  do(change) {
    this.changes.length = this.at;
    this.changes.push(change);
    this.at++;
    this.apply(change);
  }

  apply({ piece, start, removed, inserted, cut }) {
    const [old, fresh] = [Array.from(removed), Array.from(inserted)];
    this.pieces[piece].splice(start, old.length, fresh, cut);
  }

  // Whether a list of changes that was kept somewhere can be made to this page.
  fits(changes) {
    const page = JSON.parse(this.source);
    const texts = this.data.pieces.map((spec) => Array.from(at(page, spec.at)));
    return changes.every(({ piece, start, removed, inserted }) => {
      if (typeof removed !== "string" || typeof inserted !== "string" || !texts[piece]) return false;
      const gone = texts[piece].splice(start, Array.from(removed).length, ...Array.from(inserted));
      return gone.join("") === removed;
    });
  }

  restore(changes, count) {
    this.changes = changes;
    this.at = Math.min(Math.max(count, 0), changes.length);
    this.rebuild();
  }

  undo() {
    if (!this.at) return null;
    this.at--;
    this.rebuild();
    return this.changes[this.at];
  }

  redo() {
    if (this.at === this.changes.length) return null;
    this.apply(this.changes[this.at]);
    return this.changes[this.at++];
  }

  // What differs from the page as it was read: [piece, place, old, new].
  corrections() {
    return this.pieces.flatMap((piece) => changes(piece.original, piece.characters).map((each) => [piece, ...each]));
  }

  confirmed() {
    const settled = this.changes.slice(0, this.at).filter((change) => change.removed === change.inserted);
    return settled.reduce((sum, change) => sum + Array.from(change.removed).length, 0);
  }

  // The page's JSON, corrected; with a step that says what was.
  corrected() {
    for (const piece of this.pieces) piece.write(this.page);
    const page = JSON.parse(JSON.stringify(this.page));
    const corrections = this.corrections();
    if (!corrections.length && !this.confirmed()) return page;
    const details = { corrections: corrections.length, confirmed: this.confirmed() };
    for (const [piece, place, old, fresh] of corrections)
      details[`${piece.spec.at.join(".")} at ${place}`] = `${old || "∅"} → ${fresh || "∅"}`;
    page.steps.push({ name: "proof", details });
    return page;
  }
}

// The value at a path of keys, and one put there.
function at(value, path) {
  return path.reduce((inside, key) => inside[key], value);
}

function put(value, path, text) {
  at(value, path.slice(0, -1))[path[path.length - 1]] = text;
}

// A text, cut at the ends of the lines of the scan: a cut is characters [start, end) of it, read off `line` or null.
class Piece {
  constructor(spec, index, page) {
    this.spec = spec;
    this.index = index;
    this.characters = Array.from(at(page, spec.at));
    this.states = this.characters.map(() => SURE);
    for (const place of spec.doubtful) this.states[place] = DOUBTFUL;
    const lines = spec.cuts[0][0] === null ? [] : at(page, spec.lines);
    this.cuts = spec.cuts.map(([line, start, end]) => ({ line: line === null ? null : lines[line], start, end }));
    this.original = [...this.characters];
  }

  get text() {
    return this.characters.join("");
  }

  // Its text, and the fields that are words of it: what has become of those.
  write(page) {
    put(page, this.spec.at, this.text);
    for (const [path, start, end] of this.spec.links)
      put(page, path, this.characters.slice(...carried(this.original, this.characters, start, end)).join(""));
  }

  // A line that could not be read has an empty cut, and is a doubt of its own.
  unread(cut) {
    return cut.start === cut.end && cut.line !== null && !cut.line.text && !cut.line.confidence;
  }

  // Stretches [start, end, cut] to be looked at: doubtful characters that stand together in a line; unread lines.
  doubts() {
    return this.cuts.flatMap((cut, number) => {
      if (this.unread(cut)) return [[cut.start, cut.end, number]];
      const found = [];
      for (let k = cut.start; k < cut.end; k++) {
        if (this.states[k] !== DOUBTFUL) continue;
        if (k > cut.start && this.states[k - 1] === DOUBTFUL) found[found.length - 1][1] = k + 1;
        else found.push([k, k + 1, number]);
      }
      return found;
    });
  }

  // The cut that characters put in at `place` belong to: the wished one if it touches the place, else the one before.
  cutAt(place, wish) {
    const touches = (cut) => cut.start <= place && place <= cut.end;
    if (this.cuts[wish] && touches(this.cuts[wish])) return wish;
    const before = this.cuts.findIndex((cut) => cut.start < place && place <= cut.end);
    if (before >= 0) return before;
    const filled = this.cuts.findIndex((cut) => touches(cut) && cut.end > cut.start);
    return filled >= 0 ? filled : this.cuts.findIndex(touches);
  }

  splice(start, removed, inserted, wish) {
    const parts = this.parts(start, removed, inserted, wish);
    for (const part of parts) this.mend(...part);
    this.characters.splice(start, removed, ...inserted);
    this.states.splice(start, removed, ...inserted.map(() => BY_HAND));
    this.grow(parts);
  }

  // A change as changes of single lines: [cut, from, to, fresh]. What is as long as before keeps its places.
  parts(start, removed, inserted, wish) {
    if (!removed) return [[this.cutAt(start, wish), start, start, inserted]];
    const touched = this.cuts
      .map((cut, number) => [number, Math.max(start, cut.start), Math.min(start + removed, cut.end)])
      .filter(([, from, to]) => from < to);
    const even = inserted.length === removed;
    return touched.map(([number, from, to], k) => [
      number,
      from,
      to,
      even ? inserted.slice(from - start, to - start) : k === 0 ? inserted : [],
    ]);
  }

  // Changes the text of a line as its share of the piece was changed.
  mend(number, from, to, fresh) {
    const { line, start, end } = this.cuts[number];
    if (!line) return;
    const share = this.characters.slice(start, end);
    const text = Array.from(line.text);
    const [low, high] = carried(share, text, from - start, to - start);
    const sure = line.confidences || (text.length ? null : []);
    const doubts = new Array(text.length).fill(false);
    for (const place of line.doubtful || []) doubts[place] = true;
    text.splice(low, high - low, ...fresh);
    doubts.splice(low, high - low, ...fresh.map(() => false));
    line.text = text.join("");
    if (sure) {
      sure.splice(low, high - low, ...fresh.map(() => 1));
      if (sure.length) line.confidences = sure;
      else delete line.confidences;
      if (sure.length)
        line.confidence = Math.round((1000 * sure.reduce((sum, each) => sum + each, 0)) / sure.length) / 1000;
    }
    const left = doubts.flatMap((doubt, place) => (doubt ? [place] : []));
    if (left.length) line.doubtful = left;
    else delete line.doubtful;
  }

  // The cuts, as the lines of a change have grown or shrunk.
  grow(parts) {
    let end = 0;
    for (const [number, cut] of this.cuts.entries()) {
      let length = cut.end - cut.start;
      for (const [touched, from, to, fresh] of parts) if (touched === number) length += fresh.length - (to - from);
      [cut.start, cut.end] = [end, end + length];
      end += length;
    }
  }
}
