// What pointers and keys do.

class Proof extends Evidence {
  listen() {
    const texts = find("articles");
    texts.addEventListener("mousemove", (event) => this.overText(event));
    texts.addEventListener("click", (event) => this.clickText(event));
    texts.addEventListener("beforeinput", (event) => this.beforeInput(event));
    texts.addEventListener("input", (event) => {
      if (!event.isComposing) this.typed(event.target.closest(".field"));
    });
    texts.addEventListener("compositionstart", (event) => {
      this.before = this.articles.selection(event.target.closest(".field"));
    });
    texts.addEventListener("compositionend", (event) => this.typed(event.target.closest(".field")));
    find("scan").addEventListener("mousemove", (event) => this.overScan(event));
    find("scan").addEventListener("click", (event) => this.clickScan(event));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("selectionchange", () => this.caretMoved());
    addEventListener("storage", (event) => this.changedElsewhere(event));
    addEventListener("beforeunload", (event) => {
      if (this.isKept === false && this.model.at !== this.savedAt) event.preventDefault();
    });
    this.buttons();
    this.divide();
  }

  buttons() {
    const does = {
      previous: () => this.toDoubt(-1, false),
      next: () => this.toDoubt(1, false),
      right: () => this.confirm(),
      undo: () => this.turn(true),
      redo: () => this.turn(false),
      save: () => this.save(),
      nearer: () => this.scan.zoom(1.4),
      farther: () => this.scan.zoom(1 / 1.4),
      whole: () => this.scan.fit(),
      colours: () => this.toggleColours(),
      theme: () => this.nextTheme(),
      language: () => this.nextLanguage(),
      help: () => find("keys").showModal(),
      "seam-close": () => this.hideSeam(),
      "keys-close": () => find("keys").close(),
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
    else if (
      event.inputType.startsWith("insertFrom") &&
      event.inputType !== "insertFromComposition" &&
      event.dataTransfer
    ) {
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
    if (event.key === "F8") return (this.toDoubt(event.shiftKey ? -1 : 1, true), true);
    if (event.key === "Escape") return (this.leave(activeElement), true);
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
      n: () => this.toDoubt(1, false),
      p: () => this.toDoubt(-1, false),
      y: () => this.confirm(),
      Enter: () => this.edit(),
      j: () => this.toLine(1),
      k: () => this.toLine(-1),
      a: () => this.toArticle(1),
      A: () => this.toArticle(-1),
      s: () => this.toSeam(1),
      S: () => this.toSeam(-1),
      u: () => this.turn(true),
      r: () => this.turn(false),
      ArrowLeft: () => this.scan.pan(far, 0),
      ArrowRight: () => this.scan.pan(-far, 0),
      ArrowUp: () => this.scan.pan(0, far),
      ArrowDown: () => this.scan.pan(0, -far),
      "+": () => this.scan.zoom(1.4),
      "=": () => this.scan.zoom(1.4),
      "-": () => this.scan.zoom(1 / 1.4),
      0: () => this.scan.fit(),
      o: () => this.toggleColours(),
      t: () => this.nextTheme(),
      l: () => this.nextLanguage(),
      "?": () => find("keys").showModal(),
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
