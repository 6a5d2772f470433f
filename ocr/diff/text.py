"""The text view: figures, then a unified diff article by article, - the reference, + the output, kinds named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from ocr.diff.baseline import Change
from ocr.diff.comparison import Compared, Comparison, kinds
from ocr.diff.excerpts import CLOSE, OPEN, Atom, excerpts, lines
from ocr.diff.figures import FIGURES, counts, shown, values
from ocr.diff.places import article_number, note
from ocr.diff.sections import Section, label, sections
from ocr.diff.terminal import BOLD, COLOURS, FAINT, GREEN, RED, fitting, painted, visible, width
from ocr.evaluate.edits import Kind
from ocr.evaluate.report import Report

_NAME = max(map(len, FIGURES)) + 2


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: columns, and whether it takes colours."""

    columns: int = 100
    colour: bool = False

    def paint(self, text: str, *codes: str) -> str:
        return painted(text, codes, colour=self.colour)

    def cut(self, text: str) -> str:
        """A line no wider than the paper."""
        return text if width(text) <= self.columns else text[: fitting(text, self.columns - 2)] + "…"


def write(comparison: Comparison, paper: Paper, changes: Mapping[str, Change] | None = None) -> str:
    """The whole view, with a line end."""
    parts = [*_figures(comparison.report, paper, changes or {}), "", *_kinds(comparison.kinds(), paper)]
    if len(comparison.pages) > 1:
        parts += ["", *(_page_line(page, paper) for page in comparison.pages)]
    for page in comparison.pages:
        parts += ["", *_page(page, paper, alone=len(comparison.pages) == 1)]
    return "\n".join(parts) + "\n"


def _figures(report: Report, paper: Paper, changes: Mapping[str, Change]) -> Iterator[str]:
    found, ratios = values(report), counts(report)
    for name, value in found.items():
        ratio = ratios.get(name)
        of = f"{ratio[0]:g} of {ratio[1]:g}" if ratio else ""
        number = "-" if ratio and not any(ratio) else shown(name, value)
        line = f"{name:<{_NAME}}{number:>7}  {of:<13} "
        if name in changes:
            change = changes[name]
            colour = {"better": GREEN, "worse": RED}.get(change.verdict, FAINT)
            moved = "same" if change.verdict == "same" else f"{change.verdict}, was {shown(name, change.old)}"
            yield line + paper.paint(moved, colour)
        else:
            says, room = FIGURES[name].says, max(1, paper.columns - width(line))
            cut = says if width(says) <= room else says[: fitting(says, room - 2)] + "…"
            yield line + paper.paint(cut, FAINT)


def _kinds(found: Mapping[Kind, tuple[int, int]], paper: Paper) -> list[str]:
    named = [f"{kind} {count} ({length})" for kind, (count, length) in found.items() if count]
    said = f"differences (characters): {', '.join(named)}" if named else "no differences"
    return wrap(said, paper.columns, subsequent_indent="  ")


def _page_line(page: Compared, paper: Paper) -> str:
    report = page.report
    right = f"articles {report.articles.hits:g} of {report.articles.total:g}"
    return paper.cut(f"{page.name}: cer {report.cer.value:.4f}, article_cer {report.article_cer.value:.4f}, {right}")


def _page(page: Compared, paper: Paper, *, alone: bool) -> Iterator[str]:
    yield paper.paint(paper.cut(f"--- {page.reference}"), BOLD)
    yield paper.paint(paper.cut(f"+++ {page.output}"), BOLD)
    if not alone:
        yield from _kinds(kinds(page), paper)
    for section in sections(page):
        if section.outside and not section.differences():
            continue
        yield ""
        yield paper.paint(paper.cut(heading(page, section)), BOLD)
        for row in section.rows:
            for atoms in excerpts(row):
                yield from _excerpt(page, atoms, paper)


def heading(page: Compared, section: Section) -> str:
    """One line on a section: which article it is on both sides, and its errors."""
    if section.outside:
        return f"== {section.title}"
    ours = "" if section.truth is None else str(article_number(page, section.truth, output=False))
    theirs = "" if section.output is None else str(article_number(page, section.output, output=True))
    who = f"{ours or 'no article'} ↔ {theirs or 'no article'}"
    errors = ""
    if section.truth is not None:
        rate = page.report.stories[section.truth]
        errors = f"; body CER {rate.value:.4f} ({rate.errors:g} of {rate.length:g})"
    count = len(section.differences())
    return f"== {who}  {visible(section.title)}{errors}; {count or 'no'} difference{'' if count == 1 else 's'}"


def _excerpt(page: Compared, atoms: list[Atom], paper: Paper) -> Iterator[str]:
    sides = page.script.truth, page.script.output
    where = ", ".join(dict.fromkeys(label(sides[a.where[0]], a.where[1]) for a in atoms if a.kind is not None))
    yield paper.paint(paper.cut(f"@@ {where} @@ {'; '.join(_named(page, atoms))}"), FAINT)
    for line in lines(atoms, paper.columns - 1):
        for sign, colour, texts in (("-", RED, [a.truth for a in line]), ("+", GREEN, [a.output for a in line])):
            if any(texts):
                marked = (_marked(text, atom, paper) for text, atom in zip(texts, line, strict=True))
                yield paper.paint(sign, colour) + "".join(marked)


def _named(page: Compared, atoms: Iterable[Atom]) -> Iterator[str]:
    """The kinds of an excerpt's differences, with what a reader must know besides, and how many are alike."""
    said: dict[str, set[int]] = {}
    for atom in atoms:
        if atom.kind is not None:
            more = note(page, page.differences.items[atom.difference])
            said.setdefault(f"{atom.kind} ({more})" if more else f"{atom.kind}", set()).add(atom.difference)
    return (name if len(those) == 1 else f"{len(those)} × {name}" for name, those in said.items())


def _marked(text: str, atom: Atom, paper: Paper) -> str:
    if atom.kind is None or not text:
        return text
    return paper.paint(text, "\x1b[7m", COLOURS[atom.kind]) if paper.colour else f"{OPEN}{text}{CLOSE}"
