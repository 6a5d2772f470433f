"""Reports: what each fault of a reading does to the figures."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.errors import InputError
from ocr.evaluate import PageText, Report, Story, combine, from_json, from_page, measure
from ocr.geometry import Direction, Transform
from ocr.page import Article, Furniture, Kind, Page, Paragraph
from tests.evaluate.texts import BRIDGE, PAGE, STORIES, TEA


def with_stories(*stories: Story) -> PageText:
    return replace(PAGE, stories=stories)


def test_a_page_against_itself_is_right_in_every_figure() -> None:
    figures = measure(PAGE, PAGE).figures()
    best_is_one = {"articles", "titles", "seams", "successor_f1", "b_cubed_precision", "b_cubed_recall", "b_cubed_f"}
    best_is_one |= {"kicker", "subtitle", "byline", "dateline", "flexible_accuracy"}
    assert {name for name, value in figures.items() if value == 1} == best_is_one
    assert {name for name, value in figures.items() if value == 0} == figures.keys() - best_is_one


def test_the_order_of_stories_costs_nothing() -> None:
    assert measure(PAGE, with_stories(*reversed(STORIES))).figures() == measure(PAGE, PAGE).figures()


def test_two_stories_in_one_are_a_merge_and_only_one_is_paired() -> None:
    merged = replace(STORIES[0], paragraphs=BRIDGE + TEA)
    report = measure(PAGE, with_stories(merged))
    assert (report.splits, report.merges) == (0, 1)
    assert report.articles.value == 0
    assert report.b_cubed.recall == 1
    assert report.b_cubed.precision < 1


def test_a_story_in_two_is_a_split() -> None:
    halves = replace(STORIES[0], paragraphs=BRIDGE[:1]), Story(paragraphs=BRIDGE[1:])
    report = measure(PAGE, with_stories(*halves, STORIES[1]))
    assert (report.splits, report.merges) == (1, 0)
    assert report.b_cubed.precision == 1
    assert report.b_cubed.recall < 1
    assert report.lost.value == 0


def test_paragraphs_out_of_order_cost_cer_and_order_but_not_the_flexible_rate() -> None:
    report = measure(PAGE, with_stories(replace(STORIES[0], paragraphs=(BRIDGE[1], BRIDGE[0], BRIDGE[2])), STORIES[1]))
    assert report.flexible.value == 0
    assert report.gap > 0.1
    assert report.order.value > 0
    assert measure(PAGE, PAGE).successors != report.successors


def test_a_column_break_read_across_the_page_is_a_lost_seam() -> None:
    first, rest = BRIDGE[0].split("市的路")
    across = replace(STORIES[0], paragraphs=(first + BRIDGE[1], "市的路" + rest))
    assert measure(PAGE, with_stories(across, STORIES[1])).seams.value == 0


def test_furniture_printed_in_a_story_is_a_leak() -> None:
    leaky = replace(STORIES[0], paragraphs=(*BRIDGE, "本版责编：何田田"))
    assert measure(PAGE, replace(PAGE, furniture=("第三版 要闻",), stories=(leaky, STORIES[1]))).leaked.errors == 8
    assert measure(PAGE, with_stories(leaky, STORIES[1])).leaked.errors == 0, "in place, and a copy"


def test_a_paragraph_in_no_story_is_lost_though_it_is_kept_as_unplaced() -> None:
    output = replace(PAGE, stories=(replace(STORIES[0], paragraphs=BRIDGE[:2]), STORIES[1]), unplaced=BRIDGE[2:])
    report = measure(PAGE, output)
    assert report.lost.errors == len(BRIDGE[2])
    assert report.articles.value == 0.5


def test_a_paragraph_printed_twice_is_repeated() -> None:
    report = measure(PAGE, with_stories(replace(STORIES[0], paragraphs=(*BRIDGE, BRIDGE[1])), STORIES[1]))
    assert report.repeated.errors == len(BRIDGE[1])
    assert report.rightly_repeated_lost == 0


def test_a_paragraph_rightly_said_twice_and_printed_once_is_counted() -> None:
    twice = with_stories(replace(STORIES[0], paragraphs=(*BRIDGE, BRIDGE[1])), STORIES[1])
    report = measure(twice, PAGE)
    assert report.rightly_repeated_lost == len(BRIDGE[1])
    assert report.repeated.errors == 0


def test_a_title_slightly_misread_is_found_and_one_that_is_half_there_is_not() -> None:
    near, half = replace(STORIES[0], title="石拱桥重薪通车"), replace(STORIES[0], title="石拱桥")
    assert measure(PAGE, with_stories(near, STORIES[1])).titles.value == 1
    assert measure(PAGE, with_stories(half, STORIES[1])).titles.value == 0.5


def test_a_jump_line_in_the_text_costs_nothing() -> None:
    jump = replace(STORIES[0], paragraphs=(*BRIDGE[:2], BRIDGE[2] + "（下转第四版）"))
    assert measure(PAGE, with_stories(jump, STORIES[1])).article_cer.value == 0


def test_optional_text_may_be_printed_or_left_out() -> None:
    advertisement = "甜水井汽水清凉解渴，城里各大商店均有出售，凭空瓶可换新瓶。"
    truth = replace(PAGE, optional=(advertisement,))
    printed = with_stories(*STORIES, Story(paragraphs=(advertisement,)))
    assert measure(truth, PAGE).article_cer.value == 0
    assert measure(truth, printed).figures() == measure(truth, PAGE).figures()


def test_heads_may_stand_in_the_body_when_the_truth_has_them_there() -> None:
    truth = PageText(
        stories=tuple(replace(s, paragraphs=("".join(s.heads), *s.paragraphs)) for s in STORIES), heads_in_body=True
    )
    assert measure(truth, replace(PAGE, furniture=())).article_cer.value == 0
    assert measure(truth, replace(PAGE, furniture=())).cer.value == 0


def test_empty_pages_are_defined() -> None:
    assert measure(PageText(), PageText()).cer.value == 0
    assert measure(PAGE, PageText()).article_cer.value == 1
    assert measure(PAGE, PageText()).lost.value == 1
    assert measure(PageText(), PAGE).article_cer.value == 1
    assert measure(PAGE, PageText()).articles.value == 0


def test_pages_are_summed_character_by_character() -> None:
    short = PageText(stories=(Story(paragraphs=(TEA[1],)),))
    both = combine([measure(PAGE, PAGE), measure(short, PageText())])
    assert both.pages == 2
    assert both.article_cer.errors == measure(short, PageText()).article_cer.errors
    assert both.article_cer.length == sum(measure(p, p).article_cer.length for p in (PAGE, short))
    assert len(both.stories) == 3
    assert combine([]) == Report()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="桥河灯石匠春茶坡，。", max_size=30), max_size=5), st.data())
def test_the_flexible_rate_is_never_above_the_cer_and_no_rate_is_negative(
    texts: list[str], data: st.DataObject
) -> None:
    output = data.draw(st.permutations(texts))
    report = measure(PageText((Story(paragraphs=tuple(texts)),)), PageText((Story(paragraphs=tuple(output[1:])),)))
    assert 0 <= report.flexible.value <= report.cer.value
    assert all(report.figures()[name] >= 0 for name in ("cer", "lost", "repeated", "leaked", "order", "bag", "gap"))


def test_output_json_and_truth_json_give_the_same_text() -> None:
    truth = {"articles": [{"title": "桥", "byline": None, "paragraphs": ["通车了。"], "breaks": [["通", "车"]]}]}
    output = {"articles": [{"title": "桥", "paragraphs": [{"kind": "body", "text": "通车了。", "lines": []}]}]}
    assert from_json(truth).stories[0].breaks == (("通", "车"),)
    assert measure(from_json(truth), from_json(output)).articles.value == 1


@pytest.mark.parametrize("data", [[], None, "桥", {"articles": "桥"}, {"articles": ["桥"]}, {"pages": []}])
def test_json_without_articles_is_refused_by_name(data: object) -> None:
    with pytest.raises(InputError, match=r"page\.json: .*articles"):
        from_json(data, "page.json")


def test_a_page_as_the_pipeline_gives_it_is_read_with_its_fields() -> None:
    article = Article(id="a01", title="桥", paragraphs=(Paragraph(Kind.BODY, "通车了。"),), captions=("桥头。",))
    page = Page(
        source="scan",
        number=1,
        size=(10, 10),
        dpi=None,
        direction=Direction.HORIZONTAL,
        to_scan=Transform(),
        articles=(article,),
        furniture=(Furniture(Kind.CREDIT, "责编"),),
        unplaced=(Paragraph(Kind.BODY, "散句。"),),
    )
    text = from_page(page)
    assert text.stories[0].paragraphs == ("通车了。",)
    assert (text.furniture, text.unplaced, text.stories[0].captions) == (("责编",), ("散句。",), ("桥头。",))
