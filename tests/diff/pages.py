"""Pages to compare, and what a comparison of them is."""

from __future__ import annotations

from dataclasses import replace

from ocr.diff.comparison import Comparison, compare
from ocr.diff.sources import Source
from ocr.evaluate import PageText, Story
from ocr.evaluate.reading import Place
from tests.evaluate.texts import BRIDGE, PAGE, STORIES, TEA

HOSTILE = "<script>document.title='bad'</script><img src=x onerror=\"document.title='bad'\">"
EVERYTHING = PageText(
    stories=(
        Story(
            title="石供桥重新通车" + HOSTILE,
            byline=STORIES[0].byline,
            paragraphs=(BRIDGE[0].replace("。", "，", 1), BRIDGE[2], "本版责编：何田田"),
            places=(
                Place(BRIDGE[2][:12], (100, 200, 340, 220)),
                Place(BRIDGE[2][12:], (100, 230, 480, 250)),
                Place(BRIDGE[0].replace("。", "，", 1), (100, 20, 900, 40)),
            ),
        ),
        replace(STORIES[1], paragraphs=(TEA[0], TEA[1].replace("露水，", ""), BRIDGE[1], TEA[0])),
        Story(title="无此事", paragraphs=("这一篇是机器自己想出来的，报上从来没有登过。",)),
    ),
    furniture=("第三版 要闻",),
)
"""PAGE with a misread title that is markup, wrong punctuation, a paragraph moved, one repeated, furniture in a story,
characters missing, and a story that is nowhere."""


def comparison(output: PageText = EVERYTHING, truth: PageText = PAGE, *, pages: int = 1) -> Comparison:
    found = compare("page", Source("out.json", (output,) * pages), Source("ref.json", (truth,) * pages), variants=None)
    return Comparison(found)
