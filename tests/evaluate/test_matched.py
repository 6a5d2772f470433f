"""Which story is which, before anything is counted."""

from __future__ import annotations

from dataclasses import replace

from ocr.evaluate import PageText, Story, from_json, measure
from ocr.evaluate.matched import match
from tests.evaluate.texts import BRIDGE, PAGE, STORIES


def test_stories_of_a_title_alone_are_paired_by_it() -> None:
    truth = PageText((*STORIES, Story(title="图片新闻：渠水清清", captions=("渠水流过三个村。",))))
    output = replace(truth, stories=truth.stories[::-1])
    assert match(truth, output).pairs == {0: 2, 1: 1, 2: 0}


def test_an_output_against_plain_text_is_strung_together_in_its_order() -> None:
    text = "".join((*STORIES[1].heads, *STORIES[1].paragraphs, *STORIES[0].heads, *STORIES[0].paragraphs))
    plain = PageText((Story(paragraphs=(text,)),), articles_known=False, fields_known=False)
    report = measure(plain, PAGE)
    assert report.cer.value == 0
    assert report.splits == 0


def test_optional_text_is_out_of_the_comparison_and_the_others_keep_their_numbers() -> None:
    notice = "甜水井汽水清凉解渴，城里各大商店均有出售，凭空瓶可换新瓶。"
    truth = replace(PAGE, optional=(notice,))
    found = match(truth, replace(PAGE, stories=(Story(paragraphs=(notice,)), *STORIES)))
    assert found.kept == (1, 2)
    assert found.pairs == {0: 0, 1: 1}


def test_the_cer_of_paired_stories_leaves_out_those_without_a_pair() -> None:
    report = measure(PAGE, replace(PAGE, stories=STORIES[:1]))
    assert report.matched_cer.value == 0
    assert report.matched_cer.length == report.stories[0].length
    assert report.article_cer.value > 0.3


def test_a_caption_listed_with_the_furniture_is_no_furniture() -> None:
    article = {"title": "桥", "paragraphs": [BRIDGE[0]], "captions": ["桥头的灯笼。"]}
    both = {
        "articles": [article],
        "furniture": [
            {"kind": "caption", "text": "桥头的灯笼。"},
            {"kind": "caption", "text": "另一幅图。"},
            {"kind": "header", "text": "第三版"},
        ],
    }
    page = from_json(both)
    assert (page.furniture, page.captions) == (("第三版",), ("另一幅图。",))
    assert measure(page, page).leaked.value == 0
