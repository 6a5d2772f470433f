"""An issue of several pages as one value: its pages by number, and its stories, whole though they go on elsewhere.

Pages -> Issue. Nothing here computes; `ocr.link` makes it, `ocr.formats` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ocr.page import Article, Page


class ToldBy(StrEnum):
    """What told a page's number."""

    FURNITURE = "furniture"  # the page itself: its running head or page number
    NAME = "name"  # the name of its file, or its place in a file of several
    ORDER = "order"  # nothing but its place in the list
    NOTHING = "nothing"  # not known: what would tell it is another page's


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in its issue. number: as 4 or A3, '' when not known; said: the text that told it."""

    page: Page
    number: str
    told_by: ToldBy
    said: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a story stands on one page. page: place in `Issue.sheets`, from 0.

    article is the page's own, or is made of paragraphs that the page could place in none; then unplaced says which.
    """

    page: int
    article: Article
    unplaced: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One story, whole. article: its parts put together, with the head of the first; without a box, for it may stand
    on several pages. joined: for each portion but the first, whether it begins inside a paragraph that the one before
    left open."""

    id: str
    article: Article
    portions: tuple[Portion, ...]
    joined: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two portions put together: (page, id of the article there) of both; why is one phrase a reason."""

    tail: tuple[int, str]
    head: tuple[int, str]
    why: tuple[str, ...]
    cost: float
    confidence: float


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A jump line without a partner. forward: it says where a story goes on, else whence it comes; said: the page it
    names, as printed; why: what is missing."""

    page: int
    article: str
    forward: bool
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Issue:
    """The pages of an issue by their numbers, and what they say together. Stories in the order of their first pages.

    notes: what a reader of the result should know about the whole, one sentence each.
    """

    name: str
    sheets: tuple[Sheet, ...]
    stories: tuple[Story, ...]
    links: tuple[Link, ...] = ()
    loose: tuple[LooseEnd, ...] = ()
    notes: tuple[str, ...] = ()
