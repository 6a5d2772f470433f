"""On painted pages with known faults put in, every difference is called what it is, and nothing else is."""

from __future__ import annotations

import copy
import random
from collections import Counter
from typing import Any

import pytest

from ocr.diff.comparison import compare
from ocr.diff.sources import Source
from ocr.evaluate import from_json
from ocr.evaluate.edits import Kind
from ocr.evaluate.normalise import is_punctuation
from tests.painter.random_page import random_page

STRANGE = range(0x9000, 0x9200)
"""Characters that the painter does not set."""


def with_blocks(
    articles: list[dict[str, Any]], furniture: list[dict[str, str]], picker: random.Random
) -> Counter[Kind]:
    """A paragraph moved, one repeated, and a line of furniture in a story, in stories of their own; what was done."""
    long = [a for a in articles if len(a["paragraphs"]) >= 3]
    picker.shuffle(long)
    giver, taker, repeater, leaky = long[:4]
    taker["paragraphs"].insert(1, giver["paragraphs"].pop(1))
    repeater["paragraphs"].insert(2, repeater["paragraphs"][0])
    line = max((f for f in furniture if f["kind"] != "caption"), key=lambda f: len(f["text"]))
    furniture.remove(line)
    leaky["paragraphs"].insert(1, line["text"])
    for article in (giver, taker, repeater, leaky):
        articles.remove(article)
    return Counter({Kind.MOVED: 1, Kind.REPEATED: 1, Kind.FURNITURE: 1})


def with_characters(text: str, picker: random.Random, done: Counter[Kind]) -> str:
    """Single characters wrong, several right ones between; what was done is counted."""
    made = list(text)
    for at in range(4, len(text) - 4, picker.randrange(7, 12)):
        if text[at].isspace():
            continue
        kind = picker.choice([Kind.MISREAD, Kind.MISSING, Kind.EXTRA])
        other = chr(picker.choice(STRANGE))
        if is_punctuation(text[at]):
            kind, other = Kind.PUNCTUATION, "" if kind is Kind.MISSING else "！" if text[at] != "！" else "、"
        made[at] = {Kind.MISSING: "", Kind.EXTRA: text[at] + other}.get(kind, other)
        done[kind] += 1
    return "".join(made)


@pytest.mark.parametrize("seed", [0, 3, 5, 8])
def test_every_fault_put_into_a_page_is_found_and_called_by_its_name(seed: int) -> None:
    picker = random.Random(seed)
    truth = random_page(seed).truth
    output = copy.deepcopy(truth)
    plain = list(output["articles"])
    done = with_blocks(plain, output["furniture"], picker)
    for article in plain:
        article["paragraphs"] = [with_characters(text, picker, done) for text in article["paragraphs"]]
    [page] = compare("page", Source("o", (from_json(output),)), Source("r", (from_json(truth),)), variants=None)
    assert sum(done.values()) > 40
    assert Counter(d.kind for d in page.differences.items) == done
