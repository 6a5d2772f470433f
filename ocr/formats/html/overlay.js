// What is drawn over the scan: articles in their colours, doubtful characters, the line that is looked at.

// The box of the characters [start, end) of a line, if they share its length by their widths.
function part(line, characters, start, end, direction) {
  const [left, top, right, bottom] = line.box;
  const edges = [0];
  for (const character of characters) edges.push(edges[edges.length - 1] + ems(character));
  const all = edges[edges.length - 1];
  if (!all || start >= end) return line.box;
  const [low, high] = [edges[start] / all, edges[end] / all];
  return (line.direction || direction) === "vertical"
    ? [left, top + low * (bottom - top), right, top + high * (bottom - top)]
    : [left + low * (right - left), top, left + high * (right - left), bottom];
}

function glyph(line, direction) {
  const [left, top, right, bottom] = line.box;
  return (line.direction || direction) === "vertical" ? right - left : bottom - top;
}

function around(boxes) {
  return [0, 1, 2, 3].map((side) => Math[side < 2 ? "min" : "max"](...boxes.map((box) => box[side])));
}

class Overlay {
  constructor(model, colours, seams) {
    this.model = model;
    this.colours = colours;
    this.shown = true;
    this.line = null;
    this.character = null;
    this.renew();
    this.seams = seams;
  }

  colour(article) {
    return article === null ? "#6e6e6e" : this.colours[article % this.colours.length];
  }

  // Boxes of the blocks of each article, of its number, and of doubtful characters, as the text now is.
  renew() {
    const { direction } = this.model.page;
    const blocks = new Map();
    this.doubts = [];
    for (const piece of this.model.pieces) {
      const article = piece.spec.article;
      for (const { line } of piece.cuts) {
        if (!line || !line.box) continue;
        const key = `${article} ${line.block}`;
        if (!blocks.has(key)) blocks.set(key, { article, boxes: [] });
        blocks.get(key).boxes.push(line.box);
      }
      for (const [start, end, number] of piece.doubts()) {
        const cut = piece.cuts[number];
        if (!cut.line || !cut.line.box) continue;
        const characters = piece.characters.slice(cut.start, cut.end);
        this.doubts.push(part(cut.line, characters, start - cut.start, end - cut.start, direction));
      }
    }
    const firsts = new Map([...blocks.values()].reverse().map((block) => [block.article, block]));
    this.blocks = [...blocks.values()].map((block) => ({
      article: block.article,
      first: firsts.get(block.article) === block,
      box: around(block.boxes),
    }));
    this.lines = this.model.lines().filter((line) => line.box);
  }

  paint(pen, scan) {
    const pixel = 1 / scan.scale;
    if (this.shown) {
      this.paintArticles(pen, scan, pixel);
      pen.fillStyle = "rgb(255 0 200 / 0.28)";
      for (const [left, top, right, bottom] of this.doubts) pen.fillRect(left, top, right - left, bottom - top);
      this.seams.paint(pen, scan);
    }
    this.frame(pen, this.line && this.line.box, 2 * pixel, 2 * pixel, "#0a5bd6");
    this.frame(pen, this.character, 2.5 * pixel, 3 * pixel, "#d5290f");
    this.seams.follow(scan);
  }

  paintArticles(pen, scan, pixel) {
    for (const { article, first, box } of this.blocks) {
      if (!scan.sees(box)) continue;
      const [left, top, right, bottom] = box;
      const colour = this.colour(article);
      pen.fillStyle = colour;
      pen.globalAlpha = 0.1;
      pen.fillRect(left, top, right - left, bottom - top);
      pen.globalAlpha = 1;
      pen.fillRect(left - 5 * pixel, top, 3 * pixel, bottom - top);
      if (first && article !== null) this.number(pen, pixel, article + 1, left - 5 * pixel, top, colour);
    }
  }

  number(pen, pixel, text, left, top, colour) {
    pen.font = `600 ${12 * pixel}px system-ui, sans-serif`;
    const width = pen.measureText(text).width + 8 * pixel;
    pen.fillStyle = colour;
    pen.fillRect(left, top - 16 * pixel, width, 16 * pixel);
    pen.fillStyle = "#fff";
    pen.fillText(text, left + 4 * pixel, top - 4 * pixel);
  }

  frame(pen, box, weight, apart, colour) {
    if (!box) return;
    const [left, top, right, bottom] = box;
    pen.strokeStyle = colour;
    pen.lineWidth = weight;
    pen.strokeRect(left - apart, top - apart, right - left + 2 * apart, bottom - top + 2 * apart);
  }

  // The line at a point of the scan: the smallest box that holds it.
  at([x, y]) {
    let best = null;
    for (const line of this.lines) {
      const [left, top, right, bottom] = line.box;
      if (x < left || x >= right || y < top || y >= bottom) continue;
      if (!best || area(line.box) < area(best.box)) best = line;
    }
    return best;
  }
}

function area([left, top, right, bottom]) {
  return (right - left) * (bottom - top);
}
