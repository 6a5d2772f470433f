"""An earlier comparison to measure a new one by."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ocr.diff.figures import FIGURES, Better
from ocr.errors import InputError


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure; verdict is better, worse or same."""

    old: float
    new: float
    verdict: str


def load(path: str) -> dict[str, float]:
    """The figures of a JSON that `banmian diff --format json` wrote. Raises InputError for anything else."""
    try:
        data = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({(error.strerror or str(error)).lower()}); check the path"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is no JSON; --baseline takes what banmian diff --format json wrote") from error
    found = data.get("figures") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise InputError(f"{path}: holds no figures; --baseline takes what banmian diff --format json wrote")
    return {name: float(found[name]) for name in FIGURES if _is_number(found.get(name))}


def changes(old: Mapping[str, float], new: Mapping[str, float]) -> dict[str, Change]:
    """Each figure that both have; a change below a millionth is none."""
    return {name: Change(old[name], new[name], _verdict(name, old[name], new[name])) for name in new if name in old}


def _verdict(name: str, old: float, new: float) -> str:
    better = FIGURES[name].better
    gain = {Better.LOW: old - new, Better.HIGH: new - old, Better.ZERO: abs(old) - abs(new)}[better]
    return "same" if abs(gain) < 1e-6 else "better" if gain > 0 else "worse"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
