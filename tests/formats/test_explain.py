"""Evidence is one readable line each: what, where, why, how sure."""

from __future__ import annotations

from ocr.formats.explain import explain
from ocr.geometry import Direction, Transform
from ocr.page import Article, Join, Kind, Page, Paragraph, Removal, Run

ONE, TWO = Run("r0002", "渠水能浇到村西八百亩稻", "渠水能浇到村西八百亩稻"), Run("r0003", "田。“好。", "田。“好。")


def _page() -> Page:
    article = Article(
        "a01", title="老水渠", paragraphs=(Paragraph(Kind.BODY, ONE.text + TWO.text, (ONE, TWO)),), truncated=True
    )
    return Page(
        "dump", 1, (0, 0), None, Direction.HORIZONTAL, Transform(), (article,),
        unplaced=(Paragraph(Kind.BODY, "不知谁家的话。", (Run("r0009", "不知谁家的话。", ""),)),),
        joins=(Join("r0002", "r0003", ("the word 稻田 runs across",), -1.0, 0.97),),
        removals=(Removal(("r0007", "r0008"), "渠水\n能浇到", ("r0002",), "a strip that stands twice", 0.98),),
    )  # fmt: skip


def test_each_join_removal_and_doubt_is_one_line() -> None:
    lines = list(explain(_page()))
    assert [line.split()[0] for line in lines] == ["joined", "removed", "unpaired", "truncated", "unplaced"]
    assert all("\n" not in line for line in lines)
    joined, removed, unpaired, truncated, unplaced = lines
    assert all(part in joined for part in ("r0002", "r0003", "稻田", "0.97"))
    assert all(part in removed for part in ("r0007–r0008", "see r0002", "0.98"))
    assert "a01, paragraph 1" in unpaired
    assert "老水渠" in truncated
    assert "r0009" in unplaced
