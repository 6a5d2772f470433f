"""Tesseract through pytesseract: many line crops a call, one process a call.

Source of the method: one process a crop pays the model's loading each time; given a list file, Tesseract reads all its
images with one load. Its habits stay in this package: spaces between Han, confidences in percent, a bare RuntimeError
on a timeout, threads that slow each other down.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image
from pytesseract import pytesseract as program

from ocr.engines.agreement import agreed
from ocr.engines.base import unread
from ocr.engines.call import begun, no_room, room
from ocr.engines.children import holding
from ocr.engines.crops import Look, cut, looks
from ocr.engines.halves import Halves
from ocr.engines.hocr import Reading, readings, without_spaces
from ocr.errors import DependencyError, EngineError
from ocr.geometry import Direction
from ocr.page import Gray, Line, Run

OLDEST = (4, 1)
"""First version that gives each character's confidence."""

START = 30.0
"""Seconds in which the program must say its version."""

PATIENCE = (10.0, 0.5)
"""Seconds a call may take: to start, and for each line; ten times what a busy machine needs."""

BLACK = 128
"""Grey level below which a crop's darkest pixel must lie for it to hold a character."""

DOWNWARD = frozenset({"chi_sim", "chi_tra", "jpn", "kor", "script/HanS", "script/HanT"})
"""Models that have a sister, named with _vert, for lines that run down."""

TWICE = re.compile(r"(?<=[0-9]%)[0469](?![0-9.%])")
"""A figure after a percent sign: the sign's own right ring, read once more."""

UPRIGHT = str.maketrans("『』﹃﹄「」﹁﹂", "“”“”‘’‘’")
"""Marks that simplified text sets in lines that run down, and those it has across (GB/T 15834-2011, 5.2)."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads lines with Tesseract 4.1 or newer.

    lang: models, such as chi_sim or chi_sim+eng; lines that run down are read by each model's sister for vertical text.
    timeout: the most seconds any one call may take.
    """

    lang: str = "chi_sim"
    timeout: float = 120.0

    @property
    def name(self) -> str:
        return "tesseract"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line. A line on which Tesseract crashes or hangs is unread; the others are read all the same.

        Raises DependencyError when the program or a model is missing or too old, EngineError when nothing can be read.
        """
        runs: dict[int, Run] = {}
        for direction in Direction:
            places = [at for at, line in enumerate(lines) if line.direction is direction]
            if places:
                found = self._read(gray, [lines[at] for at in places], direction)
                runs.update(zip(places, found, strict=True))
        return tuple(runs[at] for at in range(len(lines)))

    def _read(self, gray: Gray, lines: Sequence[Line], direction: Direction) -> list[Run]:
        """One Run for each of some lines that run the same way; those in doubt are looked at twice."""
        models = model(self.lang, direction)
        require(models)
        how = looks(direction)
        found = self._look(gray, lines, models, how.first)
        again = [at for at, reading in enumerate(found) if reading is not None and reading.weakest < how.doubt]
        others = self._again(gray, [lines[at] for at in again], models, how.second)
        for at, reading in zip(again, others, strict=True):
            found[at] = _together(found[at], reading)
        return [_run(line, reading, models) for line, reading in zip(lines, found, strict=True)]

    def _again(self, gray: Gray, lines: Sequence[Line], models: str, look: Look) -> list[Reading | None]:
        try:
            return self._look(gray, lines, models, look)
        except EngineError:  # every one of them failed, but each has been read once
            return [None] * len(lines)

    def _look(self, gray: Gray, lines: Sequence[Line], models: str, look: Look) -> list[Reading | None]:
        """One reading a line, None where Tesseract fails on it. It is not asked about blank lines: it would answer."""
        crops = [cut(gray, line, look) for line in lines]
        found: list[Reading | None] = [Reading("", ())] * len(lines)
        inked = [at for at, crop in enumerate(crops) if crop.min() < BLACK]
        if inked:
            with room() as folder:
                paths = [_saved(crops[at], folder / f"{at:05}.pgm") for at in inked]
                answers = Halves[Path, Reading](lambda some: self._call(some, models)).answers(paths)
            for at, answer in zip(inked, answers, strict=True):
                found[at] = answer
        return found

    def _call(self, crops: Sequence[Path], models: str) -> list[Reading]:
        start, each = PATIENCE
        text, hocr = begun(models).answer(crops, min(self.timeout, start + each * len(crops)))
        return readings(text, hocr, len(crops))


def model(lang: str, direction: Direction) -> str:
    """The models of `lang` for lines that run that way: chi_sim is chi_sim_vert for lines that run down, and back."""
    plain = [name.removesuffix("_vert") for name in lang.split("+")]
    down = direction is Direction.VERTICAL
    return "+".join(f"{name}_vert" if down and name in DOWNWARD else name for name in plain)


def require(lang: str) -> None:
    """Raise DependencyError unless Tesseract is there, new enough, and has every model of `lang` (a+b)."""
    path, data = os.environ.get("PATH", ""), os.environ.get("TESSDATA_PREFIX", "")
    version, models = installed(program.tesseract_cmd, path, data)
    if version < OLDEST:
        found, oldest = (".".join(map(str, v)) for v in (version, OLDEST))
        raise DependencyError(f"tesseract {found} is too old, {oldest} or newer is needed; {_remedy()}")
    missing = [name for name in lang.split("+") if name not in models]
    if missing:
        raise DependencyError(f"tesseract has no model {' and no '.join(missing)}; {_remedy(missing)}")


def has(lang: str, direction: Direction) -> bool:
    """Whether Tesseract is installed with every model of `lang` for lines that run that way."""
    try:
        require(model(lang, direction))
    except DependencyError:
        return False
    return True


@lru_cache(maxsize=8)
def installed(command: str, path: str, data: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """Version (major, minor) and models of the tesseract at `command`.

    path and data are PATH and TESSDATA_PREFIX, for another program or folder of models is another answer. Raises
    DependencyError when it cannot be run or does not say its version.
    """
    told = re.match(r"tesseract v?(\d+)\.(\d+)", _said(command, "--version", path, data))
    if told is None:
        raise DependencyError(f"{command} does not say which tesseract it is; {_remedy()}")
    models = _said(command, "--list-langs", path, data).splitlines()[1:]
    return (int(told[1]), int(told[2])), frozenset(name.strip() for name in models)


def identity() -> tuple[str, str]:
    """Version of the tesseract that reads, in full, and the folder of its models, '' when it does not say that."""
    asked = program.tesseract_cmd, os.environ.get("PATH", ""), os.environ.get("TESSDATA_PREFIX", "")
    version = re.match(r"tesseract v?(\S+)", _said(asked[0], "--version", *asked[1:]))
    folder = re.match(r'.*"(.+)"', _said(asked[0], "--list-langs", *asked[1:]))
    return version[1] if version else "", folder[1] if folder else ""


@lru_cache(maxsize=16)
def _said(command: str, question: str, path: str, data: str) -> str:
    """What the program answers, asked once: path and data say which program and models that is."""
    return _answer(command, question)


def _answer(command: str, question: str) -> str:
    try:
        asked = subprocess.Popen([command, question], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        with asked as process, holding(process):
            said, _ = process.communicate(timeout=START)
    except OSError as error:
        raise DependencyError(f"cannot run {command}: {error.strerror}; {_remedy()}") from error
    except subprocess.TimeoutExpired as error:
        wait = "try again when the machine is less busy"
        raise DependencyError(f"{command} {question} gives no answer in {START:g} s; {wait}, or {_remedy()}") from error
    return said.decode("utf-8", "replace")


def _remedy(models: Sequence[str] = ("chi_sim",)) -> str:
    """The command that installs Tesseract with the given models."""
    packages = " ".join("tesseract-ocr-" + name.removeprefix("script/").lower().replace("_", "-") for name in models)
    return f"install it: sudo apt-get install tesseract-ocr {packages}"


def _run(line: Line, reading: Reading | None, models: str) -> Run:
    if reading is None or not reading.confidences:
        return unread(line)
    text, confidences = without_spaces(reading)
    if "chi_sim_vert" in models:
        text = text.translate(UPRIGHT)
    for ring in reversed(list(TWICE.finditer(text))):
        at = ring.start()
        text, confidences = text[:at] + text[at + 1 :], confidences[:at] + confidences[at + 1 :]
    return Run(line.id, text, reading.raw, reading.confidence, confidences, line)


def _together(first: Reading | None, second: Reading | None) -> Reading | None:
    return agreed(first, second) if first is not None and second is not None else first or second


def _saved(crop: Gray, path: Path) -> Path:
    # PGM: packing and unpacking PNG would be a twentieth of the time of reading.
    try:
        Image.fromarray(crop).save(path)
    except OSError as error:
        raise no_room(error) from error
    return path
