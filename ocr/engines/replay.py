"""An engine that reads nothing: it gives back what another one read, so that all behind recognition runs without one.

A recording is JSON, {"lines": [{"id", "box", "raw", "text", "confidence", "confidences"}, ...]}; all but `text` and one
of `id` and `box` may be left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr.engines.base import unread
from ocr.errors import EngineError
from ocr.geometry import Box
from ocr.page import Gray, Line, Run

SAME = 0.5
"""Part of the smaller of two boxes that they must share for a recorded reading to be the line's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One recorded line; box is None where only the id is known."""

    id: str
    box: Box | None
    text: str
    raw: str
    confidence: float
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """Gives each line the recorded reading of the same id, or else the one whose box lies on the line's."""

    readings: tuple[Reading, ...]

    @property
    def name(self) -> str:
        return "replay"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line; a line that was not recorded is unread. The picture is not looked at."""
        by_id = {reading.id: reading for reading in self.readings if reading.id}
        return tuple(_run(line, by_id.get(line.id) or self._under(line.box)) for line in lines)

    def _under(self, box: Box) -> Reading | None:
        """The recorded reading that shares most with a box, if it shares enough."""
        shared = [
            (_shared(box, reading.box), at) for at, reading in enumerate(self.readings) if reading.box is not None
        ]
        most, at = max(shared, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        return self.readings[at] if most >= SAME else None


def load(source: str | os.PathLike[str]) -> Replay:
    """The engine that replays a recording; EngineError when the file cannot be read or is no recording."""
    try:
        recorded = json.loads(Path(source).read_text(encoding="utf-8"))
        return Replay(tuple(_reading(entry) for entry in recorded["lines"]))
    except OSError as error:
        raise EngineError(f"{source}: {error.strerror}; record the page first") from error
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{source}: no recording of lines ({error}); record the page again") from error


def record(runs: Iterable[Run]) -> str:
    """Runs as a recording that `load` reads."""
    return json.dumps({"lines": [_entry(run) for run in runs]}, ensure_ascii=False, indent=1)


def _entry(run: Run) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": run.id, "text": run.text, "raw": run.raw, "confidence": run.confidence}
    if run.line is not None:
        entry["box"] = run.line.box.as_list()
    if run.confidences:
        entry["confidences"] = list(run.confidences)
    return entry


def _reading(entry: Mapping[str, Any]) -> Reading:
    text = str(entry["text"])
    if "id" not in entry and "box" not in entry:
        raise ValueError(f"a line without id and box: {text[:20]}")
    return Reading(
        id=str(entry.get("id", "")),
        box=Box(*(int(edge) for edge in entry["box"])) if "box" in entry else None,
        text=text,
        raw=str(entry.get("raw", text)),
        confidence=float(entry.get("confidence", 1.0)),
        confidences=tuple(float(value) for value in entry.get("confidences", ())),
    )


def _run(line: Line, reading: Reading | None) -> Run:
    if reading is None:
        return unread(line)
    return Run(line.id, reading.text, reading.raw, reading.confidence, reading.confidences, line)


def _shared(one: Box, other: Box) -> float:
    return one.overlap(other) / max(1, min(one.area, other.area))
