"""The README's picture of the proof page: a sample worn until some characters are doubtful, with a correction made.

python -m tests.showproof [SAMPLE] [OUT] [dark]
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from selenium.webdriver.common.keys import Keys

from ocr import pipeline
from ocr.formats import FORMATS
from ocr.options import Options
from ocr.page import Page
from tests.diff.browser import chromium
from tests.formats.proof import Proof, written

ROOT = Path(__file__).resolve().parent.parent
SCALE, BLUR, NOISE = 0.54, 1.3, 12  # of the sample: what leaves a handful of characters doubtful
WINDOW = (1400, 900)


def main(sample: Path, out: Path, dark: bool) -> None:
    """Read the worn sample, open its proof page, and write what the browser shows."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = written(_read(sample, Path(folder)), Path(folder) / "page.html")
        browser.driver.set_window_size(*WINDOW)
        proof = Proof(browser, path, dark=dark)
        proof.keys("n", "n", Keys.ENTER, "师", Keys.ESCAPE)
        proof.browser.find(".seam-mark")[-1].click()
        proof.keys("n")
        proof.place()
        with Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())) as shown:
            shown.convert("RGB").save(out, quality=80, optimize=True)
    print(f"{FORMATS['html'].name}: {out}")


def _read(sample: Path, folder: Path) -> Page:
    with Image.open(sample) as scan:
        small = scan.convert("L").filter(ImageFilter.GaussianBlur(BLUR))
        small = small.resize((round(scan.width * SCALE), round(scan.height * SCALE)))
    noise = np.random.default_rng(1).normal(0, NOISE, small.size[::-1])
    worn = folder / sample.name
    Image.fromarray((np.asarray(small) + noise).clip(0, 255).astype(np.uint8)).save(worn, quality=60)
    options = replace(Options(), engine="tesseract", lang="chi_sim")
    [page] = pipeline.read(worn, options)
    return page


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0]) if given else ROOT / "samples/front.jpg",
        Path(given[1]) if given[1:] else ROOT / ".readme/proof.jpg",
        "dark" in given[2:],
    )
