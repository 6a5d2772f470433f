"""Kicker, headline, deck and byline, and what they govern."""

from dataclasses import replace

import pytest

from ocr.geometry import Box
from ocr.page import Frame, Kind
from ocr.profile import load
from ocr.reconstruct.banners import with_banners
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.heads import group_heads
from ocr.reconstruct.kinds import name_kinds
from tests.reconstruct.desk import COLUMN, Desk, broken
from tests.reconstruct.stories import BEES, FERRY, MORE_FERRY, TRAIN

LEFT, MIDDLE = 60, 60 + COLUMN + 30


def test_the_largest_type_of_a_stack_is_the_headline_what_stands_around_it_kicker_and_deck() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["停航七年的木船下水了"], 130, 40, 26)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 110, 80, 50)
    desk.lines(Kind.HEADLINE, ["——石桥村的第一班船"], 130, 140, 26)
    desk.lines(Kind.BODY, ["本报记者 何小舟"], 200, 185)
    desk.column("\n".join(FERRY), LEFT, 240)
    article = desk.read().articles[0]
    assert (article.kicker, article.title) == ("停航七年的木船下水了", "老渡口重新开放")
    assert (article.subtitle, article.byline) == ("——石桥村的第一班船", "本报记者 何小舟")


def test_a_headline_cut_in_two_blocks_is_one_title() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["石桥村的老渡口昨"], 80, 40, 40)
    desk.lines(Kind.HEADLINE, ["天重新开放"], 140, 95, 40)
    desk.column("\n".join(FERRY), LEFT, 180)
    assert desk.read().articles[0].title == "石桥村的老渡口昨天重新开放"


@pytest.mark.parametrize("read", ["OO", "□+30A", "可", ""])
def test_heading_type_that_says_nothing_heads_no_story_and_leads_no_title(read: str) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 110, 80, 34)
    desk.lines(Kind.HEADLINE, [read], 150, 125, 60)
    desk.column("\n".join(FERRY), LEFT, 240)
    assert [article.title for article in desk.read().articles] == ["老渡口重新开放"]


@pytest.mark.parametrize("at", [10, 21])
def test_a_column_rule_parts_two_headlines_though_one_of_them_is_found_to_touch_it(at: int) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT, 60, 50)
    desk.lines(Kind.HEADLINE, ["旧车站读书"], MIDDLE - 20, 60, 50)
    end = LEFT + 250
    desk.rule(end + at, 40, end + at + 2, 600)
    desk.column("\n".join(FERRY), LEFT, 130)
    desk.column("\n".join(TRAIN), MIDDLE, 130)
    assert {article.title for article in desk.read().articles} == {"老渡口重新", "旧车站读书"}


def test_two_headlines_side_by_side_are_two_stories() -> None:
    desk = Desk()
    for left, title, story in ((LEFT, "老渡口重新开放", FERRY), (MIDDLE, "旧站里的图书馆", TRAIN)):
        desk.lines(Kind.HEADLINE, [title], left, 60, 34)
        desk.column("\n".join(story), left, 140)
    assert [article.title for article in desk.read().articles] == ["老渡口重新开放", "旧站里的图书馆"]


def test_a_byline_glued_to_the_deck_is_told_by_its_words() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 110, 80, 50)
    desk.lines(Kind.HEADLINE, ["七年后第一班船", "本报记者 何小舟"], 130, 145, 26)
    desk.column("\n".join(FERRY), LEFT, 240)
    article = desk.read().articles[0]
    assert (article.title, article.subtitle, article.byline) == ("老渡口重新开放", "七年后第一班船", "本报记者 何小舟")


def test_a_banner_over_two_stories_takes_no_text_and_names_its_parts() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["山水之间看变化"], 100, 40, 64)
    desk.rule(LEFT, 130, MIDDLE + COLUMN, 132)
    for left, title, story in ((LEFT, "老渡口重新开放", FERRY), (MIDDLE, "旧站里的图书馆", TRAIN)):
        desk.lines(Kind.HEADLINE, [title], left, 160, 34)
        desk.column("\n".join(story), left, 240)
    banner, *parts = desk.read().articles
    assert banner.title == "山水之间看变化"
    assert not banner.paragraphs
    assert banner.parts == tuple(part.id for part in parts)


def test_a_rule_across_the_page_parts_a_banner_from_the_only_head_under_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["山水之间看变化"], 110, 40, 54)
    desk.rule(LEFT, 125, MIDDLE + COLUMN, 127)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 160, 34)
    desk.column(FERRY[0], LEFT, 230)
    desk.column("\n".join(FERRY[1:]), MIDDLE, 160)
    banner, ferry = desk.read().articles
    assert (banner.title, banner.paragraphs) == ("山水之间看变化", ())
    assert [paragraph.text for paragraph in ferry.paragraphs] == list(FERRY)


def test_an_editors_note_under_a_banner_is_its_text() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["山水之间看变化"], 100, 40, 64)
    desk.lines(Kind.BODY, ["编者按：今天起，本报刊出一组来自山村的报道。"], LEFT, 125)
    desk.rule(LEFT, 160, MIDDLE + COLUMN, 162)
    for left, title, story in ((LEFT, "老渡口重新开放", FERRY), (MIDDLE, "旧站里的图书馆", TRAIN)):
        desk.lines(Kind.HEADLINE, [title], left, 190, 34)
        desk.column("\n".join(story), left, 270)
    banner = desk.read().articles[0]
    assert [(p.kind, p.text) for p in banner.paragraphs] == [
        (Kind.NOTE, "编者按：今天起，本报刊出一组来自山村的报道。")
    ]
    assert len(banner.parts) == 2


@pytest.mark.parametrize("low", [0, 40, 80])
def test_a_head_in_the_middle_of_the_page_with_text_on_both_sides_is_no_banner(low: int) -> None:
    """Heads of other columns begin a little below it, one left and one right: a row, but not of its own."""
    right = MIDDLE + COLUMN + 30
    desk = Desk()
    for left, story in ((LEFT, FERRY), (right, TRAIN)):
        desk.lines(Kind.HEADLINE, ["老渡口重新开放" if story is FERRY else "旧站里的图书馆"], left, 40, 34)
        desk.column("\n".join(story), left, 100)
    foot = max(block.box.bottom for block in desk.blocks)
    desk.lines(Kind.HEADLINE, ["槐花蜜卖到城里"], MIDDLE, foot - 60, 36)
    desk.column("\n".join(BEES), MIDDLE, foot + 40)
    for left, title in ((LEFT, "粮仓换了新顶"), (right, "晒场边的小学校")):
        desk.lines(Kind.HEADLINE, [title], left, foot + 30 + low, 34)
        desk.column("\n".join(BEES[::-1]), left, foot + 90 + low)
    found = next(article for article in desk.read().articles if article.title == "槐花蜜卖到城里")
    assert [paragraph.text for paragraph in found.paragraphs] == list(BEES)
    assert not found.parts


def test_a_small_heading_in_a_column_is_a_subhead_where_the_text_flows_on() -> None:
    under, rest = broken(FERRY[1:], 3)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 150, 40, 56)
    desk.column(FERRY[0], LEFT, 140)
    desk.lines(Kind.HEADLINE, ["修船的人"], LEFT + 80, 250, 25)
    desk.column(under, LEFT, 300)
    desk.column(rest, MIDDLE, 140)
    article = desk.read().articles[0]
    assert [p.kind for p in article.paragraphs] == [Kind.BODY, Kind.SUBHEAD, Kind.BODY, Kind.BODY]
    assert article.paragraphs[2].text == FERRY[1]


def test_a_small_heading_as_large_as_the_head_over_the_column_begins_a_story() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 26)
    desk.column("本报青岭6月3日电（记者田禾）" + "\n".join(FERRY), LEFT, 90)
    foot = desk.blocks[-1].box.bottom
    desk.lines(Kind.HEADLINE, ["槐花蜜卖到城里"], LEFT, foot + 28, 26)
    desk.column("\n".join(BEES), LEFT, foot + 78)
    assert [article.title for article in desk.read().articles] == ["老渡口重新开放", "槐花蜜卖到城里"]


@pytest.mark.parametrize(
    ("line", "deck", "byline"), [("电压稳了 机器敢开了", True, ""), ("田禾 石雨收", False, "田禾 石雨收")]
)
def test_two_short_phrases_under_a_head_are_its_deck_unless_they_are_names(line: str, deck: bool, byline: str) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 40)
    desk.lines(Kind.DECK, [line], LEFT, 96, 23)
    desk.column("\n".join(FERRY), LEFT, 150)
    article = desk.read().articles[0]
    assert (article.subtitle, article.byline) == (line if deck else "", byline)


def test_headlines_of_two_columns_are_two_whatever_the_measure_given_to_them() -> None:
    desk = Desk()
    for left, title, story in ((LEFT, "渡口开了", FERRY), (MIDDLE, "旧站里的图书馆", TRAIN)):
        block = desk.lines(Kind.HEADLINE, [title], left, 60, 34)
        desk.blocks[-1] = replace(block, box=replace(block.box, right=left + COLUMN))
        desk.column("\n".join(story), left, 120)
    assert [article.title for article in desk.read().articles] == ["渡口开了", "旧站里的图书馆"]


@pytest.mark.parametrize(("line", "byline"), [("敲门的暗号", ""), ("田禾收", "田禾收")])
def test_a_short_line_over_a_column_is_its_byline_when_it_begins_with_a_surname(line: str, byline: str) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.column(FERRY[0], LEFT, 110)
    desk.column(">" + line + "\n" + "\n".join(FERRY[1:]), MIDDLE, 110)
    made = desk.read().articles[0]
    assert made.byline == byline
    assert "".join(p.text for p in made.paragraphs) == FERRY[0] + (line if not byline else "") + "".join(FERRY[1:])


def test_columns_beside_a_narrow_head_begin_at_its_top_and_belong_to_it() -> None:
    """Over its second column another story of the same ferry ends, with a paragraph as well."""
    desk = Desk()
    upper, lower = broken(FERRY, 5)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 200, 40, 50)
    desk.column(upper, LEFT, 120)
    desk.column(lower, MIDDLE, 120)
    top = max(block.box.bottom for block in desk.blocks) + 50
    desk.lines(Kind.HEADLINE, ["船头装了灯"], LEFT, top, 34)
    desk.column(MORE_FERRY[0], LEFT, top + 60)
    desk.column(MORE_FERRY[1], MIDDLE, top)
    made = {article.title: tuple(p.text for p in article.paragraphs) for article in desk.read().articles}
    assert made == {"老渡口重新开放": FERRY, "船头装了灯": MORE_FERRY}


def test_a_small_heading_over_a_dateline_begins_a_story() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.column("\n".join(FERRY), LEFT, 120)
    desk.lines(Kind.HEADLINE, ["槐花蜜卖到城里"], LEFT, 560, 26)
    desk.column("本报青岭6月3日电（记者田禾）" + "\n".join(BEES), LEFT, 610)
    made = desk.read()
    assert [article.title for article in made.articles] == ["老渡口重新开放", "槐花蜜卖到城里"]
    assert made.articles[1].byline == "记者田禾"
    assert made.articles[1].dateline.startswith("本报青岭6月3日电")


def test_a_small_line_at_the_top_of_a_later_column_is_a_subhead_of_the_text_and_no_deck() -> None:
    desk = Desk()
    right = MIDDLE + COLUMN + 30
    desk.lines(Kind.HEADLINE, ["老渡口七年以后重新开放了"], LEFT, 40, 70)
    first, second = broken(FERRY, 4)
    desk.column(first, LEFT, 150)
    desk.column(second, MIDDLE, 150)
    desk.lines(Kind.SUBHEAD, ["夜里过河不用手电"], right + 40, 150, 24)
    desk.column("\n".join(MORE_FERRY), right, 200)
    (article,) = desk.read().articles
    assert article.subtitle == ""
    assert [p.text for p in article.paragraphs if p.kind is Kind.SUBHEAD] == ["夜里过河不用手电"]
    assert article.paragraphs[-1].text == MORE_FERRY[-1]


def test_a_heading_under_a_picture_beside_its_caption_heads_the_caption_and_no_column_takes_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.column("\n".join((*FERRY, *MORE_FERRY)), LEFT, 100)
    desk.pictures.append(Box(MIDDLE, 100, MIDDLE + 700, 300))
    desk.lines(Kind.HEADLINE, ["蜂箱摆到山腰"], MIDDLE + 10, 312, 36)
    desk.lines(
        Kind.CAPTION, ["青岭乡的蜂农今年收蜜八万斤，蜂箱摆到", "山腰，采蜜的蜂群绕着槐树飞。"], MIDDLE + 280, 308
    )
    first, second = desk.read().articles
    assert (first.title, first.captions) == ("老渡口重新开放", ())
    assert (second.title, second.paragraphs[0].text[:8]) == ("蜂箱摆到山腰", "青岭乡的蜂农今年")


def test_a_head_with_its_own_text_left_of_a_box_with_a_small_heading_is_no_banner() -> None:
    desk = Desk()
    right = MIDDLE + COLUMN + 30
    desk.lines(Kind.HEADLINE, ["老渡口七年以后重新开放了"], LEFT, 40, 70)
    desk.column("\n".join(FERRY), LEFT, 150)
    desk.frames.append(Frame("f1", Box(right - 14, 140, right + COLUMN + 14, 500)))
    desk.rule(right - 14, 140, right - 12, 500)
    desk.lines(Kind.HEADLINE, ["相关链接"], right, 150, 30, frame="f1")
    desk.column("\n".join(BEES), right, 210, frame="f1")
    conventions = Conventions(load())
    sheet = name_kinds(canonical(desk.layout(), desk.runs), conventions)
    heads = with_banners(group_heads(sheet, conventions), sheet)
    assert [head.banner for head in heads] == [False, False]
    by_title = {article.title: article for article in desk.read().articles}
    assert [p.text for p in by_title["相关链接"].paragraphs] == list(BEES)
    assert [p.text for p in by_title["老渡口七年以后重新开放了"].paragraphs] == list(FERRY)


def test_small_headings_of_one_type_in_a_column_are_all_subheads_though_a_signed_lead_stands_over_the_first() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["旧站老渡口新事"], LEFT, 40, 36)
    lead = desk.column("\n".join((BEES[0], ">本报记者 何小舟/文")), LEFT, 110)
    desk.rule(LEFT, lead.box.bottom + 14, LEFT + COLUMN, lead.box.bottom + 16)
    top = lead.box.bottom + 44
    for heading, text in (("老船下水", FERRY[:2]), ("夜里过河", MORE_FERRY[:1]), ("石阶铺平", MORE_FERRY[1:])):
        desk.lines(Kind.SUBHEAD, [heading], LEFT + 90, top, 21)
        top = desk.column("\n".join(text), LEFT, top + 40).box.bottom + 30
    (article,) = desk.read().articles
    assert [p.text for p in article.paragraphs if p.kind is Kind.SUBHEAD] == ["老船下水", "夜里过河", "石阶铺平"]
    assert article.paragraphs[-1].text == MORE_FERRY[-1]


@pytest.mark.parametrize(("label", "text_between"), [("相关新闻", False), ("相关新闻", True), ("旧事重提", False)])
def test_a_label_right_over_a_headline_takes_nothing_of_what_stands_under_both(label: str, text_between: bool) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, [label], LEFT, 40, 30)
    desk.lines(Kind.HEADLINE, ["旧站老渡口新事"], LEFT + 270, 90, 60)
    desk.column("\n".join(FERRY), LEFT, 100 if text_between else 190)
    told = [(a.kicker, a.title, [p.text for p in a.paragraphs]) for a in desk.read().articles]
    if text_between:
        assert ("", label, list(FERRY)) in told
    elif label == "相关新闻":
        assert told == [(label, "旧站老渡口新事", list(FERRY))]
    else:  # it may be the head of more than this story
        assert told == [("", label, []), ("", "旧站老渡口新事", list(FERRY))]


def test_briefs_parted_by_short_rules_are_stories_of_their_own_though_one_goes_on_in_the_next_column() -> None:
    first, rest = broken(MORE_FERRY, 3)
    desk = Desk()
    top = desk.column("*渡口添了灯\n" + FERRY[0], 60, 120).box.bottom
    desk.rule(150, top + 25, 230, top + 27)
    desk.column("*果园来了蜂\n" + BEES[0], 60, top + 50)
    last = desk.blocks[-1].box.bottom
    desk.rule(150, last + 25, 230, last + 27)
    desk.column("*早班船加开\n" + first, 60, last + 50)
    desk.column(rest, 60 + COLUMN + 30, 120)
    titles = [article.title for article in desk.read().articles]
    assert titles[-2:] == ["果园来了蜂", "早班船加开"]
    story = desk.read().articles[-1]
    assert "".join(p.text for p in story.paragraphs) == "".join(MORE_FERRY)


def test_a_long_text_without_a_head_that_begins_as_one_does_is_an_article_and_its_columns_are_read_in_order() -> None:
    story = (*FERRY, *MORE_FERRY, *TRAIN)
    first, rest = broken(story, 14)
    desk = Desk()
    desk.column(first, 60, 120)
    desk.column(rest, 60 + COLUMN + 30, 120)
    made = desk.read()
    assert [article.title for article in made.articles] == [""]
    assert [p.text for p in made.articles[0].paragraphs] == list(story)
    assert made.unplaced == ()


def test_a_few_lines_without_a_head_stay_unplaced() -> None:
    desk = Desk()
    desk.column(FERRY[0][:40], 60, 120)
    assert desk.read().articles == ()


def test_subheads_at_the_tops_of_columns_do_not_part_a_headline_from_its_deck() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 200, 20, 80)
    desk.lines(Kind.DECK, ["两岸村民盼了多年"], 380, 125, 28)
    desk.column("\n".join(FERRY), 60, 180)
    for number, (words, text) in enumerate((("修船的人", MORE_FERRY), ("等船的人", TRAIN)), start=1):
        left = 60 + number * (COLUMN + 30)
        desk.lines(Kind.SUBHEAD, [words], left + 90, 176, 21)
        desk.column("\n".join(text), left, 210)
    articles = desk.read().articles
    assert [(a.title, a.subtitle) for a in articles] == [("老渡口重新开放", "两岸村民盼了多年")]


def test_a_label_over_two_headlines_side_by_side_makes_them_no_one_head() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["相关新闻"], LEFT, 50, 20)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT + 10, 85, 34)
    desk.lines(Kind.HEADLINE, ["青岭蜜蜂采蜜忙"], MIDDLE + 10, 85, 34)
    desk.column("\n".join(FERRY), LEFT, 150)
    desk.column("\n".join(BEES), MIDDLE, 150)
    told = {article.title: [p.text for p in article.paragraphs] for article in desk.read().articles}
    assert told["老渡口重新开放"] == list(FERRY)
    assert told["青岭蜜蜂采蜜忙"] == list(BEES)


def test_a_head_over_two_columns_with_a_rule_between_is_no_banner_of_a_box_beside_it() -> None:
    desk = Desk()
    left, right = 60 + COLUMN + 60, 60 + 2 * COLUMN + 90
    desk.frames.append(Frame("f1", Box(30, 138, 60 + COLUMN + 30, 400)))
    desk.lines(Kind.HEADLINE, ["更正"], 160, 150, 28, frame="f1")
    desk.column(BEES[0], 60, 200, frame="f1")
    desk.lines(Kind.HEADLINE, ["老渡口七年以后开放"], left + 50, 60, 50)
    first, second = broken(FERRY, 5)
    desk.column(first, left, 140)
    desk.column(second, right, 140)
    desk.rule(left + COLUMN + 14, 138, left + COLUMN + 16, 300)
    told = {article.title: [p.text for p in article.paragraphs] for article in desk.read().articles}
    assert told == {"更正": [BEES[0]], "老渡口七年以后开放": list(FERRY)}


def test_briefs_under_a_label_leave_it_without_text_rather_than_the_first_of_them_without_its_head() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["一周短波"], LEFT + 90, 60, 34)
    foot = desk.column("*渡口添了灯\n" + FERRY[0], LEFT, 180).box.bottom
    desk.rule(LEFT + 90, foot + 25, LEFT + 170, foot + 27)
    desk.column("*果园来了蜂\n" + BEES[0], LEFT, foot + 50)
    told = {a.title: [p.text for p in a.paragraphs] for a in desk.read().articles if a.paragraphs}
    assert told == {"渡口添了灯": [FERRY[0]], "果园来了蜂": [BEES[0]]}


def test_a_small_heading_right_under_a_text_among_subheads_of_much_its_size_is_one_more() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口停了七年以后重新开放"], LEFT, 40, 70)
    top = desk.column("\n".join(FERRY[:1]), LEFT, 150).box.bottom + 30
    for heading, text, size in (
        ("老船下水", FERRY[1:], 28),
        ("夜里过河", MORE_FERRY[:1], 29),
        ("石阶铺平", MORE_FERRY[1:], 31),
    ):
        desk.lines(Kind.SUBHEAD if size < 31 else Kind.HEADLINE, [heading], LEFT + 70, top, size)
        top = desk.column("\n".join(text), LEFT, top + 50).box.bottom + 30
    # a head in the type of the last one that heads a story
    desk.lines(Kind.HEADLINE, ["槐花蜜丰收"], LEFT + 2 * (COLUMN + 30), 100, 31)
    desk.column("\n".join(("本报青岭9月12日电（记者 田小满）" + BEES[0], *BEES[1:])), LEFT + 2 * (COLUMN + 30), 150)
    told = {article.title: article for article in desk.read().articles}
    assert set(told) == {"老渡口停了七年以后重新开放", "槐花蜜丰收"}
    ferry = told["老渡口停了七年以后重新开放"]
    assert [p.text for p in ferry.paragraphs if p.kind is Kind.SUBHEAD] == ["老船下水", "夜里过河", "石阶铺平"]


def test_one_heading_under_a_short_rule_makes_no_briefs_of_a_story_s_subheads_in_its_type() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口停了七年以后重新开放"], LEFT, 40, 70)
    top = desk.column("\n".join(FERRY[:1]), LEFT, 150).box.bottom + 30
    for heading, text in (("老船下水", FERRY[1:]), ("夜里过河", MORE_FERRY[:1]), ("石阶铺平", MORE_FERRY[1:])):
        desk.lines(Kind.SUBHEAD, [heading], LEFT + 70, top, 26)
        top = desk.column("\n".join(text), LEFT, top + 50).box.bottom + 30
    desk.rule(LEFT + 90, top, LEFT + 170, top + 2)
    desk.lines(Kind.SUBHEAD, ["槐花蜜丰收"], LEFT + 70, top + 30, 26)
    desk.column("\n".join(BEES), LEFT, top + 80)
    told = {article.title: article for article in desk.read().articles}
    assert set(told) == {"老渡口停了七年以后重新开放", "槐花蜜丰收"}
    assert [p.text for p in told["槐花蜜丰收"].paragraphs] == list(BEES)


@pytest.mark.parametrize(("left", "deck"), [(560, True), (760, False)])
def test_a_deck_with_a_dash_may_begin_past_the_headline_s_end_and_not_far_from_it(left: int, *, deck: bool) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["石桥村的老渡口重新"], LEFT, 40, 50)
    desk.lines(Kind.HEADLINE, ["——何大河和他的木船"], left, 100, 28)
    first, second = broken(FERRY, 5)
    desk.column(first, LEFT, 170)
    desk.column(second, MIDDLE, 170)
    assert any(article.subtitle.endswith("何大河和他的木船") for article in desk.read().articles) is deck


def test_a_deck_with_a_dash_is_that_of_the_headline_over_it_and_not_of_one_beside_that() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["旧车站里读书去"], LEFT, 40, 38)
    desk.lines(Kind.HEADLINE, ["老渡口开放"], LEFT + 310, 40, 38)
    desk.lines(Kind.HEADLINE, ["——石桥村的第一班船"], LEFT + 310, 90, 26)
    desk.column("\n".join(TRAIN), LEFT, 140)
    desk.column("\n".join(FERRY), LEFT + 310, 140)
    told = {article.title: article.subtitle for article in desk.read().articles}
    assert told == {"旧车站里读书去": "", "老渡口开放": "——石桥村的第一班船"}


@pytest.mark.parametrize("kind", [Kind.HEADLINE, Kind.BODY])
@pytest.mark.parametrize("dash", ["——", "--", ""])
def test_a_line_with_a_dash_right_under_a_headline_is_its_deck_wherever_it_ends_and_in_whatever_type(
    kind: Kind, dash: str
) -> None:
    desk = Desk()
    em = 28 if kind is Kind.HEADLINE else 20
    desk.lines(Kind.HEADLINE, ["石桥村的老渡口重新开放"], LEFT, 40, 50)
    deck = dash + "何大河和他的木船"
    desk.lines(kind, [deck], LEFT + 620 - em * len(deck), 100, em)
    first, second = broken(FERRY, 5)
    desk.column(first, LEFT, 170)
    desk.column(second, MIDDLE, 170)
    (article, *_) = desk.read().articles
    assert (article.subtitle.endswith("何大河和他的木船")) is bool(dash)


def test_a_label_in_much_the_headline_s_type_is_no_text_and_no_column_goes_on_from_it() -> None:
    desk = Desk()
    desk.frames += [
        Frame("f1", Box(LEFT - 20, 30, LEFT + COLUMN + 20, 420)),
        Frame("f2", Box(LEFT, 38, LEFT + 110, 70)),
    ]
    desk.lines(Kind.BODY, ["延伸阅读"], LEFT + 5, 42, 24, frame="f2")
    desk.lines(Kind.HEADLINE, ["渡口的灯"], LEFT + 90, 90, 26, frame="f1")
    desk.column("\n".join(FERRY), LEFT, 140, frame="f1")
    (article,) = desk.read().articles
    assert (article.kicker, article.title) == ("延伸阅读", "渡口的灯")
    assert [p.text for p in article.paragraphs] == list(FERRY)


@pytest.mark.parametrize("wall", ["frame", "rule", ""])
def test_a_head_in_its_frame_or_between_column_rules_is_no_banner_of_the_heads_beyond(wall: str) -> None:
    desk = Desk()
    heads = ["青岭蜜蜂采蜜忙", "旧车站里读书去"]
    lefts = [60, 60 + 2 * COLUMN + 100]
    middle = 60 + COLUMN + 50
    frame = None
    if wall == "frame":
        frame = "f1"
        desk.frames.append(Frame("f1", Box(middle - 12, 30, middle + COLUMN + 12, 500)))
    if wall == "rule":
        desk.rule(middle - 22, 20, middle - 20, 500)
        desk.rule(middle + COLUMN + 20, 20, middle + COLUMN + 22, 500)
    desk.lines(Kind.HEADLINE, ["渡口重开了"], middle, 40, 52, frame=frame)
    if wall:
        desk.column("\n".join(FERRY), middle, 190, frame=frame)
    for left, title, story in zip(lefts, heads, (BEES, TRAIN), strict=True):
        desk.lines(Kind.HEADLINE, [title], left, 120, 40)
        desk.column("\n".join(story), left, 190)
    made = group_heads(name_kinds(canonical(desk.layout(), desk.runs), Conventions(load())), Conventions(load()))
    sheet = canonical(desk.layout(), desk.runs)
    found = {title: head.banner for head in with_banners(made, sheet) for title in [head.titles[0].text]}
    assert found["渡口重开了"] is (wall == "")


def test_a_head_of_its_own_column_is_no_label_of_the_larger_one_past_a_rule() -> None:
    desk = Desk()
    desk.rule(LEFT + COLUMN + 14, 20, LEFT + COLUMN + 16, 600)
    desk.lines(Kind.HEADLINE, ["果园里来了蜂"], LEFT + 20, 60, 34)
    desk.column("\n".join(BEES), LEFT, 330)
    desk.pictures.append(Box(LEFT, 110, LEFT + COLUMN, 310))
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], MIDDLE, 110, 60)
    desk.column("\n".join(FERRY), MIDDLE, 200)
    told = {article.title: [p.text for p in article.paragraphs] for article in desk.read().articles}
    assert told == {"果园里来了蜂": list(BEES), "老渡口重新开放": list(FERRY)}
