"""Our character error rate is that of others on the same strings."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterator
from types import ModuleType

import jiwer
import pytest

from ocr.diff.comparison import compare
from ocr.diff.sources import parse
from ocr.evaluate import from_json
from ocr.evaluate.normalise import fold
from tests.diff.errors import with_errors
from tests.painter.random_page import random_page

SHARES = (0.0, 0.01, 0.05, 0.2, 0.6)
PAGES = 10
LONGEST = 1200
"""Characters of a page that are compared: on whole pages the others take half a minute."""


@pytest.fixture(scope="module")
def dinglehopper() -> ModuleType:
    """It logs through OCR-D, which is left out of our environment for what it brings along; plain logging will do."""
    logger = ModuleType("ocrd_utils")
    logger.getLogger = logging.getLogger  # type: ignore[attr-defined]
    sys.modules.setdefault("ocrd_utils", logger)
    return importlib.import_module("dinglehopper")


def pairs() -> Iterator[tuple[str, str]]:
    """Texts of painted pages, each with errors put in."""
    for seed in range(PAGES):
        stories = from_json(random_page(seed).truth).stories
        said = "\n".join(text for story in stories for text in (*story.heads, *story.paragraphs))[:LONGEST]
        for share in SHARES:
            yield said, with_errors(said, share, seed)


def test_on_fifty_pairs_we_agree_with_dinglehopper_and_jiwer(dinglehopper: ModuleType) -> None:
    seen = []
    for said, read in pairs():
        [page] = compare("page", parse(read.encode(), "o.txt"), parse(said.encode(), "r.txt"), variants=None)
        ours = page.report.cer.value
        assert ours == pytest.approx(dinglehopper.character_error_rate(fold(said), fold(read)), abs=1e-9)
        assert ours == pytest.approx(jiwer.cer(fold(said), fold(read)), abs=1e-9)
        seen.append(ours)
    assert len(seen) == 50
    assert sum(value == 0 for value in seen) == PAGES
    assert max(seen) > 0.4
