"""A sentence set once more between two rules in a column is no head, and the column goes on under it."""

import pytest

from ocr.page import Kind
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.quotes import without_pull_quotes
from tests.reconstruct.desk import COLUMN, Desk, broken, texts
from tests.reconstruct.stories import FERRY, MORE_FERRY

LEFT = 60
STORY = (*FERRY, *MORE_FERRY)


def page(quote: str, *, rules: bool = True, white: int = 0) -> Desk:
    """A story in one column, broken by a quotation in larger type."""
    over, under = broken(STORY, 2)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    foot = desk.column(over, LEFT, 120).box.bottom + white
    desk.lines(Kind.HEADLINE, [quote], LEFT + 10, foot + 50, 26)
    if rules:
        desk.rule(LEFT, foot + 24, LEFT + COLUMN, foot + 26)
        desk.rule(LEFT, foot + 100, LEFT + COLUMN, foot + 102)
    desk.column(under, LEFT, foot + 124)
    return desk


@pytest.mark.parametrize("white", [0, 50])
def test_a_quotation_between_two_rules_leaves_its_column_whole(white: int) -> None:
    made = page("船来了人就来了。", white=white).read()
    assert texts(made) == [list(STORY)]
    assert [paragraph.text for paragraph in made.unplaced] == ["船来了人就来了。"]


@pytest.mark.parametrize(("quote", "rules"), [("船来了人就来", True), ("船来了人就来了。", False)])
def test_what_ends_no_sentence_or_has_no_rules_is_no_quotation(quote: str, rules: bool) -> None:
    desk = page(quote, rules=rules)
    sheet = canonical(desk.layout(), desk.runs)
    assert without_pull_quotes(sheet) is sheet
