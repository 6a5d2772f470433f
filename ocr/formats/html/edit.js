// What is changed, taken back, kept in the browser and saved.

class Edit extends Walk {
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
    this.before = null;
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
    const stop =
      piece && piece.doubts().find(([start, end]) => start <= here.start && here.start <= end && end > start);
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
    this.go(
      { piece: piece.index, start: change.start, end, cut: piece.cutAt(Math.min(change.start + 1, end), change.cut) },
      { edit: Boolean(typing) },
    );
    this.tell(`${this.labels.say(back ? "undone" : "redone")}: ${change.removed || "∅"} → ${change.inserted || "∅"}`);
  }

  // The corrected page as a file, one line as `banmian read` writes it.
  save() {
    const name = `${data.name}.corrected.json`;
    const text = `${JSON.stringify(this.model.corrected())}\n`;
    const link = element("a", {
      download: name,
      href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    this.savedAt = this.model.at;
    this.keep();
    this.tell(`${this.labels.say("saved")} ${name}`);
  }
}
