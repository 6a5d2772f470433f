"""Of two copies the one in its own story stays, and what is left of a copy goes with it."""

from __future__ import annotations

from ocr.profile import load
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.repeats import REMNANT, without_repeats
from ocr.reconstruct.dump.runs import Item, items_of

WATER = (
    "老水渠又响起来了",
    "本报记者 林川",
    "清溪坞村的老水渠断流三年，今年开春重新通了水。清溪坞村支书顾岚说，渠水能浇到村西八百亩稻田。",
    "砌渠的石头是清溪坞村民从河滩挑来的，一共砌了两千多米。顾岚每天沿着水渠走两遍，看有没有渗漏。",
    "水渠通水那天，清溪坞村的孩子把纸船放进渠里，一直追到稻田边，说要看看水渠的尽头在哪里。村里的老人都来到渠边，"
    "一边看水一边说起从前挑水的日子，说那时天不亮就要去排队，去晚了桶里只剩泥浆。",
    "顾岚说，水渠两边还要栽上柳树。",
)
BUS = (
    "夜班车开进老厂区",
    "本报记者 袁青",
    "铸钢厂老厂区的夜班公交上周开通，末班车延长到零点。司机袁松说，下夜班的工人不用再骑车回家。",
    "夜班公交一共八站，每站都装了顶棚。公交公司调度室按下班时间排车，袁松一晚要跑六个来回。",
)


def _items(lines: tuple[str, ...]) -> tuple[Item, ...]:
    return items_of("\n\n".join(lines), Conventions(load()))


def _gone(lines: tuple[str, ...]) -> list[int]:
    items = _items(lines)
    kept, _ = without_repeats(items)
    return [n for n, item in enumerate(items) if item.id not in {each.id for each in kept}]


def test_a_copy_in_a_strange_story_goes_wherever_it_stands() -> None:
    assert _gone((*BUS[:3], WATER[4], BUS[3], *WATER)) == [3]
    assert _gone((*WATER, *BUS[:3], WATER[4], BUS[3])) == [9]


def test_of_two_copies_in_one_story_the_first_stays() -> None:
    assert _gone((*WATER[:5], WATER[4], WATER[5], *BUS)) == [5]


def test_the_first_words_of_the_next_paragraph_go_with_the_copy_they_were_copied_with() -> None:
    strip = (WATER[2][9:] + WATER[3], WATER[4][:15])
    lines = (*WATER[:2], WATER[2] + WATER[3], "水渠边的人", *WATER[4:], *BUS[:3], *strip, BUS[3])
    assert _gone(lines) == [9, 10]
    _, removals = without_repeats(_items(lines))
    assert (removals[-1].text, removals[-1].why) == (strip[1], REMNANT)


def test_the_same_few_words_alone_stay() -> None:
    assert _gone((*WATER, *BUS[:3], WATER[4][:15], BUS[3])) == []


def test_sentences_that_stand_twice_are_a_strip_when_they_begin_with_the_mark_that_ended_another() -> None:
    said = WATER[4][WATER[4].index("村里的老人") :]
    assert _gone((*WATER, *BUS[:3], said, BUS[3])) == []
    assert _gone((*WATER, *BUS[:3], "。" + said, BUS[3])) == [9]
