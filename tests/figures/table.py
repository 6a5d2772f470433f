"""Reports as rows of a table of fixed width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ocr.evaluate import Report


@dataclass(frozen=True, slots=True)
class Row:
    """A named report; note stands behind the figures."""

    name: str
    report: Report
    note: str = ""


COLUMNS: dict[str, Callable[[Report], str]] = {
    "pages": lambda r: f"{r.pages}",
    "cer": lambda r: f"{r.article_cer.value:.4f}",
    "right": lambda r: f"{r.articles.value:.3f}",
    "titles": lambda r: f"{r.titles.value:.3f}",
    "seams": lambda r: f"{r.seams.value:.3f}",
    "bcubed": lambda r: f"{r.b_cubed.f:.3f}",
    "split": lambda r: f"{r.splits}",
    "merge": lambda r: f"{r.merges}",
    "order": lambda r: f"{r.order.value:.3f}",
    "lost": lambda r: f"{r.lost.value:.4f}",
    "twice": lambda r: f"{r.repeated.value:.4f}",
    "extra": lambda r: f"{r.extra:+.4f}",
    "leak": lambda r: f"{r.leaked.value:.3f}",
    "bag": lambda r: f"{r.bag.value:.4f}",
    "byline": lambda r: f"{r.fields[-2].value:.3f}" if r.fields else "-",
}
LEGEND = """\
cer: article CER, micro; right: stories with CER below 0.05; seams: column breaks read across; bcubed: F by characters;
split, merge: cuts too many, cuts missing; lost: body text in no story; twice: text repeated; leak: furniture in them;
bag: body characters missing, order ignored."""


def table(title: str, rows: Iterable[Row]) -> str:
    """The rows under a line of column names; the first column as wide as its longest name."""
    rows = list(rows)
    first = max([len(title), *(len(row.name) for row in rows)]) + 2
    widths = {name: max(8, len(name) + 1) for name in COLUMNS}
    head = title.ljust(first) + "".join(name.rjust(widths[name]) for name in COLUMNS)
    lines = [head, "-" * len(head)]
    for row in rows:
        cells = "".join(show(row.report).rjust(widths[name]) for name, show in COLUMNS.items())
        lines.append(f"{row.name.ljust(first)}{cells}  {row.note}".rstrip())
    return "\n".join(lines)
