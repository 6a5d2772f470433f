"""The pages of an issue put together: 下转第四版 meets 上接第一版, and the story between them is one.

Pages -> numbers -> parts with their ends -> one assignment of tails to heads over the issue -> stories. The assignment
and the costs of seams are those of a page (`ocr.reconstruct`); page numbers, short titles and topics stand for place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.issue import Issue, Link, LooseEnd, Sheet, Story
from ocr.link import costs
from ocr.link.dates import dated
from ocr.link.numbers import named_page, numbered, same
from ocr.link.parts import Part, parts_of
from ocr.link.stories import whole
from ocr.page import Page
from ocr.profile import Profile
from ocr.reconstruct import assignment
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.costs import Term, total


def link(pages: Sequence[Page], name: str, profile: Profile) -> Issue:
    """The issue of these pages. The result does not depend on their order as long as they tell their numbers.

    Stories that nothing joins are the pages' own articles, as they were; text in no article stays with its page.
    """
    sheets = numbered(pages)
    conventions = Conventions(profile)
    parts = [part for place, sheet in enumerate(sheets) for part in parts_of(sheet.page, place, conventions)]
    found = costs.pairs(parts, sheets)
    taken = assignment.assign(
        {pair: total(terms) for pair, terms in found.items()},
        [costs.ending(part, sheets) for part in parts],
        [costs.beginning(part, sheets) for part in parts],
    )
    return Issue(
        name=name,
        sheets=sheets,
        stories=_stories(parts, taken),
        links=tuple(_link(parts, each, found[each.tail, each.head]) for each in taken),
        loose=tuple(_loose(parts, taken, sheets)),
        notes=tuple(_notes(sheets)),
    )


def _stories(parts: Sequence[Part], taken: Sequence[assignment.Link]) -> tuple[Story, ...]:
    """Every chain and every article that is in none; text without an article is a story only when it was joined."""
    after = {each.tail: each for each in taken}
    led = {each.head for each in taken}
    stories: list[Story] = []
    for start, part in enumerate(parts):
        if start in led or (start not in after and part.portion.unplaced):
            continue
        chain, sure = [start], []
        while chain[-1] in after:
            each = after[chain[-1]]
            chain.append(each.head)
            sure.append(each.confidence)
        stories.append(whole(f"s{len(stories) + 1:02d}", [parts[at] for at in chain], sure))
    return tuple(_with_parts(stories))


def _with_parts(stories: Sequence[Story]) -> Iterator[Story]:
    """The stories, those under a banner named there by their ids in the issue."""
    names = {(p.page, p.article.id): story.id for story in stories for p in story.portions}
    for story in stories:
        first = story.portions[0]
        under = tuple(dict.fromkeys(names[first.page, each] for each in first.article.parts))
        yield replace(story, article=replace(story.article, parts=under))


def _link(parts: Sequence[Part], each: assignment.Link, terms: Sequence[Term]) -> Link:
    """The link with its evidence: what speaks for it first, then what it was taken in spite of."""
    why = tuple(phrase for phrase, cost in sorted(terms, key=lambda term: term[1]) if cost < 1.0)
    against = tuple(f"although {phrase}" for phrase, cost in terms if cost >= 1.0)
    cost, confidence = round(each.cost, 3), round(each.confidence, 3)
    return Link(parts[each.tail].key, parts[each.head].key, why + against, cost, confidence)


def _loose(parts: Sequence[Part], taken: Sequence[assignment.Link], sheets: Sequence[Sheet]) -> Iterator[LooseEnd]:
    goes, comes = {each.tail for each in taken}, {each.head for each in taken}
    for at, part in enumerate(parts):
        if part.to and at not in goes:
            yield LooseEnd(*part.key, True, part.to, _missing(part.to, part.portion.page, sheets, "goes on"))
        if part.whence and at not in comes:
            yield LooseEnd(*part.key, False, part.whence, _missing(part.whence, part.portion.page, sheets, "begins"))


def _missing(said: str, own: int, sheets: Sequence[Sheet], what: str) -> str:
    page = named_page(said)
    if not page:
        return "the page it names cannot be read"
    there = [at for at, sheet in enumerate(sheets) if same(page, sheet.number)]
    if not there:
        return f"page {page} is not among the pages"
    return "it names its own page" if there == [own] else f"nothing on page {page} {what} there that fits"


def _notes(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Pages without a number, and pages that are dated otherwise than most."""
    for sheet in sheets:
        if not sheet.number:
            yield f"{sheet.page.source}, page {sheet.page.number}: which page of the issue it is cannot be told"
    dates = [dated(sheet.page) for sheet in sheets]
    known = Counter(date for date in dates if date)
    if len(known) > 1:
        usual = known.most_common(1)[0][0]
        for sheet, date in zip(sheets, dates, strict=True):
            if date and date != usual:
                yield f"{sheet.page.source}, page {sheet.page.number}: is dated {date}, other pages {usual}"
