"""What was joined and what was taken out, one readable line each: what, where, why, how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ocr.page import Page, Run

SHOWN = 12
"""Characters of a text that are shown of each end."""
PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"), ("【", "】"))


def explain(page: Page) -> Iterator[str]:
    """Joins in the order of the text, removals, then marks that do not pair and texts without end or place."""
    texts = {run.id: run for run in _runs(page)}
    yield from (_joined(join.tail, join.head, join.why, join.confidence, texts) for join in page.joins)
    for removal in page.removals:
        where, there = _ids(removal.runs), _ids(removal.repeats)
        sure = f"{removal.confidence:.2f}"
        yield f"removed {where} “{_short(removal.text)}”: {removal.why}, see {there}; sure {sure}"
    yield from _unpaired(page)
    for article in page.articles:
        if article.truncated:
            yield f"truncated {article.id} “{article.title}”: its end is not in the text"
    for paragraph in page.unplaced:
        yield f"unplaced {_ids([run.id for run in paragraph.runs])} “{_short(paragraph.text)}”: fits no story well"


def _joined(tail: str, head: str, why: tuple[str, ...], confidence: float, texts: Mapping[str, Run]) -> str:
    left, right = (_plain(texts[name].text) if name in texts else "" for name in (tail, head))
    return f"joined {tail} “…{left[-SHOWN:]}” and {head} “{right[:SHOWN]}…”: {'; '.join(why)}; sure {confidence:.2f}"


def _unpaired(page: Page) -> Iterator[str]:
    """Paragraphs in which a quotation mark or bracket has no partner: said, never put right by guess."""
    for article in page.articles:
        for number, paragraph in enumerate(article.paragraphs, start=1):
            for opening, closing in PAIRS:
                opened, closed = paragraph.text.count(opening), paragraph.text.count(closing)
                if opened != closed:
                    where = f"{article.id}, paragraph {number} “{_short(paragraph.text)}”"
                    yield f"unpaired {where}: {opened} {opening} and {closed} {closing}; left as it was read"


def _runs(page: Page) -> Iterator[Run]:
    for article in page.articles:
        yield from article.head_runs
        for paragraph in article.paragraphs:
            yield from paragraph.runs
    yield from (run for piece in page.furniture for run in piece.runs)
    yield from (run for paragraph in page.unplaced for run in paragraph.runs)


def _plain(text: str) -> str:
    """A text without breaks: evidence is one line."""
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _plain(text)
    return text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]}…{text[-SHOWN:]}"


def _ids(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}" if names else "-"
