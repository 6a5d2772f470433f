"""Which page of its issue a page is: by what is printed on it, else by its file's name, else by its place in the list.

No two pages have one number, so all numbers are given out together: each page names candidates with a cost each
(printed beyond doubt, printed in a way that may be something else, in the file's name, its place), and one assignment
over the issue takes the cheapest whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from scipy.optimize import linear_sum_assignment

from ocr.issue import Sheet, ToldBy
from ocr.page import Kind, Page

ALONE, SPELT, WRITTEN, FRONT, LOOSE = 0.0, 0.0, 0.5, 0.8, 1.5
"""Costs of what is printed: a page number that stands alone, 第4版, 4版, a masthead (a front page has one), a number
among other words of a running head."""
NAMED, PLACED, UNKNOWN = 3.0, 4.0, 6.0
"""Costs of the file's name, of the place in the list, and of having no number."""

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONE_OR_NONE = DIGITS.keys() | {""}
_NUMERAL = r"(?:[A-Za-z]?\d{1,3}|[零〇一二三四五六七八九十]{1,3})"
_SPELT = re.compile(rf"(?<![转轉接见見])第\s*({_NUMERAL})\s*版")
_WRITTEN = re.compile(rf"(?<![第今日共总總转轉接见見\dA-Za-z零〇一二三四五六七八九十])({_NUMERAL})\s*版")
_ALONE = re.compile(r"[^\dA-Za-z一-鿿]*([A-Za-z]?\d{1,3})[^\dA-Za-z一-鿿]*")
_LOOSE = re.compile(r"(?:^|(?<=\s))([A-D]?\d{1,2})(?=\s|$)")
_IN_NAME = re.compile(r"(?<![A-Za-z])([A-Da-d]?)(\d+)(?!\d)|(\d+)(?!\d)")
_FACES = (Kind.PAGE_NUMBER, Kind.RUNNING_HEAD, Kind.MASTHEAD)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a page may have, what that costs, and what says so."""

    number: str
    cost: float
    told_by: ToldBy
    said: str = ""


def numeral(text: str) -> str:
    """A page number as 4 or A3, whatever its digits: ４, 04, 四, 十二; '' for what is none."""
    bare = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"([A-Za-z]?)0*(\d{1,3})", bare)
    if found:
        return found[1].upper() + (found[2] if found[2] != "0" else "")
    return _chinese(bare)


def named_page(text: str) -> str:
    """The page that a jump line names: 第四版, 第A3版; '' when it names none."""
    found = re.search(rf"({_NUMERAL})\s*版", unicodedata.normalize("NFKC", text))
    return numeral(found[1]) if found else ""


def _chinese(text: str) -> str:
    if not text or not set(text) <= DIGITS.keys() | {"十"}:
        return ""
    if "十" in text:
        tens, _, ones = text.partition("十")
        value = (
            (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0) if {tens, ones} <= _ONE_OR_NONE else 0
        )
    else:
        value = int("".join(str(DIGITS[char]) for char in text))
    return str(value) if value else ""


def same(one: str, other: str) -> bool:
    """Whether two page numbers are one; a paper that letters its sections may leave the letter out."""
    return bool(one) and (one == other or (one.lstrip("ABCDEFGH") == other or one == other.lstrip("ABCDEFGH")))


def numbered(pages: Sequence[Page]) -> tuple[Sheet, ...]:
    """The pages with their numbers, in the order of these; those without keep their place behind the page before."""
    claims = [
        [*_printed(page), *own, Claim(str(n), PLACED, ToldBy.ORDER)]
        for n, (page, own) in enumerate(zip(pages, _names(pages), strict=True), 1)
    ]
    given = _shared_out(claims)
    sheets = [Sheet(page, claim.number, claim.told_by, claim.said) for page, claim in zip(pages, given, strict=True)]
    return tuple(_in_order(sheets))


def _in_order(sheets: Sequence[Sheet]) -> list[Sheet]:
    keys: list[tuple[str, int, int]] = []
    for place, sheet in enumerate(sheets):
        letter, digits = re.fullmatch(r"([A-Z]?)(\d*)", sheet.number).groups()  # type: ignore[union-attr]
        before = keys[-1] if keys else ("", 0, 0)
        keys.append((letter, int(digits), place) if digits else (before[0], before[1], place))
    return [sheet for _, sheet in sorted(zip(keys, sheets, strict=True), key=lambda each: each[0])]


def _shared_out(claims: Sequence[Sequence[Claim]]) -> list[Claim]:
    """For each page the claim it gets; each number once, least cost over the issue."""
    numbers = sorted({claim.number for each in claims for claim in each})
    column = {number: at for at, number in enumerate(numbers)}
    cost = np.full((len(claims), len(numbers) + len(claims)), UNKNOWN + 100.0)
    best: dict[tuple[int, int], Claim] = {}
    for row, each in enumerate(claims):
        cost[row, len(numbers) + row] = UNKNOWN
        for claim in sorted(each, key=lambda claim: -claim.cost):
            best[row, column[claim.number]] = claim
            cost[row, column[claim.number]] = claim.cost
    rows, columns = linear_sum_assignment(cost)
    nothing = Claim("", UNKNOWN, ToldBy.NOTHING)
    return [best.get((row, at), nothing) for row, at in zip(rows.tolist(), columns.tolist(), strict=True)]


def _printed(page: Page) -> Iterator[Claim]:
    """Numbers in the page's furniture. 今日八版 counts pages, 第12345号 issues, and a date has numbers too."""
    for piece in page.furniture:
        if piece.kind not in _FACES:
            continue
        text = unicodedata.normalize("NFKC", piece.text).strip()
        for pattern, cost in ((_SPELT, SPELT), (_WRITTEN, WRITTEN)):
            yield from _claims(pattern.findall(text), cost, piece.text)
        if piece.kind is Kind.PAGE_NUMBER and (alone := _ALONE.fullmatch(text)):
            yield from _claims([alone[1]], ALONE, piece.text)
        elif piece.kind is Kind.RUNNING_HEAD:
            yield from _claims(_LOOSE.findall(text), LOOSE, piece.text)
        elif piece.kind is Kind.MASTHEAD:
            yield Claim("1", FRONT, ToldBy.FURNITURE, piece.text)


def _claims(found: Sequence[str], cost: float, said: str) -> Iterator[Claim]:
    for text in found:
        if number := numeral(text):
            yield Claim(number, cost, ToldBy.FURNITURE, said)


def _names(pages: Sequence[Page]) -> list[list[Claim]]:
    """Numbers in the names of the files: 第3版, or that number among those of a name which tells the pages apart."""
    stems = [unicodedata.normalize("NFKC", PurePosixPath(page.source).name.split(".")[0]) for page in pages]
    spelt = [_SPELT.search(stem) or _WRITTEN.search(stem) for stem in stems]
    if all(spelt):
        return [
            [Claim(numeral(found[1]), NAMED, ToldBy.NAME, page.source)] if found and numeral(found[1]) else []
            for found, page in zip(spelt, pages, strict=True)
        ]
    if len(set(stems)) == 1 and len(pages) > 1:
        return [[Claim(str(page.number), NAMED, ToldBy.NAME, f"{page.source}, page {page.number}")] for page in pages]
    told = _telling([_numbers(stem) for stem in stems])
    return [
        [Claim(number, NAMED, ToldBy.NAME, page.source)] if number else []
        for number, page in zip(told, pages, strict=True)
    ]


def _numbers(stem: str) -> list[str]:
    """Every number of a name, the last first; long ones are dates or issue numbers and count for nothing."""
    found = [(a[0].upper() + a[1].lstrip("0")) if a[1] else a[2].lstrip("0") for a in _IN_NAME.findall(stem)]
    return [number if 0 < len(number.lstrip("ABCD")) <= 3 else "" for number in reversed(found)]


def _telling(names: Sequence[Sequence[str]]) -> list[str]:
    """The numbers at the first place, counted from the end, at which every name has one and no two have the same."""
    for place in range(min(map(len, names), default=0)):
        here = [name[place] for name in names]
        if all(here) and len(set(here)) == len(here):
            return here
    return [""] * len(names)
