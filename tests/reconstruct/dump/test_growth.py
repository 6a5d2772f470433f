"""Work grows as the dump does, whatever it says; counted in calls, because seconds depend on who else is at work."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct import Reconstruction
from ocr.reconstruct.dump import mend
from tests.breaker.dumps import broken

PAGE = broken(1000, "columns").text
PARAGRAPH = max(PAGE.splitlines(), key=len)
SMALL, LARGE = 20_000, 80_000
"""Bytes of the two dumps that are compared."""
SLACK = 1.4
"""How much faster than n log n the work may grow, for what begins only with the second copy."""


def _distinct(number: int) -> str:
    return broken(1000 + number, ("columns", "jump in word", "credits")[number % 3]).text


def _repeated(number: int) -> str:
    return PAGE


def _paragraph(number: int) -> str:
    return PARAGRAPH if number else "老水渠又响起来了\n\n本报记者 林川\n\n" + PARAGRAPH


def _misread(number: int) -> str:
    """The page with other characters for two of a hundred."""
    rng = random.Random(number)
    return "".join(rng.choice("一不了人这中大为上个") if c.isalnum() and rng.random() < 0.02 else c for c in PAGE)


def _shuffled(number: int) -> str:
    paragraphs = [line for line in PAGE.splitlines() if line]
    random.Random(number).shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _filled(size: int, page: Callable[[int], str]) -> str:
    pages: list[str] = []
    while sum(len(each.encode()) for each in pages) < size:
        pages.append(page(len(pages)))
    return "\n\n".join(pages)


def _calls(text: str) -> int:
    """Calls of functions, of Python and of C, that mending a dump takes."""
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    profile, before = load(), sys.getprofile()
    sys.setprofile(counted)
    try:
        mend(text, profile)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("page", [_distinct, _repeated, _paragraph, _misread, _shuffled])
def test_work_grows_no_faster_than_n_log_n(page: Callable[[int], str]) -> None:
    mend(PAGE, load())  # what is loaded once
    small, large = _filled(SMALL, page), _filled(LARGE, page)
    n, m = len(small), len(large)
    allowed = m * math.log(m) / (n * math.log(n))
    assert _calls(large) / _calls(small) < SLACK * allowed


def _bodies(made: Reconstruction) -> list[list[str]]:
    return [[p.text for p in article.paragraphs if p.kind is Kind.BODY] for article in made.articles]


def test_of_a_page_that_stands_twelve_times_one_copy_stays() -> None:
    profile = load()
    once, often = mend(PAGE, profile), mend("\n\n".join([PAGE] * 12), profile)
    assert _bodies(often) == _bodies(once)
    assert len(often.removals) >= 11
    runs = int(dict(often.steps[-1].details)["runs"])
    assert sum(len(removal.runs) for removal in often.removals) == runs * 11 // 12


def test_of_copies_that_are_each_misread_elsewhere_one_stays() -> None:
    made = mend("\n\n".join(_misread(number) for number in range(1, 7)), load())
    once = mend(PAGE, load())
    assert sum(map(len, _bodies(made))) <= 1.2 * sum(map(len, _bodies(once)))
