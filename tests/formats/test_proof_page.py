"""The proof page in a real browser: places, doubts, corrections and what becomes of them, keys alone, hostile text."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from ocr.formats import FORMATS, from_json
from ocr.formats import json as page_json
from ocr.page import Page
from tests.diff.browser import Browser, chromium
from tests.diff.test_html import contrast, requests
from tests.formats import proofed
from tests.formats.hostile import HOSTILE, TEXTS

BODY = ".story .body .field"
WAIT = 8.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    with chromium() as found:
        found.driver.set_script_timeout(60)
        found.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        yield found


@pytest.fixture(scope="module")
def view(folder: Path) -> Path:
    return written(proofed.page(folder), folder / "page.html")


def written(page: Page, path: Path) -> Path:
    path.write_bytes(FORMATS["html"].data([page]))
    return path


@pytest.fixture
def proof(browser: Browser, view: Path) -> Proof:
    """The page opened, with nothing kept from before."""
    return Proof(browser, view)


class Proof:
    """The page open in a browser, by what one does with it."""

    def __init__(self, browser: Browser, path: Path, *, dark: bool = False) -> None:
        self.browser = browser
        self.path = path
        browser.open(path, dark=dark)
        browser.run("localStorage.clear(); localStorage.setItem('banmian proof taste', '{\"language\": \"en\"}')")
        browser.driver.refresh()

    def keys(self, *keys: str) -> None:
        """Keys as a keyboard sends them, to whatever has the focus."""
        ActionChains(self.browser.driver).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        ActionChains(self.browser.driver).key_down(held).send_keys(key).key_up(held).perform()

    def texts(self, selector: str = BODY) -> list[str]:
        return [str(self.browser.run("return arguments[0].textContent", each)) for each in self.browser.find(selector)]

    def counts(self) -> str:
        return self.browser.find("#counts")[0].text

    def place(self) -> list[float]:
        """Scale, left and top of the scan in its view, once it has come to rest."""
        ended = time.monotonic() + WAIT
        before: object = None
        while time.monotonic() < ended:
            now = self.browser.run("return document.getElementById('scan').dataset.view || ''")
            if now and now == before:
                return [float(value) for value in str(now).split()]
            before = now
            time.sleep(0.1)
        raise AssertionError("the scan does not come to rest")

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of the scan is in the window."""
        scale, left, top = self.place()
        at = self.browser.run("const r = document.getElementById('scan').getBoundingClientRect(); return [r.left, r.top]")
        return round(at[0] + left + x * scale), round(at[1] + top + y * scale)

    def to(self, x: float, y: float) -> ActionChains:
        """The pointer goes to a point of the scan."""
        chain = ActionChains(self.browser.driver)
        chain.w3c_actions.pointer_action.move_to_location(*self.point(x, y))
        return chain

    def saved(self, name: str = "page.corrected.json") -> dict[str, Any]:
        path = self.path.parent / name
        path.unlink(missing_ok=True)
        self.chord(Keys.CONTROL, "s")
        found: dict[str, Any] = json.loads(until(lambda: path.read_text(encoding="utf-8") if path.exists() else ""))
        return found


def until(what: Callable[[], str]) -> str:
    ended = time.monotonic() + WAIT
    while not (found := what()) and time.monotonic() < ended:
        time.sleep(0.05)
    return found


def ink(proof: Proof, x: float, y: float) -> list[int]:
    """Red, green and blue of the drawn scan at one of its points."""
    scale, left, top = proof.place()
    code = "const c = document.querySelector('#scan canvas'); return [...c.getContext('2d').getImageData(...arguments, 1, 1).data]"
    found: list[int] = proof.browser.run(code, round(left + x * scale), round(top + y * scale))
    return found[:3]


def test_it_opens_from_a_file_without_a_complaint_and_asks_for_nothing_else(browser: Browser, view: Path) -> None:
    browser.log("browser")
    browser.log("performance")
    proof = Proof(browser, view)
    assert proof.counts() == "5 doubtful · 0 corrected"
    assert browser.log("browser") == []
    assert {url.split(":")[0] for url in requests(browser)} <= {"file", "data"}


def test_the_scan_is_drawn_with_articles_in_colours_and_doubts_marked(proof: Proof) -> None:
    assert max(ink(proof, 70, 100)) < 120
    between = ink(proof, 160, 115)
    assert between[0] > between[1] + 8  # the first article's red over white paper
    assert ink(proof, 620, 400) == [255, 255, 255]
    doubt = proofed.TWO.box.left + 2.5 * proofed.EM
    shown = ink(proof, doubt, proofed.TWO.box.center[1])
    assert shown[0] > shown[1] + 20
    assert len(proof.browser.find("#articles mark")) == 4


def test_hovering_a_text_shows_its_line_and_character_on_the_scan(proof: Proof) -> None:
    x, y = proofed.FOUR.box.left, proofed.FOUR.box.center[1]
    assert not any(blue(ink(proof, x - k / 4, y)) for k in range(20))
    span = proof.browser.find(f"{BODY} [data-cut='2']")[0]
    ActionChains(proof.browser.driver).move_to_element(span).perform()
    assert "here" in str(span.get_attribute("class"))
    assert any(blue(ink(proof, x - k / 4, y)) for k in range(20))  # the line's frame
    middle_of_line = proofed.FOUR.box.center[0]
    assert any(red(ink(proof, middle_of_line + k, proofed.FOUR.box.top - 3)) for k in range(-20, 20))  # the character's


def blue(colour: list[int]) -> bool:
    return colour[2] > colour[0] + 90


def red(colour: list[int]) -> bool:
    return colour[0] > colour[2] + 90


def test_hovering_the_scan_shows_the_line_in_the_text(proof: Proof) -> None:
    proof.to(*proofed.FIVE.box.center).perform()
    assert [each.text for each in proof.browser.find(".line.here")] == [proofed.SECOND]
    proof.to(*proofed.DOWN.box.center).perform()
    assert [each.text for each in proof.browser.find(".line.here")] == ["纸船一直追到桥头。"]


def test_a_click_on_the_scan_sets_the_caret_there_and_what_is_typed_goes_in(proof: Proof) -> None:
    left, top, _, _ = proofed.DOWN.box.as_list()
    proof.to(left + 10, top + 2.5 * proofed.EM).click().perform()
    proof.keys("两")
    assert proof.texts()[2] == "纸船两直追到桥头。"


def test_next_and_previous_doubtful_go_round_and_show_both_sides(proof: Proof) -> None:
    seen = []
    for _ in range(7):
        proof.keys("n")
        seen.append(proof.browser.status())
        proof.place()
    assert [status.split(":")[0] for status in seen] == [f"doubtful {n} of 5" for n in (1, 2, 3, 4, 5, 1, 2)]
    assert [status.partition(":")[2].partition(" –")[0].strip() for status in seen] == [
        "清清", "听", "\U00020000", "桥", "a line that could not be read", "清清", "听"
    ]  # fmt: skip
    assert len(proof.browser.find(".now")) == 1
    scale, *_ = proof.place()
    assert scale * proofed.EM >= 26
    proof.keys("p")
    assert "清清" in proof.browser.status()


def test_a_correction_is_made_undone_made_again_and_kept(proof: Proof) -> None:
    proof.keys("n", Keys.ENTER, "浑浑")
    corrected = proofed.FIRST.replace("清清", "浑浑")
    assert (proof.texts()[0], proof.counts()) == (corrected, "4 doubtful · 1 corrected")
    proof.chord(Keys.CONTROL, "z")
    proof.chord(Keys.CONTROL, "z")
    assert proof.texts()[0] == proofed.FIRST
    assert proof.counts().endswith("0 corrected")
    proof.chord(Keys.CONTROL, "y")
    proof.chord(Keys.CONTROL, "y")
    assert proof.texts()[0] == corrected
    proof.browser.driver.refresh()
    assert proof.texts()[0] == corrected
    proof.keys("u", "u")
    assert proof.texts()[0] == proofed.FIRST
    proof.browser.driver.refresh()
    assert proof.texts()[0] == proofed.FIRST
    proof.keys("r", "r")
    assert proof.texts()[0] == corrected


def test_what_is_saved_is_the_page_corrected_line_and_paragraph_alike(proof: Proof) -> None:
    proof.keys("n", Keys.ENTER, "浑", Keys.ESCAPE)
    saved = proof.saved()
    jsonschema.validate(saved, page_json.schema())
    paragraph = saved["articles"][0]["paragraphs"][0]
    assert paragraph["text"] == "本报江州3月1日讯 渠水浑流过，三个村的人家。"
    line = paragraph["lines"][1]
    assert (line["text"], line["raw"]) == ("水浑流过,", "水清清流过,")
    assert len(line["confidences"]) == len(line["text"])
    assert line["confidences"][1] == 1
    assert "doubtful" not in line
    step = saved["steps"][-1]
    assert step["name"] == "proof"
    assert step["details"]["corrections"] == 1
    assert "articles.0.paragraphs.0.text at 12: 清清 → 浑" in [f"{key}: {value}" for key, value in step["details"].items()]
    untouched = page_json.plain(from_json.page(page_json.plain(proofed.page(proof.path.parent)), "x"))
    saved["steps"].pop()
    paragraph["text"], paragraph["lines"][1] = proofed.FIRST, untouched["articles"][0]["paragraphs"][0]["lines"][1]
    assert saved == untouched


def test_fields_that_are_words_of_a_paragraph_change_with_it(proof: Proof) -> None:
    proof.to(proofed.ONE.box.left + 2, proofed.ONE.box.center[1]).click().perform()
    proof.keys(Keys.HOME, Keys.RIGHT, Keys.RIGHT, Keys.DELETE, "海")
    article = proof.saved()["articles"][0]
    assert article["paragraphs"][0]["text"].startswith("本报海州3月1日讯 渠水")
    assert article["paragraphs"][0]["lines"][0]["text"] == "本报海州3月1日讯 渠"
    assert (article["dateline"], article["byline"]) == ("本报海州3月1日讯", "海州")


def test_a_line_that_could_not_be_read_is_filled_in(proof: Proof) -> None:
    proof.keys("p")
    assert "could not be read" in proof.browser.status()
    proof.keys(Keys.ENTER, "孩子们都笑了。")
    assert proof.counts() == "4 doubtful · 1 corrected"
    paragraph = proof.saved()["articles"][1]["paragraphs"][0]
    assert paragraph["text"] == "纸船一直追到桥头。孩子们都笑了。"
    assert [line["text"] for line in paragraph["lines"]] == ["纸船一直追到桥头。", "孩子们都笑了。"]
    assert paragraph["lines"][1]["confidence"] == 1


def test_doubts_are_settled_by_key_without_a_change_of_the_text(proof: Proof) -> None:
    proof.keys("n", "y", "y", "y", "y")
    assert proof.texts()[:2] == [proofed.FIRST, proofed.SECOND]
    assert proof.counts() == "1 doubtful · 0 corrected"
    saved = proof.saved()
    assert saved["steps"][-1]["details"] == {"corrections": 0, "confirmed": 5}
    assert "doubtful" not in json.dumps(saved)


def test_what_is_pasted_is_plain_and_of_one_line(proof: Proof) -> None:
    field = proof.browser.find(".kicker .field, .headline .field")[0]
    field.click()
    proof.chord(Keys.CONTROL, "a")
    paste = """
    const data = new DataTransfer();
    data.setData('text/html', '<b>新</b><img src=x onerror=document.title=1>');
    data.setData('text/plain', '新\\n渠<b>');
    arguments[0].dispatchEvent(new InputEvent('beforeinput', {inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true}));
    """
    proof.browser.run(paste, field)
    assert proof.texts(".headline .field")[0] == "新渠<b>"
    assert proof.browser.find(".headline b, .headline img") == []


def test_composed_characters_come_in_when_they_are_done(proof: Proof) -> None:
    proof.browser.find(".headline .field")[0].click()
    proof.keys(Keys.HOME)
    proof.browser.driver.execute_cdp_cmd("Input.imeSetComposition", {"text": "qu", "selectionStart": 2, "selectionEnd": 2})
    assert proof.counts().endswith("0 corrected")
    proof.browser.driver.execute_cdp_cmd("Input.insertText", {"text": "渠"})
    assert proof.texts(".headline .field")[0] == "渠老水渠又响起来了"
    assert proof.saved()["articles"][0]["title"] == "渠老水渠又响起来了"


def test_seams_are_drawn_clicked_and_say_their_evidence(proof: Proof) -> None:
    assert len(proof.browser.find("#seams .seam")) == 1
    [mark] = proof.browser.find(".seam-mark")
    mark.click()
    evidence = proof.browser.find("#evidence")[0]
    assert evidence.is_displayed()
    assert [each.text for each in proof.browser.find("#seam-why li")] == list(proofed.PAGE.joins[0].why)
    assert "0.97" in evidence.text
    proof.keys(Keys.ESCAPE)
    assert not evidence.is_displayed()
    end, start = proofed.TWO.box, proofed.FOUR.box
    proof.to((end.right + start.left) / 2, (end.center[1] + start.center[1]) / 2).click().perform()
    assert evidence.is_displayed()
    proof.keys("l")
    assert "阅读顺序的下一处" in evidence.text


def test_wheel_drag_and_two_fingers_move_and_zoom(proof: Proof) -> None:
    scale, left, top = proof.place()
    at = proof.point(450, 300)
    wheel: dict[str, object] = {"type": "mouseWheel", "x": at[0], "y": at[1], "deltaX": 0, "deltaY": 60}
    proof.browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", wheel)
    until(lambda: "moved" if proof.place() != [scale, left, top] else "")
    assert proof.place() == pytest.approx([scale, left, top - 60], abs=0.01)
    proof.browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {**wheel, "deltaY": -120, "modifiers": 2})
    until(lambda: "moved" if proof.place()[0] != scale else "")
    closer, *_ = proof.place()
    assert closer > scale * 1.3
    before = proof.place()
    chain = proof.to(450, 300).click_and_hold()
    chain.w3c_actions.pointer_action.move_by(40, 30)
    chain.release().perform()
    assert proof.place() == pytest.approx([before[0], before[1] + 40, before[2] + 30], abs=0.01)
    before = proof.place()
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80), ("touchEnd", 0)):
        points = [{"x": 300 - apart, "y": 300, "id": 1}, {"x": 300 + apart, "y": 300, "id": 2}] if apart else []
        proof.browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert proof.place()[0] == pytest.approx(before[0] * 2, rel=0.05)


def test_the_keyboard_alone_is_enough(proof: Proof) -> None:
    proof.browser.find("body")[0].click()
    start = proof.place()
    proof.keys("+", Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert proof.place()[0] > start[0]
    proof.keys("0")
    assert proof.place() == pytest.approx(start, abs=0.01)
    proof.keys("a", "a", "j")
    assert proof.browser.find(".line.here")[0].text == "纸船一直追到桥头。"
    proof.keys("s")
    assert proof.browser.find("#evidence")[0].is_displayed()
    proof.keys(Keys.ESCAPE, Keys.F8, "换")
    assert proof.browser.run("return document.activeElement.classList.contains('field')")
    proof.keys(Keys.F8, "字", Keys.ESCAPE, "?")
    assert proof.browser.find("#keys")[0].is_displayed()
    proof.keys(Keys.ESCAPE)
    assert not proof.browser.find("#keys")[0].is_displayed()
    assert "2 corrected" in proof.counts()
    reached = set()
    for _ in range(40):
        proof.keys(Keys.TAB)
        reached.add(proof.browser.run("const e = document.activeElement; return e.id || e.getAttribute('class')"))
    assert {"scan", "divider", "seam", "field", "seam-mark", "save", "next"} <= reached


def test_everything_that_can_be_reached_has_a_name(proof: Proof) -> None:
    tree = proof.browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = ("button", "textbox", "application", "main", "toolbar", "splitter", "dialog")
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if "role" in node]
    assert [role for role, name in named if role in roles and not name] == []
    assert ("textbox", "Article 1, paragraph 2") in named
    assert any(role == "button" and name.startswith("Seam 1 / 1, sure 0.97") for role, name in named)
    assert proof.browser.run("return document.documentElement.lang") == "en"
    proof.keys("l")
    assert proof.browser.run("return document.documentElement.lang") == "zh-Hans"
    assert proof.browser.find(BODY)[0].get_attribute("aria-label") == "第 1 篇，段 1"
    assert proof.counts() == "存疑 5 · 校正 0"


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_read_in_light_and_in_dark(dark: bool, browser: Browser, view: Path) -> None:
    proof = Proof(browser, view, dark=dark)
    colours = "const s = getComputedStyle(arguments[0]); return [s.color, s.backgroundColor]"
    ink_, paper = browser.run(colours, browser.find("body")[0])
    assert contrast(ink_, paper) >= 7
    assert (int(paper.split("(")[1].split(",")[0]) < 100) is dark
    assert contrast(ink_, browser.run(colours, browser.find("mark")[0])[1]) >= 4.5
    proof.keys("t", "t")  # as the system, light, dark
    assert int(browser.run(colours, browser.find("body")[0])[1].split("(")[1].split(",")[0]) < 100


def test_a_narrow_window_has_one_above_the_other(proof: Proof) -> None:
    narrow = {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": False}
    proof.browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        proof.browser.driver.refresh()
        assert proof.browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        boxes = proof.browser.run("return ['scan', 'articles'].map(i => document.getElementById(i).getBoundingClientRect().toJSON())")
        assert boxes[0]["bottom"] <= boxes[1]["top"] + 1
        assert min(box["height"] for box in boxes) > 200
    finally:
        proof.browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_hostile_text_is_inert_and_comes_out_as_it_went_in(browser: Browser, folder: Path) -> None:
    Image.new("L", HOSTILE.size, 255).save(folder / "hostile.png")
    page = replace(HOSTILE, source=str(folder / "hostile.png"))
    browser.log("browser")
    proof = Proof(browser, written(page, folder / "hostile.html"))
    assert browser.driver.title == "hostile.png – banmian"
    assert browser.find("#articles script, #articles img") == []
    assert browser.log("browser") == []
    assert proof.texts()[0] == TEXTS[0]
    assert len(proof.texts()[3]) == 10_000
    browser.find(BODY)[3].click()
    proof.keys("<b>")
    saved = proof.saved("hostile.corrected.json")
    jsonschema.validate(saved, page_json.schema())
    clean = page_json.plain(from_json.page(page_json.plain(page), "x"))
    long = saved["articles"][0]["paragraphs"][3]
    assert long["text"].replace("<b>", "") == TEXTS[3]
    assert long["lines"][0]["text"] == long["text"]
    assert len(long["text"]) == len(long["lines"][0]["confidences"]) == 10_003
    for one, other in zip(saved["articles"][0]["paragraphs"][:3], clean["articles"][0]["paragraphs"], strict=False):
        assert one == other
    again = from_json.page(saved, "again")
    assert FORMATS["html"].data([again])


def test_what_was_kept_for_another_page_is_set_aside(proof: Proof) -> None:
    key = proof.browser.run("return 'banmian proof ' + JSON.parse(document.getElementById('data').textContent).key")
    kept = json.dumps({"at": 1, "changes": [{"piece": 0, "start": 0, "removed": "别的", "inserted": "字", "cut": 0}]})
    proof.browser.run("localStorage.setItem(arguments[0], arguments[1])", key, kept)
    proof.browser.driver.refresh()
    assert "set aside" in proof.browser.status()
    assert proof.texts()[0] == proofed.FIRST


def test_a_text_without_a_scan_is_proofed_as_well(browser: Browser, folder: Path) -> None:
    bare = from_json.page({**page_json.plain(proofed.PAGE), "size": [0, 0], "source": "dump.txt"}, "x")
    proof = Proof(browser, written(bare, folder / "dump.html"))
    assert not browser.find("#scan")[0].is_displayed()
    proof.keys("n", Keys.ENTER, "浑")
    assert "浑" in proof.texts()[0]
    proof.keys(Keys.ESCAPE, "s", "+", "0")
    assert browser.log("browser") == []


PAN = """
const done = arguments[0], view = document.getElementById('scan'), frames = [];
let count = 0, last = performance.now();
const step = (now) => {
  frames.push(now - last);
  last = now;
  const by = count++ % 40 < 20 ? 30 : -30;
  view.dispatchEvent(new WheelEvent('wheel', {deltaX: by, deltaY: by, bubbles: true, cancelable: true}));
  if (count < 90) requestAnimationFrame(step); else done(frames.slice(10));
};
requestAnimationFrame(step);
"""


def test_a_page_of_thirty_megapixels_moves_at_the_screen_s_own_pace(browser: Browser, folder: Path) -> None:
    """The middle frame, so that a busy machine is forgiven a few late ones but not a page that always comes late."""
    size = (4600, 6600)
    noise = Image.effect_noise((1150, 1650), 90).resize(size)
    noise.save(folder / "large.jpg", quality=80)
    proof = Proof(browser, written(replace(proofed.PAGE, size=size, source=str(folder / "large.jpg")), folder / "large.html"))
    for _ in range(3):
        frames = []
        for _ in range(4):
            frames += browser.driver.execute_async_script(PAN)
            proof.keys("+", "+")
            proof.place()
        if sorted(frames)[len(frames) // 2] < 25:
            break
    assert sorted(frames)[len(frames) // 2] < 25
    proof.keys("0", "n")
    scale, *_ = proof.place()
    assert scale >= 1.3  # a doubtful character is shown larger than it was scanned, out of the finest tiles
    assert browser.log("browser") == []
