// Seams: chosen on either side or by key, with what speaks for them.

class Evidence extends Edit {
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
    this.seams.chosen = index;
    for (const mark of document.querySelectorAll(".seam-mark"))
      mark.classList.toggle("chosen", Number(mark.dataset.seam) === index);
    const mark = document.querySelector(`.seam-mark[data-seam="${index}"]`);
    if (mark) mark.scrollIntoView({ block: "center" });
    const arrow = this.seams.arrows[index];
    if (arrow) this.scan.reveal(arrow.box, 0, true);
    this.scan.changed();
    this.tell(`${this.labels.seam(index)}: ${join.why.map((why) => this.labels.evidence(why)).join("; ")}`);
  }

  hideSeam() {
    find("evidence").hidden = true;
    this.seams.chosen = -1;
    this.scan.changed();
    for (const mark of document.querySelectorAll(".seam-mark.chosen")) mark.classList.remove("chosen");
  }
}
