"""Paragraphs, and what stands in a column and is no text."""

from dataclasses import replace

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from tests.reconstruct.desk import COLUMN, EM, Desk, broken
from tests.reconstruct.stories import FERRY, MORE_FERRY

LEFT, MIDDLE = 60, 60 + COLUMN + 30


def headed() -> Desk:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 100, 40, 40)
    return desk


def test_a_centred_line_stays_at_its_place_as_a_subhead() -> None:
    desk = headed()
    desk.column("\n".join((FERRY[0], "*修船的人", FERRY[1])), LEFT, 120)
    paragraphs = desk.read().articles[0].paragraphs
    assert [(p.kind, p.text) for p in paragraphs] == [
        (Kind.BODY, FERRY[0]),
        (Kind.SUBHEAD, "修船的人"),
        (Kind.BODY, FERRY[1]),
    ]


def test_a_line_that_sticks_out_does_not_widen_the_column() -> None:
    desk = headed()
    block = desk.column("\n".join(FERRY), LEFT, 120)
    desk.blocks[-1] = replace(block, box=Box(LEFT - 40, block.box.top, block.box.right + 60, block.box.bottom))
    assert [p.text for p in desk.read().articles[0].paragraphs] == list(FERRY)


def test_the_signature_at_the_end_is_the_byline_and_no_text() -> None:
    desk = headed()
    desk.column("\n".join(FERRY) + "（何小舟）", LEFT, 120)
    article = desk.read().articles[0]
    assert article.byline == "何小舟"
    assert [p.text for p in article.paragraphs] == list(FERRY)


def test_a_byline_on_the_first_line_of_the_column_is_a_field() -> None:
    desk = headed()
    desk.column(">本报记者 何小舟\n" + "\n".join(FERRY), LEFT, 120)
    article = desk.read().articles[0]
    assert (article.byline, article.paragraphs[0].text) == ("本报记者 何小舟", FERRY[0])


def test_jump_lines_are_fields_and_the_end_before_one_is_not_truncated() -> None:
    desk = headed()
    desk.column(f"（上接第一版）{FERRY[0]}\n{FERRY[1]}\n渡口每天开船十二班，学生和老（下转第四版）", LEFT, 120)
    article = desk.read().articles[0]
    assert (article.jump_from, article.jump_to, article.truncated) == ("第一版", "第四版", False)
    assert [p.text for p in article.paragraphs] == [FERRY[0], FERRY[1], "渡口每天开船十二班，学生和老"]


def test_a_caption_is_kept_with_the_story_around_it_and_out_of_its_text() -> None:
    desk = headed()
    desk.column("\n".join(FERRY), LEFT, 120)
    desk.pictures.append(Box(MIDDLE, 120, MIDDLE + COLUMN, 300))
    desk.lines(Kind.CAPTION, ["村民在渡口等船。何小舟 摄"], MIDDLE, 310, 18)
    article = desk.read().articles[0]
    assert article.captions == ("村民在渡口等船。何小舟 摄",)
    assert [p.text for p in article.paragraphs] == list(FERRY)


def test_a_photo_story_without_text_is_told_by_its_caption() -> None:
    desk = Desk()
    desk.pictures.append(Box(LEFT, 100, LEFT + COLUMN, 300))
    desk.lines(Kind.HEADLINE, ["渡口的清晨"], LEFT, 310, 36)
    desk.lines(Kind.CAPTION, ["村民在渡口等船。何小舟 摄"], LEFT, 370, 18)
    article = desk.read().articles[0]
    assert (article.title, [p.text for p in article.paragraphs]) == ("渡口的清晨", ["村民在渡口等船。何小舟 摄"])


def test_the_height_of_a_quote_does_not_make_a_line_a_subhead() -> None:
    desk = headed()
    desk.column("\n".join(FERRY), LEFT, 120)
    block = desk.blocks[-1]
    lines = list(block.lines)
    lines[2] = replace(lines[2], box=lines[2].box.grow(0, 4), em=EM * 1.4)
    desk.blocks[-1] = replace(block, lines=tuple(lines))
    assert [p.kind for p in desk.read().articles[0].paragraphs] == [Kind.BODY] * 3


def test_a_paragraph_that_begins_with_a_reporters_words_is_no_byline() -> None:
    desk = headed()
    said = "记者来到石桥村老渡口，二十多条木船排成一列，村民提着灯笼来到岸边。"
    desk.column(said + "\n" + FERRY[1], LEFT, 120)
    article = desk.read().articles[0]
    assert (article.byline, article.paragraphs[0].text) == ("", said)


def test_a_number_that_is_left_for_a_columns_last_line_is_text() -> None:
    desk = headed()
    said = "石桥村的老渡口昨天重新开放，二十多条木船都修好了，村民坐船不要钱的人家占了100%。"
    desk.column(said, LEFT, 120)
    assert [run.text for run in desk.runs][-1] == "100%。"
    assert [p.text for p in desk.read().articles[0].paragraphs] == [said]


def test_a_short_line_flush_left_that_ends_no_sentence_is_a_subhead_between_paragraphs() -> None:
    desk = headed()
    desk.column("\n".join((FERRY[0], ">修船的人", FERRY[1])), LEFT, 120)
    paragraphs = desk.read().articles[0].paragraphs
    assert [p.kind for p in paragraphs] == [Kind.BODY, Kind.SUBHEAD, Kind.BODY]


def test_a_column_that_begins_with_a_subhead_flush_left_follows_one_that_ended() -> None:
    desk = headed()
    desk.column(FERRY[0], LEFT, 120)
    desk.column(">修船的人\n" + FERRY[1], MIDDLE, 120)
    assert [p.text for p in desk.read().articles[0].paragraphs] == [FERRY[0], "修船的人", FERRY[1]]


def test_the_stanzas_of_a_poem_follow_one_another_and_every_line_is_its_own() -> None:
    stanzas = [
        ["渡口的灯亮了", "照着一条旧船和它的影子", "水声慢慢走远"],
        ["岸上的人回家", "把一天的风都关在门外", "月光坐在船头"],
    ]
    stanzas.append(["又要开了", "明早的第一班"])
    desk = headed()
    for number, stanza in enumerate(stanzas):
        desk.lines(Kind.BODY, stanza, 120, 120 + 150 * number)
    assert [p.text for p in desk.read().articles[0].paragraphs] == [line for stanza in stanzas for line in stanza]


def test_a_photographers_name_amid_a_column_ends_no_text() -> None:
    story = (*FERRY, *MORE_FERRY)
    first, rest = broken(story, 8)
    desk = headed()
    desk.column(first, LEFT, 120)
    desk.lines(Kind.BODY, ["本报记者 何小舟"], LEFT + 40, 300, 18)
    desk.column(rest, MIDDLE, 120)
    assert [p.text for p in desk.read().articles[0].paragraphs] == list(story)


@pytest.mark.parametrize("signed", ["（石桥医院主任医师何小舟）", "（渡口路住户老何）", "（渡口路上都亮着灯）"])
def test_who_signs_in_brackets_after_what_they_are_is_the_byline(signed: str) -> None:
    desk = headed()
    desk.column("\n".join((*FERRY[:-1], FERRY[-1] + signed)), LEFT, 120)
    (article,) = desk.read().articles
    told = "亮着灯" in signed
    assert article.byline == ("" if told else signed.strip("（）"))
    assert article.paragraphs[-1].text == FERRY[-1] + (signed if told else "")


def test_a_byline_that_runs_over_into_a_second_line_is_whole_and_loses_the_sign_before_it() -> None:
    desk = headed()
    desk.column(">□石桥镇中医院神经内科主任\n>医师 何小舟\n" + "\n".join(FERRY), LEFT, 120)
    (article,) = desk.read().articles
    assert (article.byline, [p.text for p in article.paragraphs]) == (
        "石桥镇中医院神经内科主任医师 何小舟",
        list(FERRY),
    )


def test_a_byline_under_a_rule_ends_no_text_over_it() -> None:
    first, rest = broken(FERRY, 6)
    desk = headed()
    foot = desk.column(first, LEFT, 120).box.bottom
    desk.column(rest, MIDDLE, 120)
    desk.rule(LEFT, foot + 10, MIDDLE + COLUMN, foot + 12)
    desk.lines(Kind.BODY, ["本报记者 田小满"], LEFT, foot + 20)
    assert [p.text for p in desk.read().articles[0].paragraphs] == list(FERRY)


def test_a_columns_last_line_that_begins_with_a_reporter_is_text_where_it_fills_its_line() -> None:
    desk = headed()
    line = "记者在江边几家船厂里看"
    desk.column("\n".join((FERRY[0], line)), LEFT, 120)
    desk.column(">到，旧船正在换上新的发动机。", MIDDLE, 120)
    article = desk.read().articles[0]
    assert (article.paragraphs[-1].text, article.byline) == (line + "到，旧船正在换上新的发动机。", "")
