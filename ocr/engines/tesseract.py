"""Tesseract through pytesseract: many line crops a call, one process a call.

Source of the method: one process a crop pays the model's loading each time; given a list file, Tesseract reads all its
images with one load. Its habits stay in this file: spaces between Han, confidences in percent, a bare RuntimeError on a
timeout, threads that slow each other down.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytesseract
from PIL import Image
from pytesseract import pytesseract as program

from ocr.engines.base import unread
from ocr.engines.crops import cut
from ocr.engines.hocr import Reading, readings
from ocr.errors import DependencyError, EngineError
from ocr.page import Gray, Line, Run

OLDEST = (4, 1)
"""First version that gives each character's confidence."""

PATIENCE = (10.0, 0.5)
"""Seconds a call may take: to start, and for each line; ten times what a busy machine needs."""

LIMIT = "OMP_THREAD_LIMIT"

HOPELESS = 4
"""Lines in a row that may fail before anything was read: after that the engine is at fault, not the line."""

SETTINGS = {
    "preserve_interword_spaces": "1",
    "tessedit_do_invert": "0",
    "tessedit_create_txt": "1",
    "tessedit_create_hocr": "1",
    "hocr_char_boxes": "1",
}


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads lines with Tesseract 4.1 or newer.

    lang: models, such as chi_sim or chi_sim+eng; timeout: the most seconds any one call may take.
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
        if not lines:
            return ()
        require(self.lang)
        with tempfile.TemporaryDirectory(prefix="banmian-") as folder, one_thread():
            crops = [_saved(cut(gray, line), Path(folder) / f"{i:05}.pgm") for i, line in enumerate(lines)]
            found = _Reader(self.lang, self.timeout, Path(folder)).read(crops)
        return tuple(_run(line, reading) for line, reading in zip(lines, found, strict=True))


class _Reader:
    """Reads crops in one call, and where a call fails in halves, down to the one at fault."""

    def __init__(self, lang: str, timeout: float, folder: Path) -> None:
        self._lang, self._timeout, self._folder = lang, timeout, folder
        self._failed = 0
        self._answered = False

    def read(self, crops: Sequence[Path]) -> list[Reading | None]:
        """One reading a crop; None for one that cannot be read. Raises EngineError when none of the first few can."""
        try:
            found = self._call(crops)
        except EngineError as fault:
            return self._halves(crops, fault)
        self._answered = True
        return list(found)

    def _halves(self, crops: Sequence[Path], fault: EngineError) -> list[Reading | None]:
        if len(crops) > 1:
            middle = len(crops) // 2
            return self.read(crops[:middle]) + self.read(crops[middle:])
        self._failed += 1
        if self._failed >= HOPELESS and not self._answered:
            raise fault
        return [None]

    def _call(self, crops: Sequence[Path]) -> list[Reading]:
        listed = self._folder / "crops.txt"
        listed.write_text("".join(f"{crop}\n" for crop in crops), encoding="utf-8")
        out = self._folder / "out"
        start, each = PATIENCE
        run(listed, out, self._lang, min(self._timeout, start + each * len(crops)))
        return readings(_text(out, ".txt"), _text(out, ".hocr"), len(crops))


def run(images: Path, out: Path, lang: str, timeout: float) -> None:
    """Tesseract run once over a list of images, writing `out`.txt and `out`.hocr.

    Raises EngineError when it crashes or takes more than `timeout` seconds, DependencyError when it is not there.
    """
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    try:
        program.run_tesseract(str(images), str(out), "", lang, f"--psm 13 {settings}", timeout=timeout)
    except pytesseract.TesseractError as error:
        raise EngineError(f"tesseract failed with status {error.status}: {error.message[:200]}") from error
    except RuntimeError as error:
        raise EngineError(f"tesseract gave no answer in {timeout:.0f} s; try a larger limit or fewer jobs") from error
    except UnicodeDecodeError as error:
        raise EngineError("tesseract failed and its message is not text; try reinstalling it") from error
    except OSError as error:
        raise DependencyError(f"cannot run {program.tesseract_cmd}: {error.strerror}; {_remedy()}") from error


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


@lru_cache(maxsize=8)
def installed(command: str, path: str, data: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """Version (major, minor) and models of the tesseract at `command`.

    path and data are PATH and TESSDATA_PREFIX, for another program or folder of models is another answer. Raises
    DependencyError when it cannot be run or does not say its version.
    """
    told = re.match(r"tesseract v?(\d+)\.(\d+)", _answer(command, "--version"))
    if told is None:
        raise DependencyError(f"{command} does not say which tesseract it is; {_remedy()}")
    models = _answer(command, "--list-langs").splitlines()[1:]
    return (int(told[1]), int(told[2])), frozenset(model.strip() for model in models)


def _answer(command: str, question: str) -> str:
    try:
        done = subprocess.run([command, question], capture_output=True, timeout=PATIENCE[0], check=False)
    except OSError as error:
        raise DependencyError(f"cannot run {command}: {error.strerror}; {_remedy()}") from error
    except subprocess.TimeoutExpired as error:
        raise DependencyError(f"{command} {question} gives no answer; {_remedy()}") from error
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _remedy(models: Sequence[str] = ("chi_sim",)) -> str:
    """The command that installs Tesseract with the given models."""
    packages = " ".join("tesseract-ocr-" + model.removeprefix("script/").lower().replace("_", "-") for model in models)
    return f"install it: sudo apt-get install tesseract-ocr {packages}"


def _run(line: Line, reading: Reading | None) -> Run:
    if reading is None or not reading.confidences:
        return unread(line)
    text, confidences = without_spaces(reading)
    mean = sum(reading.confidences) / len(reading.confidences)
    return Run(id=line.id, text=text, raw=reading.raw, confidence=mean, confidences=confidences, line=line)


def without_spaces(reading: Reading) -> tuple[str, tuple[float, ...]]:
    """The text without the spaces that touch a full-width character, and a confidence for each character left.

    A space that stays, between words of letters or figures, is as sure as the character before it.
    """
    text, left = "", iter(reading.confidences)
    sure: list[float] = []
    raw = re.sub(r"\s+", " ", reading.raw.strip())
    for at, character in enumerate(raw):
        if character != " ":
            text, sure = text + character, [*sure, next(left)]
        elif not (_wide(raw[at - 1]) or _wide(raw[at + 1])):
            text, sure = text + character, [*sure, sure[-1]]
    return text, tuple(sure)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


def _saved(crop: Gray, path: Path) -> Path:
    # Packing and unpacking PNG would be a twentieth of the time of reading.
    Image.fromarray(crop).save(path)
    return path


def _text(out: Path, suffix: str) -> str:
    try:
        return out.with_suffix(suffix).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError("tesseract left no text that can be read") from error


_threads = threading.Lock()
_users: list[str | None] = []


@contextmanager
def one_thread() -> Iterator[None]:
    """Child processes started inside run Tesseract with one thread each; the environment is put back after the last.

    By default its threads wait for each other: ten times slower when as many calls run as there are cores.
    """
    with _threads:
        _users.append(os.environ.get(LIMIT) if not _users else _users[0])
        os.environ[LIMIT] = "1"
    try:
        yield
    finally:
        with _threads:
            before = _users.pop()
            if not _users and before is None:
                os.environ.pop(LIMIT, None)
            elif not _users and before is not None:
                os.environ[LIMIT] = before
