"""The engine for a name: which readers are there, and what stands in when one is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ocr.engines import network, tesseract
from ocr.engines.base import Engine
from ocr.engines.call import standing_by
from ocr.engines.rapidocr import RapidOCR
from ocr.engines.tesseract import Tesseract
from ocr.engines.vote import Vote
from ocr.errors import DependencyError, OcrError
from ocr.geometry import Direction


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine, and in `note` why it is less than was hoped for, or ''."""

    engine: Engine
    note: str = ""


def choose(name: str, lang: str, timeout: float, direction: Direction, *, named: bool = False) -> Choice:
    """The engine called `name` (one of options.ENGINES) for lines in the language `lang`.

    auto is both readers, or the one that works; where lines run down rapidocr alone, if it is there: with every line of
    a page of 1939 put where it belongs, its characters were wrong by 27 in a hundred, with Tesseract asked about the
    doubtful ones by 31. named: the language was asked for by name, so a Tesseract that lacks its model is an error, not
    a reason to do without Tesseract. Raises DependencyError when the engine that was asked for is not there, or none
    is; EngineError when the model of rapidocr was asked for and is damaged.
    """
    second = Tesseract(lang, timeout)
    if name == "tesseract":
        return Choice(second)
    first = RapidOCR(lang)
    if name == "rapidocr":
        network.network()
        return Choice(first)
    no_first, no_second = _fault_of_rapidocr(), _fault_of_tesseract(lang, direction)
    if name == "vote" or (named and no_second is not None and _runs()):
        for fault in (no_first, no_second):
            if fault is not None:
                raise fault
    if name == "auto" and direction is Direction.VERTICAL and no_first is None:
        return Choice(first)
    return _what_works(first, second, no_first, no_second)


@contextmanager
def made_ready(name: str, lang: str, direction: Direction, jobs: int) -> Iterator[None]:
    """While inside, what the engine called `name` needs for a page is got ready beside other work: `jobs` processes of
    Tesseract load its models. (As many again for the second look would slow down the layout by what they save.)"""
    alone = name == "tesseract" or (name == "auto" and not network.installed())
    # One job is to keep one core busy, not to be quick on two: the others have their own work in a batch.
    if jobs > 1 and alone and tesseract.has(lang, direction):
        with standing_by(tesseract.model(lang, direction), jobs):
            yield
    else:
        yield


def _what_works(first: RapidOCR, second: Tesseract, no_first: OcrError | None, no_second: OcrError | None) -> Choice:
    if no_first is None and no_second is None:
        return Choice(Vote(first, second))
    if no_first is None:
        return Choice(first, f"read without tesseract: {no_second}")
    if no_second is None:
        # An extra that was never installed is no fault to speak of.
        return Choice(second, f"read without rapidocr: {no_first}" if network.installed() else "")
    raise DependencyError(f"no recogniser is there: {no_second}; or {no_first}")


def _fault_of_rapidocr() -> OcrError | None:
    try:
        network.network()
    except OcrError as fault:
        return fault
    return None


def _fault_of_tesseract(lang: str, direction: Direction) -> OcrError | None:
    try:
        tesseract.require(tesseract.model(lang, direction))
    except OcrError as fault:
        return fault
    return None


def _runs() -> bool:
    """Whether there is a tesseract at all."""
    try:
        tesseract.require("")
    except DependencyError as fault:
        return "has no model" in str(fault)
    return True
