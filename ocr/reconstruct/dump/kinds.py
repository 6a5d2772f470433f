"""What each run of a dump is, by its text and its place: there is no type size to go by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import FURNITURE, Kind, Removal
from ocr.reconstruct.conventions import CLOSERS, NEVER_FIRST, Conventions, closes, prose
from ocr.reconstruct.dump.edges import opening, severed
from ocr.reconstruct.dump.runs import Item
from ocr.reconstruct.lexicon import spanning

LONGEST_HEAD = 40
"""Characters of the longest headline, kicker or deck."""
SHORT = 80
"""Characters of the longest line of furniture."""
SPANNED = 1.0
"""Log odds for a sentence that goes on, when a word runs across."""
DOUBTFUL = -1.0
"""Log odds from which a head's first line may be a piece of the text over it."""
HEADINGS = frozenset({Kind.HEADLINE, Kind.KICKER})


@dataclass(frozen=True, slots=True)
class Told:
    """A run with its kind: HEADLINE stands for kicker, headline, deck and subhead, and now and then for a piece of a
    paragraph; the assignment decides.

    doubt, 0 to 1: of a BODY that might as well be the first line of the head under it, how likely it is broken off.
    """

    item: Item
    kind: Kind
    doubt: float = 0.0


def name_kinds(items: Sequence[Item], conventions: Conventions) -> tuple[Told, ...]:
    """Every run's kind, in the dump's order."""
    told = [Told(item, _kind(item.text, conventions)) for item in items]
    for n in range(len(told)):
        told[n] = _among(n, told, conventions)
    return tuple(_noted(told))


def newspaper(told: Sequence[Told], conventions: Conventions) -> bool:
    """Whether a dump has anything that only newspapers have: a byline, a dateline, a signature, a note, credits."""
    signs = FURNITURE | {Kind.BYLINE, Kind.NOTE, Kind.JUMP}
    return any(
        each.kind in signs
        or (each.kind is Kind.BODY and conventions.dateline(each.item.text) is not None)
        or (each.kind is Kind.BODY and conventions.signature(each.item.text[-80:]) is not None)
        for each in told
    )


def _kind(text: str, conventions: Conventions) -> Kind:
    if len(text) <= SHORT and conventions.credit(text):
        return Kind.CREDIT
    jump = conventions.jump_to(text[-40:]) or conventions.jump_from(text[:40])
    if jump is not None and len(text) <= 40 and not jump.rest:
        return Kind.JUMP
    if conventions.note(text[:20]) or (len(text) <= 12 and conventions.note(text)):
        return Kind.NOTE
    if len(text) <= SHORT and conventions.byline(text):
        return Kind.BYLINE
    if len(text) <= SHORT and (conventions.running_head(text) or conventions.furniture(text)):
        return Kind.RUNNING_HEAD
    if len(text) <= 140 and conventions.caption(text) and not prose(text):
        return Kind.CAPTION
    return Kind.HEADLINE if heading(text) else Kind.BODY


def heading(text: str) -> bool:
    """Whether a run may be a heading by its looks: short, and no sentence."""
    if len(text) > LONGEST_HEAD or "。" in text or not any(c.isalnum() for c in text):
        return False
    return (
        text[0] not in NEVER_FIRST and text[-1] not in "，、：；" and not text.rstrip("".join(CLOSERS)).endswith("……")
    )


def _among(n: int, told: Sequence[Told], conventions: Conventions) -> Told:
    """A run whose neighbours tell more: names under a heading, and the rest of a sentence that looks like a heading."""
    each = told[n]
    if each.kind is not Kind.HEADLINE:
        return each
    text = each.item.text
    above = told[n - 1].kind if n else None
    below = told[n + 1].kind if n + 1 < len(told) else None
    if (
        above is Kind.BYLINE
        and told[n - 1].item.place + 1 == each.item.place
        and n > 1
        and told[n - 2].kind in HEADINGS
    ):
        return replace(each, kind=Kind.BODY)  # a head ends with its byline
    if above is Kind.BODY and below is Kind.HEADLINE and (odds := severed(text)) > DOUBTFUL:
        return replace(each, kind=Kind.BODY, doubt=1 / (1 + math.exp(-odds)))
    if above in (Kind.HEADLINE, Kind.BODY) and _resumed(n + 1, told, text):
        return replace(each, kind=Kind.BODY)
    if above is Kind.HEADLINE and below in (Kind.BODY, Kind.NOTE) and conventions.persons(text):
        return replace(each, kind=Kind.BYLINE)
    if below in (Kind.BYLINE, Kind.HEADLINE) or (below is Kind.BODY and conventions.dateline(told[n + 1].item.text)):
        return each
    if above is Kind.BODY and not closes(told[n - 1].item.text) and spanning(told[n - 1].item.text, text):
        return replace(each, kind=Kind.BODY)
    return each


def _resumed(n: int, told: Sequence[Told], text: str) -> bool:
    """Whether a line is the beginning of a sentence that the next text, credits and the like passed over, goes on."""
    while n < len(told) and told[n].kind in FURNITURE:
        n += 1
    if n == len(told) or told[n].kind is not Kind.BODY:
        return False
    below = told[n].item.text
    return severed(text) + opening(below)[0] + SPANNED * bool(spanning(text, below)) > 0


def _noted(told: Sequence[Told]) -> list[Told]:
    """Runs with the paragraph over a lone ——编者, or under a lone 编者按, named a note.

    Lines over a note that no text follows are of the note, KICKER for short.
    """
    out = list(told)
    for n, each in enumerate(told):
        at = n - 1 if each.item.text.startswith("—") else n + 1
        alone = each.kind is Kind.NOTE and len(each.item.text) <= 12
        if alone and 0 <= at < len(told) and told[at].kind is Kind.BODY:
            out[at] = replace(told[at], kind=Kind.NOTE)
    below = Kind.OTHER
    for n in range(len(out) - 1, -1, -1):
        if out[n].kind is Kind.HEADLINE and below is Kind.KICKER:
            out[n] = replace(out[n], kind=Kind.KICKER)
        elif out[n].kind is Kind.NOTE:
            below = Kind.KICKER if below in (Kind.KICKER, Kind.HEADLINE, Kind.OTHER) else Kind.BODY
        else:
            below = out[n].kind if out[n].kind in (Kind.HEADLINE, Kind.BODY) else Kind.OTHER
    return out


def once(told: Sequence[Told]) -> tuple[tuple[Told, ...], tuple[Removal, ...]]:
    """Headings and furniture that stand again and again, once: the runs left, banners named, and what was removed.

    A heading stays where it is a headline, over a byline or a note; a banner where it stands first.
    """
    groups: dict[str, list[int]] = {}
    for n, each in enumerate(told):
        if each.kind in HEADINGS or each.kind in FURNITURE:
            groups.setdefault("".join(each.item.text.split()), []).append(n)
    again = {n for places in groups.values() if len(places) > 1 for n in places}
    removals: list[Removal] = []
    gone: set[int] = set()
    banners: set[int] = set()
    for places in groups.values():
        if len(places) < 2 or len(told[places[0]].item.text) < 3:
            continue
        heads = [n for n in places if told[n].kind in HEADINGS and _heads(n, told, again)]
        if told[places[0]].kind in HEADINGS and len(heads) > 1 and len(heads) == len(places):
            continue  # a standing column's name over several pieces
        stays = heads[0] if heads else places[0]
        for n in places:
            if n == stays:
                continue
            gone.add(n)
            item = told[n].item
            removals.append(Removal((item.id,), item.run.text, (told[stays].item.id,), "a line that stands again", 0.9))
        if not heads and told[stays].kind in HEADINGS:
            banners.add(stays)
    named = (replace(each, kind=Kind.BANNER) if n in banners else each for n, each in enumerate(told))
    return tuple(each for n, each in enumerate(named) if n not in gone), tuple(removals)


def _heads(n: int, told: Sequence[Told], again: set[int]) -> bool:
    """Whether a heading has a byline or a note right under it, at most other lines that stand again between."""
    while n + 1 in again and told[n + 1].kind in HEADINGS:
        n += 1
    return n + 1 < len(told) and told[n + 1].kind in (Kind.BYLINE, Kind.NOTE)
