"""The program behind the proof page, by itself in a browser: whatever is typed, text, lines and doubts stay one."""

from __future__ import annotations

import copy
import json
import random
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ocr.formats import from_json
from ocr.formats import json as page_json
from ocr.formats.html import places
from ocr.page import Page
from tests.diff.browser import Browser
from tests.formats import proofed
from tests.formats.hostile import HOSTILE
from tests.formats.sample import PAGE

PARTS = ("align.js", "model.js")
CHARACTERS = "渠水，。 a<\U00020000\0"


def run(browser: Browser, code: str, *arguments: object) -> Any:
    program = "\n".join(files("ocr.formats.html").joinpath(name).read_text(encoding="utf-8") for name in PARTS)
    return browser.run(f"{program}\n{code}", *arguments)


def data(page: Page) -> dict[str, Any]:
    """What the page's file holds for the program."""
    found = from_json.page(page_json.plain(page), "x")
    return {"page": page_json.plain(found), "pieces": places.pieces(found)}


def some(dice: random.Random, characters: str) -> str:
    return "".join(dice.choices(characters, k=dice.randrange(4)))


REPLAY = """
const [data, wishes] = [JSON.parse(arguments[0]), arguments[1]];
const model = new Model(data);
const before = JSON.stringify(model.corrected());
const expected = model.pieces.map((piece) => [...piece.characters]);
for (const [which, where, length, inserted, cut] of wishes) {
  const piece = model.pieces[which % model.pieces.length];
  const start = Math.floor(where * (piece.characters.length + 1));
  const removed = piece.characters.slice(start, start + length).join("");
  expected[piece.index].splice(start, length, ...Array.from(inserted));
  model.do({ piece: piece.index, start, removed, inserted, cut });
}
const pieces = model.pieces.map((piece) => ({
  text: piece.text, expected: expected[piece.index].join(""),
  length: piece.characters.length, states: piece.states.length,
  cuts: piece.cuts.map(({ start, end, line }) => [start, end, line && line.text]),
}));
const corrected = JSON.stringify(model.corrected());
const kept = JSON.parse(JSON.stringify(model.changes));
const other = new Model(data);
const fits = other.fits(kept);
other.restore(kept, kept.length);
const restored = JSON.stringify(other.corrected());
while (model.undo());
const undone = JSON.stringify(model.corrected());
while (model.redo());
return { pieces, corrected, fits, restored, undone, before, redone: JSON.stringify(model.corrected()) };
"""


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("page", [proofed.PAGE, PAGE, HOSTILE], ids=["proofed", "sample", "hostile"])
def test_any_changes_leave_a_page_that_is_whole_and_can_be_undone(page: Page, seed: int, browser: Browser) -> None:
    dice = random.Random(seed)
    held = data(page)
    wishes = [
        [dice.randrange(99), dice.random(), dice.choice((0, 0, 1, 2, 9)), some(dice, CHARACTERS), dice.randrange(3)]
        for _ in range(30)
    ]
    done = run(browser, REPLAY, json.dumps(held), wishes)
    for piece in done["pieces"]:
        assert piece["text"] == piece["expected"]
        assert piece["length"] == piece["states"] == piece["cuts"][-1][1]
        assert piece["cuts"][0][0] == 0
        assert all(one[1] == other[0] for one, other in zip(piece["cuts"], piece["cuts"][1:], strict=False))
    assert done["undone"] == done["before"]
    assert done["fits"]
    assert done["redone"] == done["restored"] == done["corrected"]
    corrected = json.loads(done["corrected"])
    jsonschema.validate(corrected, page_json.schema())
    for line in lines(corrected):
        assert len(line.get("confidences", line["text"])) == len(line["text"])
        assert all(place < len(line["text"]) for place in line.get("doubtful", ()))
    again = page_json.plain(from_json.page(copy.deepcopy(corrected), "x"))
    assert [article["paragraphs"] for article in again["articles"]] == [a["paragraphs"] for a in corrected["articles"]]


def lines(page: dict[str, Any]) -> list[dict[str, Any]]:
    holders = [
        *page["articles"],
        *(p for a in page["articles"] for p in a["paragraphs"]),
        *page["furniture"],
        *page["unplaced"],
    ]
    return [line for holder in holders for line in holder.get("head_lines", holder.get("lines", []))]


def test_where_text_and_lines_were_one_they_stay_one(browser: Browser) -> None:
    """Changes within lines and over their ends, in a paragraph that is its lines put together."""
    held = data(proofed.PAGE)
    [index] = [k for k, piece in enumerate(held["pieces"]) if piece["at"][:4] == ["articles", 1, "paragraphs", 0]]
    dice = random.Random(1)
    wishes = [
        [index, dice.random(), dice.choice((0, 1, 2)), some(dice, "渠水两岸"), dice.randrange(2)] for _ in range(60)
    ]
    done = run(browser, REPLAY, json.dumps(held), wishes)
    piece = done["pieces"][index]
    assert piece["text"] == "".join(text for *_, text in piece["cuts"])
    assert piece["text"] != held["page"]["articles"][1]["paragraphs"][0]["text"]


@pytest.mark.parametrize(
    ("share", "line", "start", "end", "place"),
    [
        ("水清清流过，", "水清清流过,", 1, 3, [1, 3]),
        ("水清清流过，", "水 清 清流过,", 1, 3, [2, 5]),
        ("水清清流过，", "水清清流过,", 5, 6, [5, 6]),
        ("渠水", "渠边渠水", 1, 2, [3, 4]),
        ("渠水", "渠水", 2, 2, [2, 2]),
        ("", "", 0, 0, [0, 0]),
    ],
)
def test_a_place_in_a_text_is_found_in_its_line(
    share: str, line: str, start: int, end: int, place: list[int], browser: Browser
) -> None:
    assert (
        run(
            browser,
            "return carried([...arguments[0]], [...arguments[1]], arguments[2], arguments[3])",
            share,
            line,
            start,
            end,
        )
        == place
    )


@pytest.mark.parametrize("seed", range(8))
def test_what_is_said_to_differ_makes_the_one_text_of_the_other(seed: int, browser: Browser) -> None:
    dice = random.Random(seed)
    old, new = ("".join(dice.choices("渠水清", k=dice.randrange(30))) for _ in range(2))
    found = run(browser, "return changes([...arguments[0]], [...arguments[1]])", old, new)
    made, at = "", 0
    for place, gone, come in found:
        assert old[place : place + len(gone)] == gone != come
        made, at = made + old[at:place] + come, place + len(gone)
    assert made + old[at:] == new


@pytest.fixture(autouse=True)
def _blank(browser: Browser) -> None:
    browser.driver.get("about:blank")


def test_a_paragraph_of_ten_thousand_characters_is_changed_at_once(browser: Browser, tmp_path: Path) -> None:
    code = """
    const model = new Model(JSON.parse(arguments[0]));
    const piece = model.pieces.find((each) => each.characters.length === 10000);
    const began = performance.now();
    model.do({ piece: piece.index, start: 5000, removed: "长", inserted: "短", cut: 0 });
    return [performance.now() - began, model.corrections().length, piece.cuts[0].line.text.indexOf("短")];
    """
    elapsed, corrections, place = run(browser, code, json.dumps(data(HOSTILE)))
    assert (corrections, place) == (1, 5000)
    assert elapsed < 200
