"""The texts of a page that can be put right, each with the lines of the scan that it was read off.

A text is cut where a line of the scan ends, as the formats with places cut it, but nothing is left out: the cuts put
together are the whole text, and a line that could not be read has a cut that is empty, so that it can be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ocr.formats.shares import assigned, shared
from ocr.page import DOUBTFUL, Article, Furniture, Kind, Page, Paragraph, Run

_BEFORE = (
    ("kicker", Kind.KICKER),
    ("title", Kind.HEADLINE),
    ("subtitle", Kind.DECK),
    ("byline", Kind.BYLINE),
    ("jump_from", Kind.JUMP),
)
Piece = dict[str, Any]


def pieces(page: Page) -> list[Piece]:
    """Every text of the page as it is read: where it stands in the page's JSON, and how its lines share it.

    at: the path of the text; lines: that of its list of lines; kind; article: its index, or None; cuts: [index of the
    line in its list or None, start, end]; doubtful: places of characters that may well be wrong; links: fields that
    are words of this text, [path, start, end], and change with it. Places count code points.
    """
    found: list[Piece] = []
    for number, article in enumerate(page.articles):
        found += _article(number, article)
    return [*found, *_bodies(["unplaced"], page.unplaced, None), *_bodies(["furniture"], page.furniture, None)]


def _article(number: int, article: Article) -> Iterator[Piece]:
    at = ["articles", number]
    texts = [*_fields(article, _BEFORE), *_after(article)]
    own = assigned([text for *_, text in texts], article.head_runs)
    body = _bodies([*at, "paragraphs"], article.paragraphs, number)
    heads = []
    if article.dateline.strip() and not _linked([*at, "dateline"], article.dateline, article, body):
        heads.append(_piece([*at, "dateline"], [*at, "head_lines"], Kind.BYLINE, article.dateline, (), (), number))
    for (path, kind, text), runs in zip(texts, own, strict=True):
        if not runs and path[0] == "byline" and _linked([*at, *path], text, article, body):
            continue
        places = [next(k for k, run in enumerate(article.head_runs) if run is one) for one in runs]
        heads.append(_piece([*at, *path], [*at, "head_lines"], kind, text, runs, places, number))
    after = {"jump_to", "captions"}
    yield from (piece for piece in heads if piece["at"][2] not in after)
    yield from body
    yield from (piece for piece in heads if piece["at"][2] in after)


def _fields(article: Article, names: Sequence[tuple[str, Kind]]) -> list[tuple[list[Any], Kind, str]]:
    texts = [([name], kind, str(getattr(article, name))) for name, kind in names]
    return [each for each in texts if each[2].strip()]


def _after(article: Article) -> list[tuple[list[Any], Kind, str]]:
    captions = [(["captions", k], Kind.CAPTION, text) for k, text in enumerate(article.captions) if text.strip()]
    return [*_fields(article, (("jump_to", Kind.JUMP),)), *captions]


def _linked(path: list[Any], text: str, article: Article, body: Sequence[Piece]) -> bool:
    """Whether the field is words of a paragraph, which then carries it along."""
    for paragraph, piece in zip(article.paragraphs, body, strict=True):
        at = paragraph.text.find(text)
        if at >= 0:
            piece["links"].append([path, at, at + len(text)])
            return True
    return False


def _bodies(at: list[Any], texts: Sequence[Paragraph | Furniture], article: int | None) -> list[Piece]:
    """Texts that have their own lines, each at its place in the list at a path."""
    return [
        _piece([*at, k, "text"], [*at, k, "lines"], each.kind, each.text, each.runs, range(len(each.runs)), article)
        for k, each in enumerate(texts)
    ]


def _piece(
    at: list[Any],
    lines: list[Any],
    kind: Kind,
    text: str,
    runs: Sequence[Run],
    places: Sequence[int],
    article: int | None,
) -> Piece:
    """A text and its cuts; places: for each run, its index in the list of lines."""
    cuts: list[list[int | None]] = []
    doubtful: list[int] = []
    shares = iter(shared(text, runs))
    share = next(shares, None)
    end = 0
    for run, place in zip(runs, places, strict=True):
        start = end
        if share is not None and share.run is run:
            lead = len(text) - len(text.lstrip()) if not any(cut[2] for cut in cuts) else 0
            end = start + lead + len(share.text)
            doubtful += [start + lead + k for k, sure in enumerate(share.confidences) if sure < DOUBTFUL]
            share = next(shares, None)
        cuts.append([place, start, end])
    if cuts:
        cuts[-1][2] = len(text)  # white space that ends it
    else:
        cuts = [[None, 0, len(text)]]
    return {
        "at": at,
        "lines": lines,
        "kind": kind.value,
        "article": article,
        "cuts": cuts,
        "doubtful": doubtful,
        "links": [],
    }
