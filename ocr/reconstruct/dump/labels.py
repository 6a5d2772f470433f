"""Which story each head and paragraph of a dump seems to be of: the evidence for it, laid before `stretches`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ocr.reconstruct import costs
from ocr.reconstruct import weights as w
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.closings import Paragraph, last_odds
from ocr.reconstruct.dump.division import Rows
from ocr.reconstruct.dump.echoes import echoes
from ocr.reconstruct.dump.groups import Group, ends_of, odds_of_whole, usual_length
from ocr.reconstruct.dump.sense import Sense
from ocr.reconstruct.dump.stretches import stories
from ocr.reconstruct.dump.topics import Topics
from ocr.reconstruct.lexicon import Phrases
from ocr.reconstruct.seams import End

CUT_OFF = 4.2
"""A story that breaks off and goes on nowhere."""
COMPLETED = 1.5
"""What a word that runs across a seam says besides its weight on a page: in a dump nothing else tells the place."""
PIECE = 1.5
"""A single heading line taken as a piece of a paragraph."""
REFRAIN = 12
"""Characters from which what stands twice, word by word, is a refrain."""


def labels_of(
    groups: Sequence[Group], strong: Sequence[bool], conventions: Conventions, topics: Topics, sense: Sense | None
) -> list[list[int]]:
    """The groups of each story in their order."""
    if not groups:
        return []
    texts = ["".join(each.item.text for each in group.told) for group in groups]
    sections: list[int] = []
    for n, sure in enumerate(strong):
        sections.append(sections[-1] + sure if n else 0)
    usual = usual_length(groups)
    ends = [ends_of(group, conventions, usual) for group in groups]
    phrases = Phrases.of(texts)

    @cache
    def fit(one: int, other: int) -> float:
        if groups[other].is_head:
            return odds_of_whole(ends[one].stop)
        under = odds_of_whole(ends[other].start)
        if groups[one].is_head and strong[one]:
            return under
        terms = costs.joining(ends[one].stop, ends[other].start, phrases)
        spanned = any(cost == -w.WORD or cost == -w.LONG_WORD for _, cost in terms)
        runs_on = costs.total(terms) - COMPLETED * spanned
        return min(under, runs_on + PIECE) if groups[one].is_head else runs_on

    whole = [1 - both.stop.probability for both in ends]
    last = _last(groups, strong, texts, [(1 - both.start.probability) * (1 - both.stop.probability) for both in ends])
    ending = [_cut_off(both.stop) - odds for both, odds in zip(ends, last, strict=True)]
    return stories(Rows(topics, sections, strong, fit, ending, whole, last, sense))


def said_once(groups: Sequence[Group]) -> list[str]:
    """The texts less what is said again elsewhere word by word: a refrain tells nothing about whose it is."""
    items = [each.item for group in groups for each in group.told]
    number = {item.id: n for n, item in enumerate(items)}
    gone: dict[int, set[int]] = {}
    for echo in echoes(items, REFRAIN, nearest=True):
        for span in (echo.earlier, echo.later):
            for n in range(span.first, span.last + 1):
                start = span.start if n == span.first else 0
                end = span.end if n == span.last else len(items[n].text)
                gone.setdefault(n, set()).update(range(start, end))
    texts = []
    for group in groups:
        said = ""
        for each in group.told:
            n = number[each.item.id]
            said += "".join("\n" if k in gone.get(n, ()) else c for k, c in enumerate(each.item.text)) + "\n"
        texts.append(said)
    return texts


def _last(groups: Sequence[Group], strong: Sequence[bool], texts: Sequence[str], whole: Sequence[float]) -> list[float]:
    """Log odds that each group is the last paragraph of its story by its looks; 0 of a head."""
    last = len(groups) - 1
    rows = [n for n, group in enumerate(groups) if not group.is_head]
    odds = last_odds([Paragraph(texts[n], whole[n], n == last or strong[n + 1]) for n in rows])
    found = dict(zip(rows, odds, strict=True))
    return [found.get(n, 0.0) for n in range(len(groups))]


def _cut_off(stop: End) -> float:
    """What it costs that a story ends here."""
    if stop.jump is not None:
        return w.JUMPING
    return w.ENDING + (CUT_OFF - w.ENDING) * stop.probability
