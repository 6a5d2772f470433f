"""Painted issues of random pages: what is measured by hundreds in the figures, here by a few."""

from __future__ import annotations

import pytest

from tests.figures.linked import linked


@pytest.mark.parametrize("rate", [0.0, 0.02])
def test_stories_whose_lines_are_right_are_whole_and_nothing_is_joined_wrongly(rate: float) -> None:
    [found] = linked(1, 1, first=4, rate=rate)
    assert found.clean >= 3
    assert found.clean_right == found.clean
    assert found.wrong == 0
    assert found.numbers == found.pages
