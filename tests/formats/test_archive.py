"""PDF/A-2 as a checker of it sees ours, whatever the scan is stored as; and the structure as poppler reads it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from page import ValidationProfile, validate_pdf_bytes
from PIL import Image, ImageCms

from ocr.formats import FORMATS
from ocr.geometry import Direction
from ocr.page import Furniture, Kind, Page
from tests.formats.hostile import HOSTILE
from tests.formats.sample import HEADER, PAGE, run

ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SCANS: dict[str, Callable[[Image.Image, Path], None]] = {
    "grey.jpg": lambda picture, path: picture.save(path),
    "colour.jpg": lambda picture, path: picture.convert("RGB").save(path, icc_profile=ICC),
    "grey.png": lambda picture, path: picture.save(path),
    "palette.png": lambda picture, path: picture.convert("RGB").quantize(9).save(path),
    "alpha.png": lambda picture, path: picture.convert("RGBA").save(path),
    "profile.png": lambda picture, path: picture.convert("RGB").save(path, icc_profile=ICC),
    "grey.jp2": lambda picture, path: picture.save(path),
    "colour.jp2": lambda picture, path: picture.convert("RGB").save(path),
    "fax.tif": lambda picture, path: picture.convert("1").save(path, compression="group4"),
    "packed.tif": lambda picture, path: picture.save(path, compression="tiff_lzw"),
    "x.webp": lambda picture, path: picture.save(path),
}


def faults(data: bytes) -> list[str]:
    found = validate_pdf_bytes(data, profile=ValidationProfile.PDF_A_2U)
    assert found.rules.total > 100
    return [f"{each.rule_id}: {each.message}" for each in found.failures]


@pytest.mark.parametrize(("name", "store"), SCANS.items(), ids=SCANS)
def test_a_scan_stored_in_any_way_becomes_pdf_a_2u(name: str, store: Callable[..., None], tmp_path: Path) -> None:
    source = tmp_path / name
    store(Image.effect_noise(PAGE.size, 60), source)
    assert faults(FORMATS["pdf"].data([replace(PAGE, source=str(source))])) == []


def scanned(page: Page, tmp_path: Path) -> bytes:
    source = tmp_path / "scan.jpg"
    Image.new("L", page.size, 255).save(source)
    return FORMATS["pdf"].data([replace(page, source=str(source)), replace(page, source=str(source))])


def test_vertical_and_hostile_text_is_pdf_a_too(tmp_path: Path) -> None:
    assert faults(scanned(replace(PAGE, direction=Direction.VERTICAL), tmp_path)) == []
    said = faults(scanned(HOSTILE, tmp_path))
    assert all("U+FEFF" in each or "FEFF" in each or "CONFORMANCE" in each for each in said)  # it keeps to level B


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    source = tmp_path / "cmyk.jpg"
    Image.effect_noise(PAGE.size, 60).convert("CMYK").save(source)
    assert faults(FORMATS["pdf"].data([replace(PAGE, source=str(source))]))


def test_poppler_reads_articles_headings_and_whole_paragraphs_from_the_structure(tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler-utils is not installed")
    page = replace(PAGE, furniture=(Furniture(Kind.PAGE_NUMBER, "江州报眉", (run(HEADER, "江州报眉"),)),))
    (tmp_path / "x.pdf").write_bytes(scanned(page, tmp_path))
    found = subprocess.run(["pdfinfo", "-struct-text", tmp_path / "x.pdf"], capture_output=True, check=True)
    assert found.stderr == b""
    lines = [line.strip() for line in found.stdout.decode("utf-8", "replace").splitlines()]
    assert [line.split(" ")[0] for line in lines if line and not line.startswith('"')][:6] == [
        "Document", "Art", "P", "H1", "H2", "P"
    ]  # fmt: skip
    said = "".join(line.strip('"') for line in lines if line.startswith('"'))
    assert (
        said.count("老水渠又响起来了——三个村合修一条渠本报记者 甲乙本报江州3月1日讯 渠水清清，流过三个村。渠边的人")
        == 2
    )
    assert "江州报眉" not in said
