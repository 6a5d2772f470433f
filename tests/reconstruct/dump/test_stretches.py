"""Strips that stand under a wrong head are given to their story."""

from __future__ import annotations

from ocr.reconstruct.dump.division import Rows
from ocr.reconstruct.dump.stretches import stories
from ocr.reconstruct.dump.topics import Topics

WATER = (
    "老水渠又响起来了",
    "清溪坞村的老水渠重新通了水，支书顾岚说，清溪坞村的水渠能浇到稻田。",
    "顾岚每天沿着清溪坞村的水渠走两遍，看渠边的石头有没有松动。",
    "砌渠的石头是清溪坞村的村民挑来的，顾岚也挑过石头。",
)
BUS = (
    "夜班车开进老厂区",
    "铸钢厂的夜班公交开通了，司机袁松说，公交末班车延长到零点。",
    "袁松开的夜班公交一晚要跑六个来回，公交公司按铸钢厂的下班时间排车。",
    "铸钢厂的工人说，坐上夜班公交就不用骑车回家，袁松的公交很准时。",
)


def _told(
    texts: tuple[str, ...],
    heads: tuple[int, ...],
    open_: tuple[int, ...] = (),
    joins: tuple[int, int] = (-1, -1),
    lasts: tuple[int, ...] = (),
) -> list[list[int]]:
    """The rows of each story. open_: rows that break off; joins: a pair that fits; lasts: rows that look like ends."""
    sections = [sum(head <= n for head in heads) - 1 for n in range(len(texts))]

    def fit(one: int, other: int) -> float:
        return 0.0 if (one, other) == joins else 3.0 if one in open_ else 0.1

    last = [4.0 if n in lasts else 0.0 for n in range(len(texts))]
    ending = [(3.5 if n in open_ else 0.3) - last[n] for n in range(len(texts))]
    whole = [0.05 if n in open_ else 0.95 for n in range(len(texts))]
    return stories(Rows(Topics(texts), sections, [n in heads for n in range(len(texts))], fit, ending, whole, last))


def test_stories_in_order_stay_as_they_are() -> None:
    assert _told((*WATER, *BUS), (0, 4)) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_strip_under_a_wrong_head_goes_to_the_end_of_its_story() -> None:
    texts = (*WATER[:2], *BUS[:2], *WATER[2:], *BUS[2:])
    assert _told(texts, (0, 2), open_=(1,), joins=(1, 4)) == [[0, 1, 4, 5], [2, 3, 6, 7]]


def test_the_rest_of_a_paragraph_that_looks_like_an_end_is_none() -> None:
    texts = (*WATER[:2], *BUS[:2], *WATER[2:], *BUS[2:])
    assert _told(texts, (0, 2), open_=(1,), joins=(1, 4), lasts=(4,)) == [[0, 1, 4, 5], [2, 3, 6, 7]]


def test_every_row_is_of_one_story_and_heads_are_of_their_own() -> None:
    texts = (WATER[0], BUS[1], BUS[2], WATER[1], BUS[0], WATER[2], BUS[3], WATER[3])
    told = _told(texts, (0, 4))
    assert sorted(n for rows in told for n in rows) == list(range(8))
    assert [rows[0] for rows in told] == [0, 4]


def test_nothing_is_nothing() -> None:
    assert stories(Rows(Topics([]), [], [], lambda one, other: 0.0, [], [], [])) == []
