"""How the reports of a dump end, told from the dump itself."""

from __future__ import annotations

from dataclasses import replace

from ocr.reconstruct.dump.closings import MOST, Paragraph, last_odds

FACT = "砌渠的石头是村民从河滩挑来的，一共砌了两千多米。顾岚每天沿着水渠走两遍，看有没有渗漏。渠水能浇到村西。"
AHEAD = "市水务局表示，明年再修三条水渠。"
PLAIN = "孩子们追着纸船跑。"


def _page(last: str, stories: int = 5) -> list[Paragraph]:
    """Stories of five paragraphs each, the last of them as given."""
    return [Paragraph(last if n == 4 else FACT, 1.0, ends=n == 4) for _ in range(stories) for n in range(5)]


def test_a_short_paragraph_that_looks_ahead_is_likelier_the_last_of_its_report() -> None:
    odds = last_odds(_page(AHEAD))
    assert min(odds[4::5]) > 2 > 0 > max(odds[0::5])


def test_where_such_paragraphs_stand_inside_reports_it_says_nothing() -> None:
    page = [replace(each, text=PLAIN) if n % 5 == 2 else each for n, each in enumerate(_page(FACT))]
    assert last_odds(page)[7] < 0 < last_odds(_page(PLAIN))[4]


def test_of_one_or_two_reports_hardly_anything_is_known() -> None:
    assert 0 < last_odds(_page(PLAIN, stories=1))[4] < 0.5 * last_odds(_page(PLAIN))[4]


def test_looks_never_say_all() -> None:
    assert max(last_odds(_page(AHEAD, stories=500))) == MOST


def test_what_is_broken_off_does_not_look_like_an_end() -> None:
    page = _page(AHEAD)
    page[4] = replace(page[4], whole=0.0)
    assert last_odds(page)[4] == 0.0


def test_a_village_of_generals_is_not_what_is_to_come() -> None:
    page = _page(AHEAD)
    page[6], page[7] = replace(page[6], text="水渠通到了将军村的村口。"), replace(page[7], text="水渠将通到村口。")
    odds = last_odds(page)
    assert odds[6] < odds[7]


def test_no_paragraphs_have_no_odds() -> None:
    assert last_odds([]) == []
