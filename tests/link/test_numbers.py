"""Page numbers: what a page prints, else its file's name, else its place; no two pages have one."""

from __future__ import annotations

from itertools import permutations

import pytest

from ocr.geometry import Direction, Transform
from ocr.issue import Sheet, ToldBy
from ocr.link.numbers import named_page, numbered, numeral, same
from ocr.page import Furniture, Kind, Page

HEAD, NUMBER, MAST = Kind.RUNNING_HEAD, Kind.PAGE_NUMBER, Kind.MASTHEAD


def page(source: str, *furniture: tuple[Kind, str], number: int = 1) -> Page:
    pieces = tuple(Furniture(kind, text) for kind, text in furniture)
    return Page(source, number, (100, 100), None, Direction.HORIZONTAL, Transform(), furniture=pieces)


def told(*pages: Page) -> list[tuple[str, str]]:
    return [(sheet.number, sheet.told_by.value) for sheet in numbered(pages)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", "4"), ("０４", "4"), ("四", "4"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("二十四", "24"),
     ("一〇", "10"), ("A03", "A3"), ("b2", "B2"), ("零", ""), ("0", ""), ("版", ""), ("十十", ""), ("", "")],
)  # fmt: skip
def test_a_numeral_is_read_in_any_digits(text: str, number: str) -> None:
    assert numeral(text) == number


@pytest.mark.parametrize(
    ("text", "number"), [("第四版", "4"), ("第Ａ３版", "A3"), ("第 02 版", "2"), ("下转他版", ""), ("", "")]
)
def test_a_jump_line_names_a_page(text: str, number: str) -> None:
    assert named_page(text) == number


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (NUMBER, "第4版", "4"),
        (NUMBER, "· 7 ·", "7"),
        (NUMBER, "A03", "A3"),
        (HEAD, "要闻 2021年3月5日 星期五 第六版", "6"),
        (HEAD, "2021年3月5日 星期五 国内新闻 5", "5"),
        (HEAD, "经济 3版", "3"),
        (MAST, "澄江湾日报", "1"),
    ],
)
def test_the_page_itself_tells(kind: Kind, text: str, number: str) -> None:
    [sheet] = numbered([page("scan.png", (kind, text))])
    assert (sheet.number, sheet.told_by, sheet.said) == (number, ToldBy.FURNITURE, text)


@pytest.mark.parametrize(
    "text", ["今日八版", "2021年3月5日 今日4版", "第12345号", "2021年3月5日 星期五", "国内统一刊号CN20—2041"]
)
def test_counts_dates_and_issue_numbers_are_no_page_number(text: str) -> None:
    pages = [page(name, (HEAD, text)) for name in ("x.png", "y.png")]
    assert told(*pages) == [("1", "order"), ("2", "order")]


@pytest.mark.parametrize(
    "names",
    [
        ("03.jpg", "04.jpg"),
        ("a/2021-03-05-03.jpg", "a/2021-03-05-04.jpg"),
        ("paper_p3_300dpi.tif", "paper_p4_300dpi.tif"),
        ("第三版.png", "第四版.png"),
        ("20210305第03版 要闻.png", "20210305第04版.png"),
    ],
)
def test_where_no_page_tells_the_names_of_the_files_do(names: tuple[str, str]) -> None:
    assert told(*map(page, names)) == [("3", "name"), ("4", "name")]


def test_sections_have_letters_in_names_too() -> None:
    assert told(page("A02.jpg"), page("B01.jpg")) == [("A2", "name"), ("B1", "name")]


def test_pages_of_one_file_are_numbered_in_it() -> None:
    pages = [page("paper.pdf", number=number) for number in (1, 2, 3)]
    assert told(*pages) == [("1", "name"), ("2", "name"), ("3", "name")]


def test_the_place_in_the_list_is_the_last_resort() -> None:
    assert told(page("scan.png"), page("photo.png")) == [("1", "order"), ("2", "order")]


def test_two_pages_that_claim_one_number_are_told_apart_over_the_whole_issue() -> None:
    # The second was misread; its file's name is right, and the first has nothing but its own print.
    pages = [page("x3.png", (NUMBER, "第3版")), page("x8.png", (NUMBER, "第3版")), page("x5.png", (NUMBER, "第5版"))]
    assert told(*pages) == [("3", "furniture"), ("5", "furniture"), ("8", "name")]


def test_the_print_goes_before_the_name() -> None:
    assert told(page("2.png", (NUMBER, "1")), page("1.png", (NUMBER, "2"))) == [("1", "furniture"), ("2", "furniture")]


def test_pages_stand_in_the_order_of_their_numbers_however_they_are_given() -> None:
    pages = [page("x.png", (NUMBER, "10")), page("y.png", (NUMBER, "2")), page("z.png", (NUMBER, "A1"))]
    found: set[tuple[Sheet, ...]] = {numbered(order) for order in permutations(pages)}
    [sheets] = found
    assert [sheet.number for sheet in sheets] == ["2", "10", "A1"]


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("4", "4", True), ("A4", "4", True), ("A4", "B4", False), ("", "", False)]
)
def test_a_paper_may_leave_out_a_section_letter(one: str, other: str, alike: bool) -> None:
    assert same(one, other) is alike is same(other, one)
