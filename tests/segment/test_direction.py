"""The way lines run is seen in the white between them."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Direction
from ocr.segment.direction import Votes, count_votes
from ocr.segment.ink import find_ink
from tests.painter.degrade import degrade
from tests.painter.random_page import random_page


@pytest.mark.parametrize("style", ["clean", "old", "film"])
@pytest.mark.parametrize("direction", list(Direction))
def test_most_patches_of_a_page_say_how_its_lines_run(direction: Direction, style: str) -> None:
    page = random_page(5, direction.value)
    gray, _ = degrade(page.gray, style, 5)
    votes = count_votes(find_ink(gray, page.layout.em))
    assert votes.direction is direction
    right, wrong = sorted((votes.horizontal, votes.vertical), reverse=True)
    assert right > 3 * wrong


def test_a_page_turned_on_its_side_has_lines_the_other_way() -> None:
    page = random_page(6)
    votes = count_votes(find_ink(np.ascontiguousarray(np.rot90(page.gray)), page.layout.em))
    assert votes.direction is Direction.VERTICAL


def test_a_page_without_text_has_no_votes_and_counts_as_horizontal() -> None:
    votes = count_votes(find_ink(np.full((400, 300), 255, np.uint8), 20.0))
    assert votes == Votes(0, 0)
    assert votes.direction is Direction.HORIZONTAL
    assert count_votes(find_ink(np.full((30, 30), 255, np.uint8), 20.0)) == Votes(0, 0)
