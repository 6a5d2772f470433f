"""The proof page in a real browser: what is corrected, undone, kept and saved; hostile text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
from PIL import Image
from selenium.webdriver.common.keys import Keys

from ocr.formats import FORMATS, from_json
from ocr.formats import json as page_json
from tests.diff.browser import Browser
from tests.formats import proofed
from tests.formats.hostile import HOSTILE, TEXTS
from tests.formats.proof import BODY, Proof, until, written


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
    assert "articles.0.paragraphs.0.text at 12: 清清 → 浑" in [
        f"{key}: {value}" for key, value in step["details"].items()
    ]
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
    const names = {inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true};
    arguments[0].dispatchEvent(new InputEvent('beforeinput', names));
    """
    proof.browser.run(paste, field)
    assert proof.texts(".headline .field")[0] == "新渠<b>"
    assert proof.browser.find(".headline b, .headline img") == []


def test_composed_characters_come_in_when_they_are_done(proof: Proof) -> None:
    proof.browser.find(".headline .field")[0].click()
    proof.keys(Keys.HOME)
    proof.browser.driver.execute_cdp_cmd(
        "Input.imeSetComposition", {"text": "qu", "selectionStart": 2, "selectionEnd": 2}
    )
    assert proof.counts().endswith("0 corrected")
    proof.browser.driver.execute_cdp_cmd("Input.insertText", {"text": "渠"})
    assert proof.texts(".headline .field")[0] == "渠老水渠又响起来了"
    assert proof.saved()["articles"][0]["title"] == "渠老水渠又响起来了"


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
    assert json.loads(proof.browser.run("return localStorage.getItem(arguments[0] + ' set aside')", key)) == json.loads(
        kept
    )
    assert proof.texts()[0] == proofed.FIRST


def test_a_text_without_a_scan_is_proofed_as_well(browser: Browser, folder: Path) -> None:
    bare = from_json.page({**page_json.plain(proofed.PAGE), "size": [0, 0], "source": "dump.txt"}, "x")
    proof = Proof(browser, written(bare, folder / "dump.html"))
    assert not browser.find("#scan")[0].is_displayed()
    proof.keys("n", Keys.ENTER, "浑")
    assert "浑" in proof.texts()[0]
    proof.keys(Keys.ESCAPE, "s", "+", "0")
    assert browser.log("browser") == []


def test_the_button_says_whether_what_is_kept_was_saved(proof: Proof) -> None:
    def dirty() -> bool:
        return "dirty" in str(proof.browser.find("body")[0].get_attribute("class"))

    assert not dirty()
    proof.keys("n", Keys.ENTER, "浑", Keys.ESCAPE)
    assert dirty()
    proof.saved()
    assert not dirty()
    proof.keys("u")
    assert dirty()
    proof.keys("n", Keys.ENTER, "静", Keys.ESCAPE)
    assert dirty()  # as many changes as were saved, but others


def test_two_windows_of_one_page_show_the_same(proof: Proof) -> None:
    driver = proof.browser.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    try:
        driver.get(proof.path.as_uri())
        proof.keys("n", Keys.ENTER, "浑", Keys.ESCAPE)
        changed = proof.texts()[0]
        driver.close()
    finally:
        driver.switch_to.window(first)
    assert "浑" in changed
    assert until(lambda: changed if proof.texts()[0] == changed else "") == changed


def test_a_composition_given_up_leaves_the_text_as_it_was(proof: Proof) -> None:
    proof.keys("n", Keys.ENTER)  # a doubtful place is selected
    driver = proof.browser.driver
    proof.browser.find(".headline .field")[0].click()
    driver.execute_cdp_cmd("Input.imeSetComposition", {"text": "qu", "selectionStart": 2, "selectionEnd": 2})
    driver.execute_cdp_cmd("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    assert proof.texts(".headline .field")[0] == "老水渠又响起来了"
    assert proof.counts() == "5 doubtful · 0 corrected"
