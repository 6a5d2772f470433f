"""What a recogniser is to the rest of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ocr.page import Gray, Line, Run


class Engine(Protocol):
    """Reads lines of text off a page.

    An engine starts no threads of its own (see spread) and raises EngineError and DependencyError only. A line that it
    cannot read comes back as unread, never as an exception: one bad line does not cost the page.
    """

    @property
    def name(self) -> str:
        """How the engine is named in options and reports."""
        ...

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line, in the lines' order; a Run has its line's id.

        gray: the page the lines' boxes lie on, shape (height, width).
        """
        ...


def unread(line: Line) -> Run:
    """The Run of a line that could not be read: no text, confidence 0."""
    return Run(id=line.id, text="", raw="", confidence=0.0, line=line)
