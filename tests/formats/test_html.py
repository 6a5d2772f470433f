"""The proof page as a file: what it holds of the scan and of the text, and what no text can do to it."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ocr.errors import InputError
from ocr.formats import FORMATS
from ocr.formats import json as page_json
from ocr.formats.html import places, tiles
from ocr.page import Page
from tests.formats import proofed
from tests.formats.hostile import HOSTILE, UNFIT
from tests.formats.sample import EMPTY, PAGE


def written(page: Page) -> str:
    return FORMATS["html"].data([page]).decode()


def data(text: str) -> dict[str, Any]:
    [found] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, flags=re.DOTALL)
    loaded: dict[str, Any] = json.loads(found)
    return loaded


def at(value: Any, path: list[Any]) -> Any:
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("page", [proofed.PAGE, replace(PAGE, to_scan=proofed.PAGE.to_scan), HOSTILE, EMPTY])
def test_every_text_is_cut_at_its_lines_and_nothing_of_it_is_left_out(page: Page) -> None:
    plain = page_json.plain(page)
    found = places.pieces(page)
    for piece in found:
        text, cuts = at(plain, piece["at"]), piece["cuts"]
        assert [cuts[0][1], cuts[-1][2]] == [0, len(text)]
        assert all(one[2] == other[1] for one, other in pairwise(cuts))
        lines = at(plain, piece["lines"]) if cuts[0][0] is not None else []
        assert {cut[0] for cut in cuts} <= {*range(len(lines)), None}
    paths = [tuple(piece["at"]) for piece in found] + [tuple(link[0]) for piece in found for link in piece["links"]]
    assert len(set(paths)) == len(paths)
    texts = [
        ("articles", n, field)
        for n, article in enumerate(plain["articles"])
        for field, value in article.items()
        if isinstance(value, str) and value.strip() and field != "id"
    ]
    assert set(texts) <= set(paths)


def test_doubts_and_unread_lines_are_at_their_places() -> None:
    by_path = {tuple(piece["at"]): piece for piece in places.pieces(proofed.PAGE)}
    first = by_path["articles", 0, "paragraphs", 0, "text"]
    assert [proofed.FIRST[k] for k in first["doubtful"]] == ["清", "清"]
    assert [proofed.FIRST[start:end] for _, start, end in first["cuts"]] == [
        "本报江州3月1日讯 渠", "水清清流过，", "三个村的人家。"
    ]  # fmt: skip
    links = {tuple(path): proofed.FIRST[start:end] for path, start, end in first["links"]}
    assert links == {("articles", 0, "dateline"): "本报江州3月1日讯", ("articles", 0, "byline"): "江州"}
    unread = by_path["articles", 1, "paragraphs", 0, "text"]["cuts"][1]
    assert unread == [1, 9, 9]


def test_the_tiles_put_together_are_the_scan(tmp_path: Path) -> None:
    size = (2300, 1500)
    scan = Image.linear_gradient("L").resize(size)
    levels = tiles.pyramid(scan)
    assert [level.size for level in levels] == [(2300, 1500), (1150, 750), (575, 375)]
    whole = Image.new("L", size)
    for (row, column), jpeg in levels[0].tiles.items():
        whole.paste(Image.open(io.BytesIO(jpeg)), (column * tiles.SIDE, row * tiles.SIDE))
    apart = np.abs(np.asarray(whole).astype(int) - np.asarray(scan))
    assert apart.max() <= 8


def test_a_scan_too_large_for_a_browser_is_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "MOST", 500_000)
    [first, *_] = tiles.pyramid(Image.new("L", (4000, 2000)))
    assert first.size == (1000, 500)


@pytest.mark.parametrize(("name", "mode"), [("x.png", "RGBA"), ("x.tif", "I;16"), ("x.png", "1"), ("x.jpg", "CMYK")])
def test_scans_of_every_kind_are_shown(name: str, mode: str, tmp_path: Path) -> None:
    Image.new(mode, proofed.SIZE).save(tmp_path / name)
    text = written(replace(proofed.PAGE, source=str(tmp_path / name)))
    assert Image.open(io.BytesIO(_tile(text))).size == proofed.SIZE


def test_a_page_is_shown_as_a_viewer_shows_it_and_is_the_one_of_its_number(tmp_path: Path) -> None:
    turned = Image.new("L", proofed.SIZE[::-1], 200)
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(tmp_path / "x.jpg", exif=exif)
    assert written(replace(proofed.PAGE, source=str(tmp_path / "x.jpg")))
    first, second = Image.new("L", proofed.SIZE, 255), Image.new("L", proofed.SIZE, 40)
    first.save(tmp_path / "x.tif", save_all=True, append_images=[second])
    for number, level in ((1, 255), (2, 40)):
        text = written(replace(proofed.PAGE, number=number, source=str(tmp_path / "x.tif")))
        assert Image.open(io.BytesIO(_tile(text))).getpixel((9, 9)) == level
        assert data(text)["name"] == ("x" if number == 1 else "x-p2")


def test_a_scan_keeps_its_colour_and_gets_none(tmp_path: Path) -> None:
    for colour, mode in (("white", "L"), ("khaki", "RGB")):
        path = proofed.scan(tmp_path / f"{colour}.png", colour=colour)
        assert Image.open(io.BytesIO(_tile(written(replace(proofed.PAGE, source=str(path)))))).mode == mode


def test_a_page_of_a_pdf_is_shown_as_it_was_read(tmp_path: Path) -> None:
    from ocr.image.load import load

    Image.new("L", (640, 480), 90).save(tmp_path / "x.pdf", resolution=150.0)
    [found] = load(tmp_path / "x.pdf")
    text = written(replace(proofed.PAGE, source=str(tmp_path / "x.pdf"), size=found.scan_size, dpi=found.dpi))
    assert Image.open(io.BytesIO(_tile(text))).size == found.scan_size


def _tile(text: str, name: str = "0-0-0") -> bytes:
    [found] = re.findall(f'id="tile-{name}">([^<]*)<', text)
    return base64.b64decode(found)


def test_a_scan_that_is_not_there_or_another_is_named_with_the_remedy(tmp_path: Path) -> None:
    Image.new("L", (30, 30)).save(tmp_path / "small.png")
    (tmp_path / "text.png").write_text("no picture")
    for name, cause in (
        ("none.png", "cannot be read"),
        ("small.png", "30 x 30 pixels"),
        ("text.png", "is not the scan"),
    ):
        with pytest.raises(InputError, match=cause) as raised:
            written(replace(proofed.PAGE, source=str(tmp_path / name)))
        assert "--scan" in str(raised.value)


def test_a_text_that_never_was_a_picture_is_proofed_without_one() -> None:
    text = written(replace(proofed.PAGE, size=(0, 0), source="dump.txt"))
    assert data(text)["tiles"]["levels"] == []
    assert "tile-" not in text.partition("</script>\n<script>")[0].partition('id="data"')[2]


def test_the_same_reading_has_the_same_key_and_another_another(tmp_path: Path) -> None:
    page = proofed.page(tmp_path)
    moved = replace(page, source=str(proofed.scan(tmp_path / "moved.png")), steps=())
    keys = [data(written(each))["key"] for each in (page, moved, replace(page, furniture=()))]
    assert keys[0] == keys[1] != keys[2]


def test_text_that_looks_like_markup_is_data_and_asks_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / '"><script>alert(3)<!--{{data}}.png'
    Image.new("L", HOSTILE.size).save(path)
    text = written(replace(HOSTILE, source=str(path)))
    [held] = re.findall(r'id="data">(.*?)</script>', text)
    assert "<" not in held
    assert (
        text.replace(held, "").count("alert") == text.count("&lt;script&gt;alert(3)&lt;!--{{data}}.png – banmian") == 1
    )
    assert "\0" not in text
    assert re.findall(r"<script[^>]*>", text)[-1] == "<script>"
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert "default-src 'none'" in text
    assert "unsafe" not in text
    assert data(text)["page"]["articles"][0]["paragraphs"][1]["text"] == UNFIT.replace("\ud800", "\ufffd").replace(
        "\udc00", "\ufffd"
    )
