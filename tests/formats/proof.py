"""The proof page open in a browser, by what one does with it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from ocr.formats import FORMATS
from ocr.page import Page
from tests.diff.browser import Browser

BODY = ".story .body .field"
WAIT = 20.0
TASTE = "localStorage.clear(); localStorage.setItem('banmian proof taste', '{\"language\": \"en\"}')"


def written(page: Page, path: Path) -> Path:
    path.write_bytes(FORMATS["html"].data([page]))
    return path


def until(what: Callable[[], str]) -> str:
    ended = time.monotonic() + WAIT
    while not (found := what()) and time.monotonic() < ended:
        time.sleep(0.05)
    return found


class Proof:
    """The page open in a browser, by what one does with it."""

    def __init__(self, browser: Browser, path: Path, *, dark: bool = False) -> None:
        self.browser = browser
        self.path = path
        browser.open(path, dark=dark)
        browser.run(TASTE)
        browser.driver.refresh()

    def keys(self, *keys: str) -> None:
        """Keys as a keyboard sends them, to whatever has the focus."""
        ActionChains(self.browser.driver).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        ActionChains(self.browser.driver).key_down(held).send_keys(key).key_up(held).perform()

    def texts(self, selector: str = BODY) -> list[str]:
        return [str(self.browser.run("return arguments[0].textContent", each)) for each in self.browser.find(selector)]

    def counts(self) -> str:
        return self.browser.find("#counts")[0].text

    def place(self) -> list[float]:
        """Scale, left and top of the scan in its view, in CSS pixels, once it has come to rest."""
        ended = time.monotonic() + WAIT
        before: object = None
        while time.monotonic() < ended:
            now = self.browser.run("return document.getElementById('scan').dataset.view || ''")
            if now and now == before:
                return [float(value) for value in str(now).split()]
            before = now
            time.sleep(0.1)
        raise AssertionError("the scan does not come to rest")

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of the scan is in the window."""
        scale, left, top = self.place()
        at = self.browser.run(
            "const r = document.getElementById('scan').getBoundingClientRect(); return [r.left, r.top]"
        )
        return round(at[0] + left + x * scale), round(at[1] + top + y * scale)

    def to(self, x: float, y: float) -> ActionChains:
        """The pointer goes to a point of the scan."""
        chain = ActionChains(self.browser.driver)
        chain.w3c_actions.pointer_action.move_to_location(*self.point(x, y))  # type: ignore[no-untyped-call]
        return chain

    def saved(self, name: str = "page.corrected.json") -> dict[str, Any]:
        path = self.path.parent / name
        path.unlink(missing_ok=True)
        self.chord(Keys.CONTROL, "s")
        found: dict[str, Any] = json.loads(until(lambda: path.read_text(encoding="utf-8") if path.exists() else ""))
        return found

    def ink(self, *points: tuple[float, float]) -> list[list[int]]:
        """Red, green and blue of the drawn scan at points of it."""
        scale, left, top = self.place()
        pen = "document.querySelector('#scan canvas').getContext('2d')"
        code = f"return arguments[0].map(([x, y]) => [...{pen}.getImageData(x, y, 1, 1).data].slice(0, 3))"
        found: list[list[int]] = self.browser.run(
            code, [(round(left + x * scale), round(top + y * scale)) for x, y in points]
        )
        return found
