// The scan: tiles drawn on a canvas, moved and scaled by pointer, wheel, touch and key.
//
// A point (x, y) of the scan is shown at (x * scale + left, y * scale + top) in CSS pixels of the view.

const CLOSEST = 6;
const KEPT_TILES = 64;

class Scan {
  constructor(view, data, paint) {
    this.view = view;
    this.canvas = view.querySelector("canvas");
    this.pen = this.canvas.getContext("2d", { alpha: false });
    [this.width, this.height] = data.page.size;
    this.tiles = data.tiles;
    this.paint = paint;
    this.ready = new Map();
    this.coming = new Set();
    this.pointers = new Map();
    this.scale = 1;
    this.left = this.top = 0;
    this.fitted = true;
    if (!this.tiles.levels.length) return;
    this.listen();
    this.load(this.tiles.levels.length - 1, 0, 0);
    new ResizeObserver(() => this.resized()).observe(view);
  }

  get shown() {
    return this.tiles.levels.length > 0;
  }

  resized() {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.view.clientWidth * ratio);
    this.canvas.height = Math.round(this.view.clientHeight * ratio);
    if (this.fitted) this.fit();
    this.changed();
  }

  // The whole page.
  fit() {
    this.stop();
    const share = Math.min(this.view.clientWidth / this.width, this.view.clientHeight / this.height);
    this.scale = Math.max(share * 0.98, 0.001);
    this.left = (this.view.clientWidth - this.width * this.scale) / 2;
    this.top = (this.view.clientHeight - this.height * this.scale) / 2;
    this.fitted = true;
    this.changed();
  }

  // The same point stays under (x, y) of the view.
  zoom(factor, x = this.view.clientWidth / 2, y = this.view.clientHeight / 2) {
    this.stop();
    const least = Math.min(this.view.clientWidth / this.width, this.view.clientHeight / this.height) / 2;
    const scale = Math.min(Math.max(this.scale * factor, least), CLOSEST);
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.moved();
  }

  pan(dx, dy) {
    this.stop();
    this.left += dx;
    this.top += dy;
    this.moved();
  }

  // Some of the page stays in view.
  moved() {
    const [edgeX, edgeY] = [this.view.clientWidth / 4, this.view.clientHeight / 4];
    this.left = Math.min(Math.max(this.left, edgeX - this.width * this.scale), this.view.clientWidth - edgeX);
    this.top = Math.min(Math.max(this.top, edgeY - this.height * this.scale), this.view.clientHeight - edgeY);
    this.fitted = false;
    this.changed();
  }

  // Brings a box [left, top, right, bottom] into view. glyph: so many pixels of the scan are to be 26 CSS pixels at
  // least. keep: nothing moves as long as the box is seen.
  reveal(box, glyph, keep) {
    if (!this.shown || !box) return;
    const [left, top, right, bottom] = box;
    const scale = glyph ? Math.min(Math.max(this.scale, 26 / glyph), CLOSEST) : this.scale;
    const [x, y] = this.goal ? [this.goal.left, this.goal.top] : [this.left, this.top];
    const inside =
      left * scale + x > 8 &&
      right * scale + x < this.view.clientWidth - 8 &&
      top * scale + y > 8 &&
      bottom * scale + y < this.view.clientHeight - 8;
    if (keep && scale === this.scale && inside) return;
    const wide = (right - left) * scale > this.view.clientWidth - 40;
    const wished = wide ? 20 - left * scale : this.view.clientWidth / 2 - ((left + right) / 2) * scale;
    this.glide({
      scale,
      left: filled(wished, this.width * scale, this.view.clientWidth),
      top: filled(
        this.view.clientHeight / 2 - ((top + bottom) / 2) * scale,
        this.height * scale,
        this.view.clientHeight,
      ),
    });
  }

  glide(goal) {
    this.stop();
    const begin = { scale: this.scale, left: this.left, top: this.top };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.settle(goal, begin, 1);
    this.goal = goal;
    const started = performance.now();
    const step = (now) => {
      const share = Math.min(Math.max((now - started) / 180, 0), 1);
      this.settle(goal, begin, share * (2 - share));
      this.gliding = share < 1 ? requestAnimationFrame(step) : 0;
      if (share === 1) this.goal = null;
    };
    this.gliding = requestAnimationFrame(step);
  }

  settle(goal, begin, share) {
    for (const key of ["scale", "left", "top"]) this[key] = begin[key] + (goal[key] - begin[key]) * share;
    this.fitted = false;
    this.changed();
  }

  stop() {
    if (this.gliding) cancelAnimationFrame(this.gliding);
    this.gliding = 0;
    this.goal = null;
  }

  changed() {
    if (this.shown && !this.pending) this.pending = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.pending = 0;
    const { pen, canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = getComputedStyle(this.view).backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(this.scale * ratio, 0, 0, this.scale * ratio, this.left * ratio, this.top * ratio);
    pen.imageSmoothingEnabled = this.scale * ratio < 4;
    this.drawTiles(this.depth(this.scale * ratio));
    this.paint(pen, this);
    this.view.dataset.view = [this.scale, this.left, this.top].map((value) => value.toFixed(4)).join(" ");
  }

  // The level whose pixels are no larger than the screen's.
  depth(scale) {
    const { levels } = this.tiles;
    let depth = levels.length - 1;
    while (depth && levels[depth][0] / this.width < scale * 0.99) depth--;
    return depth;
  }

  drawTiles(depth) {
    const [width] = this.tiles.levels[depth];
    const side = (this.tiles.side * this.width) / width;
    const [columns, rows] = [Math.ceil(this.width / side - 1e-6), Math.ceil(this.height / side - 1e-6)];
    const first = [-this.left / this.scale / side, -this.top / this.scale / side].map(Math.floor);
    const last = [
      (this.view.clientWidth - this.left) / this.scale / side,
      (this.view.clientHeight - this.top) / this.scale / side,
    ].map(Math.floor);
    for (let row = Math.max(first[1], 0); row <= Math.min(last[1], rows - 1); row++)
      for (let column = Math.max(first[0], 0); column <= Math.min(last[0], columns - 1); column++)
        this.drawTile(depth, row, column, side);
  }

  // A tile, or until it is there the part of a coarser one that shows the same.
  drawTile(depth, row, column, side) {
    const tile = this.load(depth, row, column);
    const [x, y] = [column * side, row * side];
    const perPixel = side / this.tiles.side;
    if (tile) {
      this.pen.drawImage(tile, x, y, tile.width * perPixel, tile.height * perPixel);
      return;
    }
    for (let up = 1; depth + up < this.tiles.levels.length; up++) {
      const coarse = this.ready.get(`${depth + up}-${row >> up}-${column >> up}`);
      if (!coarse) continue;
      const part = this.tiles.side / 2 ** up;
      const [fromX, fromY] = [(column % 2 ** up) * part, (row % 2 ** up) * part];
      const [w, h] = [Math.min(part, coarse.width - fromX), Math.min(part, coarse.height - fromY)];
      if (w > 0 && h > 0)
        this.pen.drawImage(coarse, fromX, fromY, w, h, x, y, w * perPixel * 2 ** up, h * perPixel * 2 ** up);
      return;
    }
  }

  // The decoded tile, or undefined and it is being decoded. Those not used for longest are let go.
  load(depth, row, column) {
    const name = `${depth}-${row}-${column}`;
    const tile = this.ready.get(name);
    if (tile) {
      this.ready.delete(name);
      this.ready.set(name, tile);
      return tile;
    }
    const source = document.getElementById(`tile-${name}`);
    if (!source || this.coming.has(name)) return undefined;
    this.coming.add(name);
    const bytes = Uint8Array.from(atob(source.textContent), (character) => character.charCodeAt(0));
    createImageBitmap(new Blob([bytes], { type: "image/jpeg" })).then((bitmap) => {
      this.coming.delete(name);
      this.ready.set(name, bitmap);
      this.letGo();
      this.changed();
    });
    return undefined;
  }

  letGo() {
    const coarsest = `${this.tiles.levels.length - 1}-0-0`;
    for (const [name, bitmap] of this.ready) {
      if (this.ready.size <= KEPT_TILES) return;
      if (name === coarsest) continue;
      bitmap.close();
      this.ready.delete(name);
    }
  }

  // Whether some of a box is in view.
  sees([left, top, right, bottom]) {
    const { scale, view } = this;
    return (
      left * scale + this.left < view.clientWidth &&
      right * scale + this.left > 0 &&
      top * scale + this.top < view.clientHeight &&
      bottom * scale + this.top > 0
    );
  }

  // The point of the scan under a pointer.
  point(event) {
    const place = this.view.getBoundingClientRect();
    return [(event.clientX - place.left - this.left) / this.scale, (event.clientY - place.top - this.top) / this.scale];
  }

  listen() {
    const { view } = this;
    view.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    view.addEventListener("pointerdown", (event) => this.pressed(event));
    view.addEventListener("pointermove", (event) => this.dragged(event));
    for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, (event) => this.released(event));
    view.addEventListener("dblclick", (event) => this.zoom(2, ...this.inView(event)));
  }

  inView(event) {
    const place = this.view.getBoundingClientRect();
    return [event.clientX - place.left, event.clientY - place.top];
  }

  // A pinch on a touchpad comes as a wheel with Ctrl.
  wheeled(event) {
    event.preventDefault();
    const unit = [1, 16, this.view.clientHeight][event.deltaMode];
    if (event.ctrlKey || event.metaKey)
      this.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * unit)) / 240), ...this.inView(event));
    else if (event.shiftKey && !event.deltaX) this.pan(-event.deltaY * unit, 0);
    else this.pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  pressed(event) {
    if (event.button > 1) return;
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.pointers.size === 1) this.travelled = 0;
  }

  dragged(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    this.travelled += Math.abs(dx) + Math.abs(dy);
    if (this.pointers.size === 1 && this.travelled < 4) return;
    if (!this.view.hasPointerCapture(event.pointerId)) this.view.setPointerCapture(event.pointerId);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (!other) return this.pan(dx, dy);
    const [x, y] = other[1];
    const [was, is] = [Math.hypot(before[0] - x, before[1] - y), Math.hypot(event.clientX - x, event.clientY - y)];
    const place = this.view.getBoundingClientRect();
    if (was > 0) this.zoom(is / was, x - place.left, y - place.top);
  }

  released(event) {
    this.pointers.delete(event.pointerId);
  }

  // Whether the pointer just let go was a click, and not the end of a drag.
  get clicked() {
    return this.travelled < 4;
  }
}

// Where a page of some length begins in a view of some length, so that no more than an edge of the view is left empty.
function filled(wished, length, view) {
  const edge = 20;
  return length + 2 * edge < view ? (view - length) / 2 : Math.min(edge, Math.max(wished, view - length - edge));
}
