"""One command run to its end: how long it took, and the most memory it and its children held together."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between two looks at the memory, at least
_SELDOM = 0.2  # seconds between two looks, at most
_REST = 20  # times as long as a look takes: looking must not slow down what is looked at


@dataclass(frozen=True, slots=True)
class Usage:
    """Wall seconds; the peak of the process tree in MB; processor seconds.

    Memory is proportional set sizes, so that shared pages count once.
    """

    seconds: float
    peak_mb: float
    cpu: float = 0.0


def run(command: Sequence[str], environment: Mapping[str, str]) -> Usage:
    """Run a command with its output thrown away; RuntimeError with its last words when it fails."""
    began, before = time.perf_counter(), _spent()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = 0
    while True:
        look = time.perf_counter()
        peak = max(peak, sum(map(_held, _tree(process.pid))))
        try:
            _, said = process.communicate(timeout=min(max(_EVERY, _REST * (time.perf_counter() - look)), _SELDOM))
        except subprocess.TimeoutExpired:
            continue
        break
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}: {said.decode(errors='replace')[-400:]}")
    return Usage(seconds, peak / 1024, _spent() - before)


def _spent() -> float:
    """Processor seconds of the children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree(root: int) -> list[int]:
    """The process and all that descend from it, by the parents that /proc names."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue  # ended between the listing and the look
            children[int(parent)].append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children[pid])
    return found


def _held(pid: int) -> int:
    """Proportional set size in kB; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
