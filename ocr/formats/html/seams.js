// Seams as arrows on the scan. They are drawn on its canvas; over it lie their shapes in SVG, which cannot be seen but
// clicked, reached by Tab and heard. Drawn in SVG they would cost more than all the rest when the page moves.

const SVG = "http://www.w3.org/2000/svg";
const UNSURE = 0.7;
const AT_REST = 60;

class Seams {
  constructor(svg, model, chosen, changed) {
    this.group = document.createElementNS(SVG, "g");
    svg.append(this.group);
    this.chosen = -1;
    this.hot = -1;
    this.arrows = model.page.joins.map((join, index) => this.arrow(model, join, index));
    for (const [index, arrow] of this.arrows.entries()) if (arrow) this.listen(arrow.shape, index, chosen, changed);
  }

  // Where the arrow runs and how it looks, or null where a seam has no place on the scan.
  arrow(model, join, index) {
    const seam = model.seams[index];
    if (!seam || !seam.tail.box || !seam.head.box) return null;
    const { direction } = model.page;
    const [end, begin] = [edge(seam.tail, direction, true), edge(seam.head, direction, false)];
    const way = curve(end, begin);
    const box = around([
      [...end, ...end],
      [...begin, ...begin],
    ]);
    const bend = Math.max(box[2] - box[0], box[3] - box[1]) / 8;
    return {
      box,
      reach: [box[0] - bend, box[1] - bend, box[2] + bend, box[3] + bend],
      unsure: join.confidence < UNSURE,
      way: new Path2D(way),
      point: new Path2D(wings(end, begin, 0.7 * glyph(seam.head, direction))),
      shape: this.shape(index, way),
    };
  }

  shape(index, way) {
    const path = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries({ class: "seam", role: "button", tabindex: "0", d: way }))
      path.setAttribute(name, value);
    path.dataset.seam = index;
    this.group.append(path);
    return path;
  }

  listen(shape, index, chosen, changed) {
    const heat = (on) => () => {
      this.hot = on ? index : -1;
      changed();
    };
    for (const begin of ["pointerenter", "focus"]) shape.addEventListener(begin, heat(true));
    for (const end of ["pointerleave", "blur"]) shape.addEventListener(end, heat(false));
    shape.addEventListener("click", () => chosen(index));
    shape.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      chosen(index);
    });
  }

  name(text) {
    for (const [index, arrow] of this.arrows.entries()) if (arrow) arrow.shape.setAttribute("aria-label", text(index));
  }

  paint(pen, scan) {
    const pixel = 1 / scan.scale;
    for (const [index, arrow] of this.arrows.entries()) {
      if (!arrow || !scan.sees(arrow.reach)) continue;
      pen.strokeStyle = pen.fillStyle = index === this.chosen ? "#0a5bd6" : "#b3261e";
      pen.lineWidth = pixel * (index === this.chosen || index === this.hot ? 4 : 2);
      pen.setLineDash(arrow.unsure ? [6 * pixel, 4 * pixel] : []);
      pen.stroke(arrow.way);
      pen.fill(arrow.point);
    }
    pen.setLineDash([]);
  }

  // The shapes follow when the scan has come to rest.
  follow({ scale, left, top }) {
    clearTimeout(this.coming);
    this.coming = setTimeout(() => {
      this.group.setAttribute("transform", `translate(${left} ${top}) scale(${scale})`);
    }, AT_REST);
  }
}

// The middle of a line's end or beginning.
function edge({ box: [left, top, right, bottom], direction }, main, atEnd) {
  return (direction || main) === "vertical"
    ? [(left + right) / 2, atEnd ? bottom : top]
    : [atEnd ? right : left, (top + bottom) / 2];
}

// An arrow's way bends, so that one along a column's edge does not lie on it.
function curve([x, y], [toX, toY]) {
  const [dx, dy] = [toX - x, toY - y];
  return `M${x} ${y}Q${x + dx / 2 - dy * 0.08} ${y + dy / 2 + dx * 0.08} ${toX} ${toY}`;
}

function wings([x, y], [toX, toY], length) {
  const angle = Math.atan2(toY - y, toX - x);
  const corner = (turn) => `${toX - length * Math.cos(angle + turn)} ${toY - length * Math.sin(angle + turn)}`;
  return `M${toX} ${toY}L${corner(0.45)}L${corner(-0.45)}Z`;
}
