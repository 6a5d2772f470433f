"""A page's text as pieces: headlines, paragraphs, captions, story by story, then what stands in no story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ocr.evaluate.links import Piece, Role
from ocr.evaluate.normalise import fold
from ocr.evaluate.reading import PageText, Story, without_jump

HEADS = ("kicker", "title", "subtitle", "byline")
TEXT = frozenset({Role.HEAD, Role.BODY})
"""Roles of a story's own text, which CER compares; captions and furniture are counted apart."""


def pieces(page: PageText, *, variants: bool, heads_in_body: bool = False) -> tuple[Piece, ...]:
    """The texts of a page as it was read, folded; those that fold to nothing are left out.

    heads_in_body makes kicker, title, subtitle and byline body text, for comparison with a truth that has them there.
    """
    head = Role.BODY if heads_in_body else Role.HEAD
    found: list[Piece] = []
    for i, story in enumerate(page.stories):
        found += _folded(_heads(story), head, i, variants)
        found += _folded(_numbered("paragraph", story.paragraphs), Role.BODY, i, variants)
        found += _folded(_numbered("caption", story.captions), Role.CAPTION, i, variants)
    found += _folded(_numbered("caption", page.captions), Role.CAPTION, -1, variants)
    found += _folded(_numbered("furniture", page.furniture), Role.FURNITURE, -1, variants)
    found += _folded(_numbered("unplaced", page.unplaced), Role.UNPLACED, -1, variants)
    return tuple(found)


def texts(page: Sequence[Piece], stories: int, roles: frozenset[Role]) -> list[str]:
    """The text of each of so many stories, as far as its pieces have one of the roles."""
    found: list[list[str]] = [[] for _ in range(stories)]
    for piece in page:
        if piece.story >= 0 and piece.role in roles:
            found[piece.story].append(piece.text)
    return ["".join(each) for each in found]


def _heads(story: Story) -> Iterator[tuple[str, int, str]]:
    for label in HEADS:
        yield label, 1, getattr(story, label)


def _numbered(label: str, items: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    for number, raw in enumerate(items, 1):
        yield label, number, raw


def _folded(items: Iterable[tuple[str, int, str]], role: Role, story: int, variants: bool) -> Iterator[Piece]:
    for label, number, raw in items:
        text = fold(raw, variants=variants)
        if role is Role.BODY:
            text = without_jump(text)
        if text:
            yield Piece(text, role, story, label, number, raw)
