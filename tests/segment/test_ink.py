"""The page as ink: local levels, components, and sizes halved without losing hairlines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from ocr.segment.ink import AREA, Mask, enlarge, find_ink, label, reduce, relabelled


def test_a_faint_hairline_is_ink_and_so_is_heavy_type_without_its_halo() -> None:
    gray = np.full((200, 400), 255, np.uint8)
    gray[40:42, 20:380] = 170
    gray[100:180, 100:180] = 0
    gray[98:100, 100:180] = 190
    mask = find_ink(gray, 20.0).mask
    assert mask[40:42, 60:340].all()
    assert mask[100:180, 100:180].all()
    assert not mask[98, 110:170].any()


def test_pixels_of_chosen_components_only() -> None:
    mask = np.zeros((20, 40), np.uint8)
    mask[2:6, 2:6] = mask[2:8, 20:30] = 255
    ink = label(mask, 10.0)
    small = ink.parts[:, AREA] == 16
    assert np.count_nonzero(ink.pixels(small)) == 16
    assert not ink.pixels(np.ones(len(ink.parts), dtype=bool))[mask == 0].any()


@given(
    arrays(np.uint8, (16, 24), elements=st.sampled_from([0, 255, 255])),
    arrays(np.uint8, (16, 24), elements=st.sampled_from([0, 255, 255, 255])),
)
def test_components_that_lost_pixels_are_labelled_as_if_the_page_were_labelled_anew(mask: Mask, kept: Mask) -> None:
    ink = label(mask, 10.0)
    changed = sorted({int(n) for n in ink.labels[(mask > 0) & (kept == 0)]})
    again, anew = relabelled(ink, mask & kept, changed), label(mask & kept, 10.0)
    pairs = set(zip(again.labels.ravel().tolist(), anew.labels.ravel().tolist(), strict=True))
    pairs.discard((0, 0))
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})
    assert all((again.parts[one] == anew.parts[other]).all() for one, other in pairs)


@given(arrays(np.uint8, st.tuples(st.integers(1, 23), st.integers(1, 23)), elements=st.sampled_from([0, 255])))
@pytest.mark.parametrize("factor", [1, 2, 3])
def test_a_mask_made_small_and_large_again_covers_itself(factor: int, mask: NDArray[np.uint8]) -> None:
    again = enlarge(reduce(mask, factor), factor, mask.shape)
    assert again.shape == mask.shape
    assert (again >= mask).all()
    assert again.any() == mask.any()
