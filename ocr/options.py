"""How a page is to be read: one frozen value, handed down from the command line."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass, field, fields

from ocr import profile
from ocr.geometry import Direction
from ocr.profile import Profile

MAX_PIXELS = 400_000_000
"""A 600 dpi broadsheet (16,000 x 24,000) passes; a picture made to fill the memory (30,000 x 30,000) does not."""

ENGINES = ("auto", "rapidocr", "tesseract", "vote")
"""Who reads: one of the two, both, or whichever of them works."""

SIMPLIFIED_MODEL, TRADITIONAL_MODEL = "chi_sim", "chi_tra"
"""Tesseract's languages for the two scripts."""

UNCHANGING = frozenset({"jobs"})
"""Options that change how long a page takes, never what is read."""


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader chose.

    lang "" takes the profile's language, or the one for the page's script; dpi None believes the file or measures;
    engine is one of ENGINES; jobs is how many recognisers run side by side; max_pixels bounds width times height of one
    page; call_timeout is the seconds after which one call of the engine is given up.
    """

    profile: Profile = field(default_factory=profile.load)
    lang: str = ""
    dpi: float | None = None
    engine: str = "auto"
    jobs: int = field(default_factory=cores)
    max_pixels: int = MAX_PIXELS
    call_timeout: float = 120.0

    @property
    def script_known(self) -> bool:
        """Whether the language need not be found out on the page."""
        return bool(self.lang or self.profile.lang) or self.profile.script != "auto"

    def language(self, found: Direction) -> str:
        """The engine's language; where none was chosen and the script is not known, the usual one for the direction in
        which a page's text was found to run."""
        if self.lang or self.profile.lang:
            return self.lang or self.profile.lang
        script = self.profile.script
        if script == "auto":
            script = "traditional" if found is Direction.VERTICAL else "simplified"
        return TRADITIONAL_MODEL if script == "traditional" else SIMPLIFIED_MODEL

    def digest(self) -> str:
        """16 hexadecimal digits, the same in every run for options that give the same reading."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in UNCHANGING}
        values["profile"] = {f.name: _plain(getattr(self.profile, f.name)) for f in fields(self.profile)}
        text = json.dumps(values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [item.pattern if isinstance(item, re.Pattern) else item for item in value]
    return value
