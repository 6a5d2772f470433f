"""Whether a run begins a paragraph or runs on from another: what its first word tells, where no indent is seen."""

from __future__ import annotations

import math
from dataclasses import replace

import rjieba

from ocr.reconstruct.conventions import NEVER_FIRST, Conventions
from ocr.reconstruct.dump.kinds import SURNAMES
from ocr.reconstruct.punctuation import han
from ocr.reconstruct.seams import End, head
from ocr.reconstruct.units import Unit

BEGINNERS = frozenset(
    "一二两三四五六七八九十百千万亿零〇在从为据这那有是我你您他她它不每当对由以把被与和但而到自各该此其全本如若因又也还就都才更最"
    "经按除随让请看说问答今昨去前后上下左右东西南北中新老大小春夏秋冬早晚夜日月年天地山水人家村县市省国党某谁何无没既虽即只且再刚曾已将正要可能会想"
    "走进来出过用给于则同跟向往沿靠凭论比像似令使叫连依照趁距离自打截多少几好很太真非凡若倘"
)
"""Single characters that are words with which a sentence may begin."""
ODDS = {"half a word first": 2.5, "a word that begins sentences": -0.8, "an opening mark first": -0.8}
"""What the first word adds for a run that goes on from another; natural log odds."""


def start_of(unit: Unit, conventions: Conventions) -> End:
    """The beginning of a run without a box, its first word weighed."""
    end = head(unit, conventions)
    sign = _sign(end.text)
    odds = math.log(end.probability / (1 - end.probability)) + ODDS[sign]
    probability = min(0.98, max(0.02, 1 / (1 + math.exp(-odds))))
    why = (*end.why, sign) if ODDS[sign] > 0 else end.why
    return replace(end, probability=probability, why=why)


def _sign(text: str) -> str:
    first = text[:1]
    if first in NEVER_FIRST:
        return "half a word first"
    if not han(first):
        return "an opening mark first"
    word = next((str(piece) for piece in rjieba.cut(text[:8], hmm=False)), "")
    single = len(word) == 1 and first not in BEGINNERS and first not in SURNAMES
    return "half a word first" if single else "a word that begins sentences"
