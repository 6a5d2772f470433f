"""Reading order by boxes alone: pages whose blocks and their order are known, while their text is not to be trusted.

The measure is OmniDocBench's (Ouyang et al. 2024): the edit distance between the true and the found order of blocks
over the number of blocks. A block stands where the middle one of its lines was read; one that no story holds is missing
from the found order. Stories on one page have no order among themselves, so the true ones are also put in the order in
which the output has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median_low
from typing import cast

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.page import Page, Run

TITLE = 60.0
"""Likeness (0 to 100) at which a block of kind title is one of the titles that the page is said to have."""

GOES_ON = "上接"
"""How a story begins that has no title here, behind a bracket."""


@dataclass(frozen=True, slots=True)
class Order:
    """Numbers of the true blocks, story by story, and of the found ones in the order found."""

    stories: tuple[tuple[int, ...], ...]
    found: tuple[int, ...]

    @property
    def distance(self) -> float:
        """Against the page's order as given, 0 to 1."""
        return Levenshtein.normalized_distance(tuple(chain(*self.stories)), self.found)

    @property
    def within(self) -> float:
        """The same with the true stories in the order in which the output has them: by their middle block."""
        place = {block: at for at, block in enumerate(self.found)}
        middles = [median_low(places) if (places := [place[b] for b in s if b in place]) else -1 for s in self.stories]
        ordered = [story for _, story in sorted(zip(middles, self.stories, strict=True))]
        return Levenshtein.normalized_distance(tuple(chain(*ordered)), self.found)

    @property
    def missing(self) -> tuple[int, ...]:
        """Blocks that stand in no story of the output."""
        return tuple(block for block in chain(*self.stories) if block not in self.found)


def orders(truth: Mapping[str, object], page: Page) -> Order:
    """truth: blocks with `order`, `bbox` on the scan, `cat` and `text`, and `article_titles_in_page`."""
    blocks = _texts(truth)
    lines: dict[int, list[int]] = {}
    for at, run in enumerate(_runs(page)):
        block = _block(run, page, blocks)
        if block is not None:
            lines.setdefault(block, []).append(at)
    found = sorted(lines, key=lambda block: median_low(lines[block]))
    return Order(tuple(_stories(blocks, _strings(truth.get("article_titles_in_page")))), tuple(found))


def show_order(name: str, order: Order) -> str:
    """One line of figures for the page of that name."""
    blocks = sum(map(len, order.stories))
    return (
        f"{name:<24}order of {blocks} blocks: edit distance {order.distance:.3f}, {order.within:.3f} with the stories "
        f"as the output has them; {len(order.missing)} blocks in no story"
    )


def _texts(truth: Mapping[str, object]) -> list[dict[str, object]]:
    """The blocks of text that have a place in the order, by that place."""
    blocks = truth["blocks"]
    assert isinstance(blocks, list)
    return sorted((b for b in blocks if b["order"] and b["cat"] != "figure"), key=lambda b: int(b["order"]))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _runs(page: Page) -> Iterator[Run]:
    for article in page.articles:
        yield from article.head_runs
        yield from chain.from_iterable(paragraph.runs for paragraph in article.paragraphs)


def _block(run: Run, page: Page, blocks: Sequence[Mapping[str, object]]) -> int | None:
    """The smallest block in which the middle of a line lies, on the scan."""
    if run.line is None:
        return None
    box = run.line.box
    middle = np.array([[(box.left + box.right) / 2, (box.top + box.bottom) / 2]])
    ((x, y),) = page.to_scan.points(middle)
    around = []
    for block in blocks:
        left, top, right, bottom = map(float, cast("Sequence[float]", block["bbox"]))
        if left <= x <= right and top <= y <= bottom:
            around.append(((right - left) * (bottom - top), int(str(block["order"]))))
    return min(around)[1] if around else None


def _stories(blocks: Sequence[Mapping[str, object]], titles: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Blocks cut before each title of the page, with the titles right before it, and before what goes on here."""
    cuts = {0, len(blocks)}
    for at, block in enumerate(blocks):
        head = block["cat"] == "title" or "caption" in str(block["cat"])
        if head and _named(str(block["text"]), titles):
            while at and blocks[at - 1]["cat"] == "title":
                at -= 1
            cuts.add(at)
        elif str(block["text"])[1:].startswith(GOES_ON) and blocks[at - 1]["cat"] != "title":
            cuts.add(at)
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        yield tuple(int(str(block["order"])) for block in blocks[start:end])


def _named(text: str, titles: Sequence[str]) -> bool:
    return any(fuzz.ratio(text, title.partition("（")[0]) >= TITLE for title in titles)
