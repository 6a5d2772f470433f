"""A story as it comes to the page: words only, no places."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocr.page import Kind


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. kind: BODY, SUBHEAD, NOTE, LEAD, BYLINE (in the column) or JUMP; lead is the length of a
    dateline; flush: set without an indent, for it is continued one that began elsewhere."""

    text: str
    kind: Kind = Kind.BODY
    lead: int = 0
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story's words. `sign` is a signature set flush right at the end; `captions` go with its pictures, in order."""

    title: str
    paragraphs: tuple[Para, ...]
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    sign: str = ""
    captions: tuple[str, ...] = ()
    jump_to: str = ""
    jump_from: str = ""
    truncated: bool = False

    @property
    def dateline(self) -> str:
        """The dateline with which the first body paragraph opens, or nothing."""
        first = next((p for p in self.paragraphs if p.kind is Kind.BODY), None)
        return first.text[: first.lead] if first else ""

    def flow(self, byline_in_column: bool = False) -> tuple[Para, ...]:
        """Everything that runs through the columns, in order: byline or jump line first, signature and jump line
        last."""
        first = [Para(self.jump_from, Kind.JUMP)] if self.jump_from else []
        if byline_in_column and self.byline:
            first.append(Para(self.byline, Kind.BYLINE))
        last = [Para(self.sign, Kind.BYLINE)] if self.sign else []
        last += [Para(self.jump_to, Kind.JUMP)] if self.jump_to else []
        return (*first, *self.paragraphs, *last)

    def with_paragraphs(self, paragraphs: tuple[Para, ...]) -> Story:
        return replace(self, paragraphs=paragraphs)
