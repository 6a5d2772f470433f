"""What kind each piece of a page is: text, note, head, or no text at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import Piece, canonical
from ocr.reconstruct.conventions import Conventions, dashed, unmarked
from ocr.reconstruct.kinds import name_kinds
from tests.reconstruct.desk import COLUMN, Desk
from tests.reconstruct.stories import FERRY

LEFT = 60
NOTE = "编者按：今天起，本报刊出一组来自山村的报道。"


def named(desk: Desk) -> tuple[Piece, ...]:
    return name_kinds(canonical(desk.layout(), desk.runs), Conventions(load())).pieces


def test_an_editors_note_that_opens_a_column_is_parted_from_the_text_under_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.column("\n".join((NOTE, *FERRY)), LEFT, 110)
    (article,) = desk.read().articles
    assert [(p.kind, p.text) for p in article.paragraphs] == [(Kind.NOTE, NOTE), *((Kind.BODY, p) for p in FERRY)]


def test_an_editors_note_of_a_few_lines_is_whole_where_it_has_a_second_paragraph_and_no_text_under_it() -> None:
    desk = Desk()
    desk.column("\n".join((NOTE, FERRY[0])), LEFT, 110)
    assert [(piece.kind, len(piece.rows)) for piece in named(desk)] == [(Kind.NOTE, 5)]


@pytest.mark.parametrize(("em", "kind"), [(28, Kind.BODY), (40, Kind.HEADLINE)])
def test_a_dateline_in_bold_is_text_and_no_head_unless_it_is_large(em: int, kind: Kind) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["本报青岭6月3日讯"], LEFT, 40, em)
    desk.column("\n".join(FERRY), LEFT, 110)
    assert [piece.kind for piece in named(desk) if piece.text.endswith("讯")] == [kind]


@pytest.mark.parametrize(("confidence", "kind"), [(0.3, Kind.OTHER), (0.9, Kind.BODY)])
def test_a_few_characters_read_with_little_confidence_are_no_text(confidence: float, kind: Kind) -> None:
    desk = Desk()
    desk.pictures.append(Box(LEFT, 140, LEFT + COLUMN, 400))
    desk.lines(Kind.BODY, ["水木山"], LEFT + 100, 240)
    desk.runs[-1] = replace(desk.runs[-1], confidence=confidence)
    assert [piece.kind for piece in named(desk) if piece.text == "水木山"] == [kind]


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("记者手记", False),
        ("本报记者观察", False),
        ("本报记者 何小舟", True),
        ("石桥读者何小舟", True),
        ("记者在现场看", False),
        ("记者昨天随车", False),
        ("□石桥医院神经内科主任医师何小舟", True),
        ("石桥医院神经内科主任医师何小舟", False),
        ("■保障乘客安全", False),
        ("■渡口路住户 何小舟", True),
        ("本报读者来信", False),
    ],
)
def test_a_reporter_or_a_letters_reader_signs_and_the_name_of_a_standing_column_does_not(
    text: str, byline: bool
) -> None:
    assert Conventions(load()).byline(text) is byline


@pytest.mark.parametrize("sign", ["□", "■", "口", "（"])
def test_a_byline_is_given_without_the_sign_before_it_or_the_brackets_around_it(sign: str) -> None:
    close = "）" if sign == "（" else ""
    assert unmarked(f"{sign}本报记者 何小舟{close}") == "本报记者 何小舟"
    assert unmarked("口述 何小舟") == "口述 何小舟"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第5版 2021年12月5日 星期五", Kind.RUNNING_HEAD),
        ("2021年9月24日 星期六 第10806号 今日16版", Kind.RUNNING_HEAD),
        ("2021年9月24日上午", Kind.BODY),
    ],
)
def test_a_day_with_its_weekday_and_the_numbers_of_page_and_issue_are_no_text_though_no_rule_parts_them_from_it(
    text: str, kind: Kind
) -> None:
    desk = Desk()
    desk.column(FERRY[0], 60, 40)
    desk.lines(Kind.BODY, [text], 60, 300)
    desk.column(FERRY[1], 60, 360)
    assert next(piece.kind for piece in named(desk) if piece.text[:3] == text[:3]) is kind


@pytest.mark.parametrize(("text", "byline"), [("柳岸", True), ("二八", False), ("廿 三", False)])
def test_a_pen_name_signs_a_text_and_numerals_do_not(text: str, byline: bool) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.lines(Kind.BODY, [text], LEFT, 90)
    desk.column("\n".join(FERRY), LEFT, 130)
    assert (Kind.BYLINE in [piece.kind for piece in named(desk)]) is byline


@pytest.mark.parametrize("rule", [True, False])
@pytest.mark.parametrize("head", ["*渡口添了灯", ">早班船从昨天起加开了两班"])
def test_the_first_of_a_column_of_briefs_has_a_rule_under_it_and_its_head_may_be_as_long_as_the_line(
    head: str, rule: bool
) -> None:
    desk = Desk()
    foot = desk.column(head + "\n" + FERRY[0], LEFT, 120).box.bottom
    if rule:
        desk.rule(LEFT + 90, foot + 25, LEFT + 170, foot + 27)
    desk.column("*果园来了蜂\n" + FERRY[1], LEFT, foot + 50)
    parts = [(piece.kind, len(piece.rows)) for piece in named(desk) if piece.text.startswith((head[1:], FERRY[0][:9]))]
    assert parts == ([(Kind.SUBHEAD, 1), (Kind.BODY, 3)] if rule else [(Kind.BODY, 4)])


@pytest.mark.parametrize(("under", "kind"), [(False, Kind.OTHER), (True, Kind.HEADLINE)])
def test_a_label_in_body_type_is_part_of_the_head_under_it_and_by_itself_no_text(*, under: bool, kind: Kind) -> None:
    desk = Desk()
    desk.column("\n".join(FERRY), LEFT, 110)
    desk.lines(Kind.BODY, ["延伸阅读"], LEFT + 400, 240)
    if under:
        desk.lines(Kind.HEADLINE, ["渡口的灯"], LEFT + 440, 280, 30)
    assert [piece.kind for piece in named(desk)][:2] == [Kind.BODY, kind]


@pytest.mark.parametrize(
    ("last", "kind"), [("船家把缆绳解开，船慢慢离了", Kind.BODY), ("船家解开缆绳，船离了渡口。", Kind.CAPTION)]
)
@pytest.mark.parametrize("apart", [False, True])
def test_lines_under_a_picture_are_text_where_its_column_broke_off_and_a_paragraph_follows(
    last: str, kind: Kind, *, apart: bool
) -> None:
    desk = Desk()
    desk.column(f"{FERRY[0]}\n>{last}", LEFT, 110)
    foot = desk.blocks[-1].box.bottom
    desk.pictures.append(Box(LEFT, foot + 10, LEFT + COLUMN, foot + 200))
    under = ">岸，往江心去。\n岸上的人挥了挥手，各自回去。"
    desk.column(under, LEFT, foot + 215)
    block = desk.blocks[-1]
    desk.blocks[-1] = replace(block, kind=Kind.CAPTION)
    if apart:
        desk.blocks[-1:] = [
            replace(block, kind=Kind.CAPTION, lines=block.lines[:1], box=block.lines[0].box),
            replace(block, id="rest", lines=block.lines[1:], box=replace(block.box, top=block.lines[1].box.top)),
        ]
    pieces = [piece for piece in named(desk) if piece.text.startswith("岸，")]
    whole = kind is Kind.BODY or not apart
    assert [(piece.kind, piece.text.endswith("各自回去。")) for piece in pieces] == [(kind, whole)]


def test_a_caption_under_another_storys_head_and_picture_does_not_go_on_from_the_text_over_the_head() -> None:
    desk = Desk()
    desk.column(f"{FERRY[0]}\n>船家把缆绳解开，船慢慢离了", LEFT, 110)
    foot = desk.blocks[-1].box.bottom
    desk.lines(Kind.HEADLINE, ["山里的桃子熟了"], LEFT, foot + 20, 34)
    desk.pictures.append(Box(LEFT, foot + 70, LEFT + COLUMN, foot + 200))
    desk.column(">果农把桃子装上车。\n山下的人等了一夏天。", LEFT, foot + 215)
    desk.blocks[-1] = replace(desk.blocks[-1], kind=Kind.CAPTION)
    assert [piece.kind for piece in named(desk) if piece.text.startswith("果农")] == [Kind.CAPTION]


@pytest.mark.parametrize("deck", ["保障乘客安全", "助力学生成才", "给居民解难"])
def test_a_deck_about_some_people_is_nobody_s_byline(deck: str) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    desk.lines(Kind.HEADLINE, [deck], LEFT, 90, 24)
    desk.column("\n".join(FERRY), LEFT, 130)
    assert Kind.BYLINE not in [piece.kind for piece in named(desk)]


def test_a_short_subhead_in_the_middle_of_a_narrow_column_signs_no_text() -> None:
    desk = Desk()
    foot = desk.column("\n".join(FERRY), LEFT, 110).box.bottom
    desk.lines(Kind.SUBHEAD, ["石桥新渡口"], LEFT + 90, foot + 14)
    assert Kind.BYLINE not in [piece.kind for piece in named(desk)]


@pytest.mark.parametrize(
    ("text", "dash"),
    [
        ("——何大河和船", True),
        ("--何大河和船", True),
        ("一一记石桥渡口", True),
        ("一一九消防日那天", False),
        ("一江春水", False),
    ],
)
def test_a_deck_s_dash_is_told_from_ones(text: str, *, dash: bool) -> None:
    assert dashed(text) is dash


def test_a_label_is_none_of_a_head_past_a_column_rule() -> None:
    desk = Desk()
    desk.lines(Kind.BODY, ["相关新闻"], LEFT, 240)
    desk.rule(LEFT + 300, 200, LEFT + 302, 900)
    desk.lines(Kind.HEADLINE, ["渡口的灯"], LEFT + 400, 280, 34)
    assert [piece.kind for piece in named(desk)] == [Kind.OTHER, Kind.HEADLINE]
