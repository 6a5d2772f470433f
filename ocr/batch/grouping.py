"""Which pages of a batch are one issue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Which(StrEnum):
    """Which groups of pages are written as issues."""

    POINTING = "pointing"  # those of several pages of which one points to another
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How pages are told into issues: by folder, or by what a regular expression finds in the name (its groups, else
    all of it); names without a match belong to no issue."""

    which: Which = Which.POINTING
    pattern: re.Pattern[str] | None = None

    def name(self, page: str) -> str | None:
        """The issue that a page of this name is in."""
        if self.pattern is None:
            return str(PurePosixPath(page).parent)
        found = self.pattern.search(page)
        if found is None:
            return None
        inside = str(PurePosixPath(page).parent)
        words = [word for word in (found.groups() or (found[0],)) if word]
        return str(PurePosixPath(inside, re.sub(r"[/\\\0]+", "-", "-".join(words)))) if words else None


BY_FOLDER = Grouping()
