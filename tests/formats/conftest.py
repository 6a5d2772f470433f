"""A browser that keeps what it downloads, and the proof page of a small page open in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.diff.browser import Browser, chromium
from tests.formats import proofed
from tests.formats.proof import Proof, written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    with chromium() as found:
        found.driver.set_script_timeout(60)
        found.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        yield found


@pytest.fixture(scope="module")
def view(folder: Path) -> Path:
    return written(proofed.page(folder), folder / "page.html")


@pytest.fixture
def proof(browser: Browser, view: Path) -> Proof:
    """The page opened, with nothing kept from before."""
    return Proof(browser, view)
