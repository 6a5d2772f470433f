"""The HTML view: one file that needs nothing else. Everything read is escaped, and the page's own policy lets no script
and no style run but the two that are its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from html import escape as escaped
from importlib.resources import files

from ocr.diff.baseline import Change
from ocr.diff.boxes import Box, Boxes, Spot
from ocr.diff.comparison import Compared, Comparison
from ocr.diff.figures import FIGURES, counts, shown, values
from ocr.diff.places import article_number, note
from ocr.diff.scan import Scan
from ocr.diff.sections import Item, Part, Row, Section, label, numbered, sections
from ocr.diff.terminal import visible
from ocr.evaluate.edits import Kind
from ocr.formats.html.policy import policy

MAIN = ("cer", "flexible", "article_cer", "articles", "titles", "b_cubed_f", "order", "leaked", "lost", "repeated")
"""Figures that are shown at once; the others unfold."""


def write(comparison: Comparison, changes: Mapping[str, Change] | None, scans: Mapping[str, Scan]) -> str:
    """The whole file. scans: pictures by page name; pages without one are shown without places."""
    style, script = _resource("view.css"), _resource("view.js")
    pages = [_Page(number, page, scans.get(page.name)) for number, page in enumerate(comparison.pages, 1)]
    body = "".join(
        (
            _header(comparison, changes or {}),
            _bar(comparison),
            '<div id="layout">',
            _articles(pages),
            '<main id="main">',
            *(page.html() for page in pages),
            "</main></div>",
            _lens(pages),
        )
    )
    title = " and ".join(dict.fromkeys(visible(page.name) for page in comparison.pages[:2]))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)} – banmian diff</title>\n<style>{style}</style>\n</head>\n"
        f"<body>{body}<script>{script}</script></body>\n</html>\n"
    )


def escape(text: str) -> str:
    """Text as HTML shows it, in element or attribute; what HTML cannot hold becomes U+FFFD."""
    return escaped(
        "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" else c for c in text)
    )


def _resource(name: str) -> str:
    return files("ocr.diff").joinpath(name).read_text(encoding="utf-8")


def _header(comparison: Comparison, changes: Mapping[str, Change]) -> str:
    found, ratios = values(comparison.report), counts(comparison.report)
    main = "".join(_figure(n, found[n], ratios.get(n), changes.get(n)) for n in MAIN if n in found)
    rest = "".join(_figure(n, v, ratios.get(n), changes.get(n)) for n, v in found.items() if n not in MAIN)
    sources = dict.fromkeys((page.reference, page.output) for page in comparison.pages)
    shown = [f"<b>{escape(visible(o))}</b> against <b>{escape(visible(r))}</b>" for r, o in list(sources)[:3]]
    more = f" and {len(sources) - 3} more" if len(sources) > 3 else ""
    return (
        f'<header><h1>banmian diff</h1><p class="files">{", ".join(shown)}{more}</p>'
        f'<dl class="figures">{main}</dl>'
        f'<details><summary>All figures</summary><dl class="figures">{rest}</dl></details></header>'
    )


def _figure(name: str, value: float, ratio: tuple[float, float] | None, change: Change | None) -> str:
    of = f"<small>{ratio[0]:g} of {ratio[1]:g}</small>" if ratio else ""
    number = "–" if ratio and not any(ratio) else shown(name, value)
    moved = ""
    if change is not None:
        was = "" if change.verdict == "same" else f", was {shown(name, change.old)}"
        moved = f'<small class="{change.verdict}">{change.verdict}{was}</small>'
    return f'<div title="{escape(FIGURES[name].says)}"><dt>{name}</dt><dd>{number} {of}{moved}</dd></div>'


def _bar(comparison: Comparison) -> str:
    """Filters and the way from difference to difference."""
    kinds = "".join(
        f'<label class="chip"><input type="checkbox" checked data-kind="{kind}"{"" if count else " disabled"}>'
        f'<span class="d {kind}">{kind}</span> <b>{count}</b></label>'
        for kind, (count, _) in comparison.kinds().items()
    )
    return (
        f'<div id="bar" role="toolbar" aria-label="Differences"><div id="kinds">{kinds}'
        '<label class="chip"><input type="checkbox" id="only"> only what differs</label></div>'
        '<div id="way"><button id="previous" title="previous difference (k, p or ←)">←</button>'
        '<button id="next" title="next difference (j, n or →)">→</button>'
        '<span id="status" role="status" aria-live="polite"></span></div></div>'
    )


def _articles(pages: list[_Page]) -> str:
    parts = []
    for page in pages:
        items = "".join(
            f'<li><a href="#{page.anchor(k)}"{_lang(section)}>{escape(section.title) or "–"}</a> '
            f"<small>{_summary(page.page, section)}</small></li>"
            for k, section in enumerate(page.sections)
        )
        parts.append(f"<h2>{escape(visible(page.page.name))}</h2><ol>{items}</ol>")
    return f'<nav id="articles" aria-label="Articles">{"".join(parts)}</nav>'


def _lang(section: Section) -> str:
    return "" if section.outside else ' lang="zh"'


def _summary(page: Compared, section: Section) -> str:
    count = len(section.differences())
    said = f"{count} difference{'' if count == 1 else 's'}" if count else "the same"
    if section.outside or section.truth is None:
        return said if section.outside else f"in the output alone; {said}"
    rate = page.report.stories[section.truth]
    missing = "" if section.output is not None else "no partner; "
    return f"{missing}CER {rate.value:.4f} ({rate.errors:g} of {rate.length:g}); {said}"


def _lens(pages: list[_Page]) -> str:
    pictures = "".join(
        f'<img id="scan-{page.number}" alt="" data-width="{page.scan.size[0]}" data-height="{page.scan.size[1]}" '
        f'src="{page.scan.uri}">'
        for page in pages
        if page.scan
    )
    if not pictures:
        return ""
    return (
        f'<div id="scans" hidden>{pictures}</div><aside id="lens" hidden aria-label="Place on the scan">'
        '<div id="close-up"><i class="line"></i><i class="character"></i></div><div id="whole"><i></i></div></aside>'
    )


class _Page:
    """One page's part of the file."""

    def __init__(self, number: int, page: Compared, scan: Scan | None) -> None:
        self.number, self.page, self.scan = number, page, scan
        self.sections = sections(page)
        self.order = numbered(self.sections)
        self.boxes = Boxes.of(page) if scan else None

    def anchor(self, section: int) -> str:
        return f"p{self.number}-s{section + 1}"

    def html(self) -> str:
        name = f"<h2>{escape(visible(self.page.name))}</h2>"
        return f'<section class="page" data-page="{self.number}">{name}{"".join(self._sections())}</section>'

    def _sections(self) -> Iterator[str]:
        for k, section in enumerate(self.sections):
            numbers = [
                "–" if story is None else str(article_number(self.page, story, output=output))
                for story, output in ((section.truth, False), (section.output, True))
            ]
            which = "" if section.outside else f"<small>reference {numbers[0]}, output {numbers[1]}</small> "
            rows = "".join(map(self._row, section.rows))
            yield (
                f'<article id="{self.anchor(k)}"><h3>{which}<span{_lang(section)}>{escape(section.title)}</span> '
                f"<small>{_summary(self.page, section)}</small></h3>"
                f'<div class="row names"><div>reference</div><div>output</div></div>{rows}</article>'
            )

    def _row(self, row: Row) -> str:
        sides = "".join(self._side(row.items, output=output) for output in (False, True))
        return f'<div class="row{"" if row.differs else " same"}">{sides}</div>'

    def _side(self, items: tuple[Item, ...], *, output: bool) -> str:
        """One side of a row: each piece under its name, what differs in marks."""
        parts, last = [], -1
        side = self.page.script.output if output else self.page.script.truth
        for item in items:
            part = item.output if output else item.truth
            other = item.truth if output else item.output
            if part is None:
                parts.append(self._gap(item) if item.kind is not None and other and self._inline(item) else "")
                continue
            if part.piece != last:
                close = "</p>" if last >= 0 else ""
                parts.append(f'{close}<p lang="zh"><i class="name">{label(side, part.piece)}</i>')
                last = part.piece
            parts.append(self._marked(item, part, output=output))
        inner = "".join(parts) + "</p>" if last >= 0 else ""
        return f'<div class="{"output" if output else "reference"}">{inner}</div>'

    def _inline(self, item: Item) -> bool:
        """Whether the other side has something small here, so that its absence is worth a mark."""
        return item.kind in (Kind.MISSING, Kind.EXTRA, Kind.PUNCTUATION)

    def _gap(self, item: Item) -> str:
        return f'<span class="gap {item.kind}" data-d="{self._id(item)}"></span>'

    def _id(self, item: Item) -> str:
        return f"{self.number}-{self.order[item.difference]}"

    def _marked(self, item: Item, part: Part, *, output: bool) -> str:
        inner = "".join(
            f'<span data-box="{_joined(spot)}">{escape(text)}</span>' if spot else escape(text)
            for text, spot in self._by_line(part, output=output)
        )
        if item.kind is None:
            return inner
        more = note(self.page, self.page.differences.items[item.difference])
        ours, theirs = (escape(visible(p.text)[:40]) if p else "–" for p in (item.truth, item.output))
        title = f"{item.kind}: {escape(more)}" if more else f"{item.kind}: {ours} → {theirs}"
        names = f'class="d {item.kind}" data-d="{self._id(item)}" data-kind="{item.kind}"'
        return f'<mark {names} title="{title}">{inner}</mark>'

    def _by_line(self, part: Part, *, output: bool) -> Iterator[tuple[str, tuple[Box, Box] | None]]:
        """The part's text cut where a line of the scan ends: text, and the line's and the characters' boxes."""
        spots = (self.boxes.output if output else self.boxes.truth)[part.start : part.end] if self.boxes else ()
        if not any(spots) or len(part.text) != len(spots):
            first = next((s for s in spots if s), None)
            yield part.text, (first.line, first.character) if first else None
            return
        start = 0
        for k in range(1, len(spots) + 1):
            if k == len(spots) or _line(spots[k]) != _line(spots[start]):
                yield part.text[start:k], _around([s for s in spots[start:k] if s])
                start = k


def _line(spot: Spot | None) -> Box | None:
    return spot.line if spot else None


def _around(spots: list[Spot]) -> tuple[Box, Box] | None:
    if not spots:
        return None
    boxes = [s.character for s in spots]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    return spots[0].line, (left, top, max(b[2] for b in boxes), max(b[3] for b in boxes))


def _joined(boxes: tuple[Box, Box]) -> str:
    return ",".join(str(value) for box in boxes for value in box)
