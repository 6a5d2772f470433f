"""Light that falls off toward a page's edges is told from borders and panels, which begin at once."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.image import falloff
from ocr.image.light import even_light
from ocr.page import Gray
from tests.image.sheet import sheet


def shaded(gray: Gray, reach: int, left: float) -> Gray:
    """The page with its light falling to a share at all four edges, over so many pixels."""
    height, width = gray.shape
    y, x = np.mgrid[:height, :width]
    away = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y))
    light = np.minimum(1.0, left + (1 - left) * away / reach)
    return np.asarray((gray * light).round(), dtype=np.uint8)


@pytest.mark.parametrize("left", [0.3, 0.5, 0.8])
def test_the_paper_is_as_light_at_the_edges_as_inside_and_the_print_is_left(left: float) -> None:
    page = sheet(20).gray
    dim = shaded(np.minimum(page, 225).astype(np.uint8), page.shape[1] // 12, left)
    lit = even_light(dim, 20.0)
    assert dict(lit.steps[0].details)["falloff"] is True
    edge = np.concatenate([lit.gray[:12].ravel(), lit.gray[:, :12].ravel()])
    assert float(np.median(edge)) >= 235
    ink = (page < 100) & (lit.gray < 140)
    assert ink.sum() >= 0.9 * (page < 100).sum()


@pytest.mark.parametrize("dark", [20, 60])
def test_a_border_or_a_panel_along_an_edge_is_no_light_that_falls_off(dark: int) -> None:
    near = np.full((300, 240), 220, np.uint8)
    near[:18] = dark
    near[:, :10] = dark
    assert falloff.measured(near) is None


def test_an_evenly_lit_page_is_left_as_it_is() -> None:
    assert falloff.measured(np.full((300, 240), 220, np.uint8)) is None


def test_a_small_page_is_left_as_it_is() -> None:
    assert falloff.measured(np.full((12, 12), 220, np.uint8)) is None
