"""The HTML view in a real browser: it opens, filters, moves by key, shows places, and lets no text become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocr.diff import scan
from ocr.diff.html import write
from ocr.evaluate import PageText
from tests.diff.browser import Browser, chromium
from tests.diff.pages import HOSTILE, comparison
from tests.evaluate.texts import PAGE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison with a difference of nearly every kind, and a scan of 1000 x 400."""
    folder = tmp_path_factory.mktemp("view")
    Image.new("L", (1000, 400), 200).save(folder / "page.png")
    path = folder / "diff.html"
    made = comparison()
    path.write_text(write(made, None, scan.load(str(folder / "page.png"), ["page"])), encoding="utf-8")
    return path


def requests(browser: Browser) -> list[str]:
    """Addresses that the page asked for."""
    messages: list[Any] = [json.loads(e["message"])["message"] for e in browser.log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith("chrome:")]  # the browser's own first page


def test_it_opens_from_a_file_without_a_complaint_and_asks_for_nothing_else(browser: Browser, view: Path) -> None:
    browser.open(view)
    assert browser.log("browser") == []
    assert {url.split(":")[0] for url in requests(browser)} <= {"file", "data"}
    assert not re.search(r'(src|href)="(?!data:|#)', view.read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+ differences", browser.status())


def test_text_that_looks_like_markup_stays_text(browser: Browser, view: Path) -> None:
    browser.open(view)
    assert browser.driver.title == "page – banmian diff"
    assert HOSTILE in browser.find(".output p")[0].text
    assert len(browser.find("script")) == 1
    assert browser.find("main img") == []


def test_a_filter_takes_its_kind_out_of_the_marks_and_of_the_way(browser: Browser, view: Path) -> None:
    browser.open(view)
    total = int(browser.status().split()[0])
    moved = len({mark.get_attribute("data-d") for mark in browser.find("mark.moved")})
    assert moved == 1
    box = browser.find("#kinds input[data-kind=moved]")[0]
    box.click()
    assert browser.status() == f"{total - moved} differences"
    assert browser.find("mark.moved:not(.off)") == []
    seen = []
    for _ in range(total - moved):
        browser.press("n")
        seen.append(browser.status())
    assert not any("moved" in status for status in seen)
    box.click()
    assert browser.find("mark.moved.off") == []


def test_keys_go_to_the_next_and_the_previous_difference_and_round(browser: Browser, view: Path) -> None:
    browser.open(view)
    total = int(browser.status().split()[0])
    browser.press("n")
    assert browser.status().startswith(f"1 of {total} – ")
    browser.press("j", "n")
    assert browser.status().startswith(f"3 of {total} – ")
    assert browser.find("mark.now")
    at = browser.run("const r = document.querySelector('mark.now').getBoundingClientRect(); return r.top")
    assert 0 < at < 900
    browser.press("k", "p", "p")
    assert browser.status().startswith(f"{total} of {total} – ")
    assert {mark.get_attribute("data-d") for mark in browser.find("mark.now")} == {f"1-{total}"}


def test_both_ends_of_a_moved_paragraph_are_marked_together(browser: Browser, view: Path) -> None:
    browser.open(view)
    mark = browser.find(".reference mark.moved")[0]
    browser.run("arguments[0].click()", mark)
    assert browser.find(".reference mark.moved.now")
    assert browser.find(".output mark.moved.now")
    assert "article 1, paragraph 2 → article 2, paragraph 3" in browser.status()


def test_only_what_differs_hides_the_rows_that_are_the_same(browser: Browser, view: Path) -> None:
    browser.open(view)
    browser.find("#only")[0].click()
    shown = [row for row in browser.find("article .row:not(.names)") if row.is_displayed()]
    assert 0 < len(shown) < len(browser.find("article .row:not(.names)"))
    assert all(browser.run("return !!arguments[0].querySelector('mark')", row) for row in shown)


def test_hovering_shows_the_place_on_the_scan(browser: Browser, view: Path) -> None:
    browser.open(view)
    assert not browser.find("#lens")[0].is_displayed()
    hover = "arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    browser.run(hover, browser.find(".output [data-box]")[0])
    assert browser.find("#lens")[0].is_displayed()
    boxes = browser.run(
        "return ['#close-up', '#close-up .character', '#whole', '#whole i'].map(s => {"
        "const r = document.querySelector(s).getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]})"
    )
    for outer, inner in (boxes[:2], boxes[2:]):
        x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
        assert outer[0] <= x <= outer[2]
        assert outer[1] <= y <= outer[3]
    small = browser.run("const w = document.getElementById('whole'); return w.clientWidth / 1000")
    line = [int(n) for n in str(browser.find(".output [data-box]")[0].get_attribute("data-box")).split(",")]
    assert boxes[3][0] - boxes[2][0] == pytest.approx(line[0] * small + 1, abs=2)
    browser.press("\ue00c")
    assert not browser.find("#lens")[0].is_displayed()


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two CSS colours (WCAG 2)."""

    def light(colour: str) -> float:
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_kind_can_be_read_in_light_and_in_dark(dark: bool, browser: Browser, view: Path) -> None:
    browser.open(view, dark=dark)
    colours = "const s = getComputedStyle(arguments[0]); return [s.color, s.backgroundColor]"
    ink, paper = browser.run(colours, browser.find("body")[0])
    assert (int(re.findall(r"\d+", paper)[0]) < 100) is dark
    for chip in browser.find(".chip .d"):
        assert contrast(ink, browser.run(colours, chip)[1]) >= 4.5, chip.text


def test_a_narrow_window_needs_no_scrolling_sideways(browser: Browser, view: Path) -> None:
    narrow = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        browser.open(view)
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_prints_with_marks_and_without_buttons(browser: Browser, view: Path) -> None:
    browser.open(view)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not browser.find("#way")[0].is_displayed()
        assert not browser.find("#articles")[0].is_displayed()
        assert browser.find("mark.misread")[0].is_displayed()
        assert len(browser.driver.print_page()) > 1000
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("output", [PAGE, PageText()])
def test_a_right_page_and_an_empty_one_open_as_well(output: PageText, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "diff.html"
    path.write_text(write(comparison(output, output), None, {}), encoding="utf-8")
    browser.open(path)
    browser.press("n", "p")
    assert browser.status() == "no differences"
    assert browser.log("browser") == []
