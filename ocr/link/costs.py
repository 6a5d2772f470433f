"""What it costs that a part goes on at another: page numbers, words across the seam, title and topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from ocr.issue import Sheet
from ocr.link import weights as w
from ocr.link.dates import dated
from ocr.link.numbers import named_page, same
from ocr.link.parts import Part
from ocr.reconstruct.costs import Term, joining
from ocr.reconstruct.dump.topics import Topics
from ocr.reconstruct.lexicon import Phrases

Topic = Callable[[int, int], float]
"""By how many log odds a part (the second) rather speaks of another part's story than of any third's."""

CLOSE = 0.6
"""Share of a short title that must come back in order in the story's own head."""


def pairs(parts: Sequence[Part], sheets: Sequence[Sheet]) -> Mapping[tuple[int, int], tuple[Term, ...]]:
    """Every pair that may be, with what speaks for and against it. At least one of the two has a jump line."""
    goes = [(i, j) for i, one in enumerate(parts) if one.to for j in range(len(parts))]
    comes = [(i, j) for j, other in enumerate(parts) if other.whence for i, one in enumerate(parts) if not one.to]
    may = [(i, j) for i, j in goes + comes if _may(parts[i], parts[j], sheets)]
    topic = topics(parts, sorted({j for _, j in may}))
    days = [dated(sheet.page) for sheet in sheets]
    found = {}
    for i, j in may:
        one, other = parts[i], parts[j]
        said = (*_numbers(one, other, sheets), *_days(days[one.portion.page], days[other.portion.page]))
        found[i, j] = (*said, *_seam(one, other), *_title(one, other), _topic(topic(i, j), other))
    return found


def _may(one: Part, other: Part, sheets: Sequence[Sheet]) -> bool:
    """A text without a jump line is asked only where the other's line points to its page, where that page is unknown,
    or where it has the story's title."""
    if one.portion.page == other.portion.page or one.tail is None or other.head is None:
        return False
    if one.to and other.whence:
        return True
    if one.to:
        return _there(one.to, sheets[other.portion.page]) or _repeated(one, other) >= CLOSE
    return bool(other.whence) and _there(other.whence, sheets[one.portion.page])


def _there(said: str, sheet: Sheet) -> bool:
    return not sheet.number or same(named_page(said), sheet.number)


def _numbers(one: Part, other: Part, sheets: Sequence[Sheet]) -> list[Term]:
    a, b = sheets[one.portion.page], sheets[other.portion.page]
    found = _named("to", one.to, b) + _named("from", other.whence, a)
    found += [("the text stops as if it were whole", w.WHOLE)] * (not one.to and not one.article.truncated)
    return found + [("it goes on at a page before", w.BACKWARDS)] * (other.portion.page < one.portion.page)


def _named(way: str, said: str, sheet: Sheet) -> list[Term]:
    """What a jump line says against the page where the partner stands."""
    if not said:
        return [(f"no line says {way} where", w.NO_LINE)]
    page = named_page(said)
    if same(page, sheet.number):
        return [(f"{way} page {sheet.number} as it says", 0.0)]
    there = f"page {sheet.number}" if sheet.number else "a page without number"
    return [(f"it says {way} {said}, not {there}", w.WRONG[sheet.told_by.value])]


def _days(one: str, other: str) -> list[Term]:
    return [(f"the pages are of {one} and of {other}", w.OTHER_DAY)] if one and other and one != other else []


def _seam(one: Part, other: Part) -> tuple[Term, ...]:
    assert one.tail is not None
    assert other.head is not None
    return joining(one.tail, other.head, Phrases.of((one.text, other.text)))


def _title(one: Part, other: Part) -> list[Term]:
    """A continuation may repeat a short title; one that has another's title is another story."""
    title = _letters(other.article.title)
    if not title:
        return []
    share = _repeated(one, other)
    if share >= CLOSE:
        return [(f"the title “{other.article.title}” is the story's", -w.TITLE * share)]
    words = [title[k : k + 2] for k in range(len(title) - 1)]
    if words and sum(word in one.text for word in words) / len(words) >= CLOSE:
        return [(f"the words of “{other.article.title}” are in the story", -w.IN_TEXT)]
    cost = w.OTHER_TITLE if other.whence else w.OWN_TITLE
    return [(f"“{other.article.title}” is another title", cost)]


def _repeated(one: Part, other: Part) -> float:
    """The share of a continuation's title that is in the story's own head, in order; 0 without a title."""
    title, a = _letters(other.article.title), one.article
    return float(LCSseq.similarity(title, _letters(a.kicker + a.title + a.subtitle)) / len(title)) if title else 0.0


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _topic(odds: float, other: Part) -> Term:
    most = w.TOPIC_MOST * min(1.0, len(other.text) / w.TOPIC_LENGTH)
    cost = -max(-most, min(most, w.TOPIC * odds))
    return ("it speaks of this story" if cost < 0 else "it rather speaks of another story", cost)


def topics(parts: Sequence[Part], heads: Sequence[int]) -> Topic:
    """The topics of the parts named, by the names and nouns they share with each other part."""
    if len(parts) < 3 or not heads:
        return lambda tail, head: 0.0
    terms = Topics([part.text for part in parts])
    scores = terms.scores(terms.counts[list(heads)], terms.model(terms.counts))
    row = {head: at for at, head in enumerate(heads)}

    def odds(tail: int, head: int) -> float:
        others = np.delete(scores[row[head]], [tail, head])
        return float(scores[row[head], tail] - max(0.0, float(others.max())))

    return odds


def ending(part: Part, sheets: Sequence[Sheet]) -> float:
    """The cost of a part going on nowhere."""
    return _alone(part.to, sheets) if part.to else w.BROKEN if part.article.truncated else 0.0


def beginning(part: Part, sheets: Sequence[Sheet]) -> float:
    """The cost of a part coming from nowhere."""
    headless = not part.article.title
    return _alone(part.whence, sheets) if part.whence else w.HEADLESS if headless else 0.0


def _alone(said: str, sheets: Sequence[Sheet]) -> float:
    page = named_page(said)
    return w.ALONE if any(same(page, sheet.number) for sheet in sheets) else w.STRANGER
