"""Tesseract with a memory: no crop is read twice, so that work on the layout can be measured fast.

A reading is kept under the hash of the crop's pixels, the language, Tesseract's version and the code of the engine: a
change in any of them reads anew.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from ocr.engines import agreement, crops, hocr, tesseract
from ocr.engines.tesseract import Tesseract
from ocr.page import Gray, Line, Run

_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Remembering:
    """An engine as Tesseract is one; folder holds the readings."""

    folder: Path
    lang: str
    timeout: float

    @property
    def name(self) -> str:
        return "tesseract"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line; only lines without a kept reading go to Tesseract."""
        known = _kept(self.folder / f"{_version(self.lang)}.jsonl")
        keys = [hashlib.sha256(_pixels(gray, line)).hexdigest()[:24] for line in lines]
        fresh = [i for i, key in enumerate(keys) if key not in known]
        read = Tesseract(self.lang, self.timeout).recognize(gray, [lines[i] for i in fresh])
        self._keep(known, {keys[i]: run for i, run in zip(fresh, read, strict=True)})
        return tuple(replace(_run(known[key]), id=line.id, line=line) for key, line in zip(keys, lines, strict=True))

    def _keep(self, known: dict[str, list[object]], read: dict[str, Run]) -> None:
        new = {key: [run.text, run.raw, run.confidence, list(run.confidences)] for key, run in read.items()}
        with _writing:
            known.update(new)
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / f"{_version(self.lang)}.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(json.dumps([key, value], ensure_ascii=False) + "\n" for key, value in new.items())


@contextmanager
def remembering(folder: Path | None) -> Iterator[None]:
    """The pipeline reads with a memory in the folder while inside; with no folder, as it is."""
    if folder is None:
        yield
        return

    def engine(lang: str, timeout: float) -> Remembering:
        return Remembering(folder, lang, timeout)

    with patch("ocr.engines.choose.Tesseract", engine):
        yield


def _pixels(gray: Gray, line: Line) -> bytes:
    how = crops.looks(line.direction)
    views = [crops.cut(gray, line, look) for look in (how.first, how.second)]
    return b"".join(repr(crop.shape).encode() + crop.tobytes() for crop in views)


def _run(kept: list[object]) -> Run:
    text, raw, confidence, confidences = kept
    assert isinstance(text, str)
    assert isinstance(raw, str)
    assert isinstance(confidence, float | int)
    assert isinstance(confidences, list)
    return Run("", text, raw, confidence, tuple(confidences))


@lru_cache(maxsize=8)
def _version(lang: str) -> str:
    """Language, Tesseract's version and the engine's code, as a file name."""
    version, _ = tesseract.installed("tesseract", "", "")
    code = b"".join(Path(module.__file__ or "").read_bytes() for module in (tesseract, agreement, hocr, crops))
    return f"{lang}-{'.'.join(map(str, version))}-{hashlib.sha256(code).hexdigest()[:12]}"


@lru_cache(maxsize=8)
def _kept(path: Path) -> dict[str, list[object]]:
    if not path.exists():
        return {}
    return dict(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
