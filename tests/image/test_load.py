"""Every format a scan comes in, and every way a file can be no scan."""

from __future__ import annotations

import builtins
import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from ocr.errors import InputError
from ocr.image.load import count, load
from ocr.page import PageImage


def picture(mode: str = "L", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """White, with a black quarter at the top left."""
    made = Image.new("RGB", size, "white")
    made.paste((0, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return made.convert(mode)


def only(path: Path, **options: Any) -> PageImage:
    (page,) = load(path, **options)
    return page


def looks_right(page: PageImage) -> None:
    height, width = page.gray.shape
    assert page.gray.dtype == np.uint8
    assert page.gray[height // 4, width // 4] < 40
    assert page.gray[3 * height // 4, 3 * width // 4] > 215
    assert page.gray[height // 4, 3 * width // 4] > 215


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.jpg", "L"),
        ("a.jpg", "RGB"),
        ("a.jpg", "CMYK"),
        ("a.png", "1"),
        ("a.png", "L"),
        ("a.png", "LA"),
        ("a.png", "P"),
        ("a.png", "RGB"),
        ("a.png", "RGBA"),
        ("a.webp", "RGB"),
        ("a.webp", "RGBA"),
        ("a.tif", "1"),
        ("a.tif", "L"),
        ("a.tif", "RGB"),
        ("a.tif", "CMYK"),
        ("a.tif", "LAB"),
        ("a.jp2", "L"),
        ("a.jp2", "RGB"),
    ],
)
def test_each_format_and_mode_gives_the_same_page(tmp_path: Path, name: str, mode: str) -> None:
    path = tmp_path / name
    picture("RGB" if mode == "LAB" else mode).save(path) if mode != "LAB" else _lab().save(path)
    page = only(path)
    looks_right(page)
    assert page.scan_size == (60, 40)
    assert page.source == str(path)


def _lab() -> Image.Image:
    lightness = picture("L")
    return Image.merge("LAB", (lightness, Image.new("L", lightness.size, 128), Image.new("L", lightness.size, 128)))


@pytest.mark.parametrize("top", [65535, 4095])
def test_16_bit_grey_is_brought_to_its_own_white(tmp_path: Path, top: int) -> None:
    values = np.where(np.asarray(picture()) > 127, top, 0).astype(np.uint16)
    Image.fromarray(values).save(tmp_path / "deep.tif")
    Image.fromarray(values).save(tmp_path / "deep.png")
    for name in ("deep.tif", "deep.png"):
        looks_right(only(tmp_path / name))


def test_a_tiff_of_several_pages_gives_them_in_order(tmp_path: Path) -> None:
    pages = [picture("1", (50, 30)), picture("L", (60, 40)), picture("RGB", (70, 50))]
    pages[0].save(tmp_path / "many.tif", save_all=True, append_images=pages[1:])
    found = list(load(tmp_path / "many.tif"))
    assert [page.size for page in found] == [(50, 30), (60, 40), (70, 50)]
    assert [page.number for page in found] == [1, 2, 3]
    for page in found:
        looks_right(page)


def test_the_format_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    picture().save(tmp_path / "page.tif", format="PNG")
    looks_right(only(tmp_path / "page.tif"))


def test_exif_orientation_is_applied_and_the_size_is_as_displayed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate clockwise to display
    picture().transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.jpg", exif=exif)
    page = only(tmp_path / "turned.jpg")
    assert page.scan_size == page.size == (60, 40)
    looks_right(page)
    assert dict(page.steps[0].details)["turned_by_exif"] is True


def test_what_is_transparent_lies_on_white_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 30, 20))
    clear.save(tmp_path / "clear.png")
    looks_right(only(tmp_path / "clear.png"))


def test_a_transparent_palette_colour_is_paper(tmp_path: Path) -> None:
    indexed = picture("L").point(lambda value: 1 if value < 128 else 0).convert("P")
    indexed.putpalette([0, 0, 0, 0, 0, 0])
    indexed.save(tmp_path / "palette.png", transparency=0)
    looks_right(only(tmp_path / "palette.png"))


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("black", "white"), ("#d02020", "white"), ("#f08000", "white"), ("white", "#c01818"), ("white", "#0090d0")],
)
def test_coloured_print_keeps_its_contrast(tmp_path: Path, ink: str, ground: str) -> None:
    made = Image.new("RGB", (60, 40), ground)
    made.paste(ink, (0, 0, 30, 40))
    made.save(tmp_path / "colour.png")
    gray = only(tmp_path / "colour.png").gray.astype(int)
    assert abs(gray[20, 10] - gray[20, 50]) > 110


@pytest.mark.parametrize(("stated", "believed"), [(300, 300), (72, 72), (1, None), (10, None), (9600, None)])
def test_only_a_likely_resolution_is_believed(tmp_path: Path, stated: int, believed: float | None) -> None:
    picture().save(tmp_path / "dots.tif", dpi=(stated, stated))
    dpi = only(tmp_path / "dots.tif").dpi
    assert dpi is None if believed is None else dpi == pytest.approx(believed)


def test_a_resolution_that_is_given_overrides_the_file(tmp_path: Path) -> None:
    picture().save(tmp_path / "dots.jpg", dpi=(300, 300))
    assert only(tmp_path / "dots.jpg", dpi=200.0).dpi == 200


def test_a_stream_is_read_and_called_by_its_name() -> None:
    data = io.BytesIO()
    picture().save(data, "PNG")
    data.seek(0)
    (page,) = load(data, name="<stdin>")
    looks_right(page)
    assert page.source == "<stdin>"


def complaint(path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        list(load(path, **options))
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_a_missing_file_a_directory_and_an_empty_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    assert "no such file" in complaint(tmp_path / "missing.jpg")
    assert "directory" in complaint(tmp_path)
    assert "empty" in complaint(tmp_path / "empty.png")


def test_a_text_file_with_a_picture_s_name_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("本报讯 这不是图片。", encoding="utf-8")
    assert "not a picture" in complaint(tmp_path / "notes.png")


@pytest.mark.parametrize("name", ["cut.jpg", "cut.png", "cut.tif", "cut.webp", "cut.jp2"])
def test_a_file_that_is_cut_short_says_so(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 200), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    assert "cut short" in complaint(tmp_path / name)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.jpg"
    picture().save(path)
    usual = builtins.open

    def refuse(file: Any, *args: Any, **kwargs: Any) -> Any:
        if os.fspath(file) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return usual(file, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", refuse)
    assert "permission" in complaint(path)


def bomb(path: Path, side: int) -> None:
    """A PNG that claims to be side x side; its pixels are never written."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def test_a_pixel_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    bomb(tmp_path / "bomb.png", 30_000)
    assert "--max-pixels" in complaint(tmp_path / "bomb.png")


def test_a_broadsheet_at_600_dpi_passes_the_default_limit(tmp_path: Path) -> None:
    bomb(tmp_path / "large.png", 19_500)
    assert "cut short" in complaint(tmp_path / "large.png")


def test_the_limit_is_an_option(tmp_path: Path) -> None:
    picture().save(tmp_path / "page.png")
    assert "limit of 2399" in complaint(tmp_path / "page.png", max_pixels=2399)
    looks_right(only(tmp_path / "page.png", max_pixels=2400))


def test_pillow_s_own_limit_neither_stops_a_page_nor_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    for name in ("page.png", "page.jpg", "page.tif", "page.webp", "page.jp2"):
        picture().save(tmp_path / name)
        looks_right(only(tmp_path / name))
    assert Image.MAX_IMAGE_PIXELS == 100


def test_the_second_page_s_damage_leaves_the_first_readable(tmp_path: Path) -> None:
    noise = [Image.fromarray(np.random.default_rng(k).integers(0, 256, (90, 90), dtype=np.uint8)) for k in (1, 2)]
    noise[0].save(tmp_path / "two.tif", save_all=True, append_images=noise[1:])
    with TiffImagePlugin.TiffImageFile(tmp_path / "two.tif") as tiff:
        tiff.seek(1)
        start = int(tiff.tag_v2[273][0])
    data = (tmp_path / "two.tif").read_bytes()
    pages = load(io.BytesIO(data[: start + 50]), name="two.tif") if start > len(data) // 2 else iter(())
    assert next(pages).number == 1
    with pytest.raises(InputError, match=r"two\.tif, page 2"):
        next(pages)


def spoilt(path: Path, compression: str) -> Path:
    """A TIFF of noise, so that its strips are long, with bytes in its middle that are none of its own."""
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 2, (200, 200), np.uint8) * 255)
    noise.convert("1").save(path, compression=compression)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = b"\x01" * 40
    path.write_bytes(data)
    return path


def test_a_fax_that_is_damaged_inside_is_read_and_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = only(spoilt(tmp_path / "fax.tif", "group4"))
    (said,) = (value for step in page.steps for key, value in step.details if key == "note")
    assert "damaged" in str(said)
    assert "Fax4Decode" in str(said)
    assert capfd.readouterr().err == ""


def test_what_the_decoder_says_of_a_damaged_file_is_not_shown_besides(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError):
        only(spoilt(tmp_path / "packed.tif", "tiff_deflate"))
    assert capfd.readouterr().err == ""


def test_pages_of_a_tiff_that_breaks_off_are_read_up_to_there(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    picture().save(path, save_all=True, append_images=[picture(), picture()])
    with Image.open(path) as whole:
        whole.seek(2)
        assert isinstance(whole, TiffImagePlugin.TiffImageFile)
        place = whole.tag_v2.offset if hasattr(whole.tag_v2, "offset") else 0
    assert place
    path.write_bytes(path.read_bytes()[:place])
    pages = load(path)
    assert [next(pages).number, next(pages).number] == [1, 2]
    with pytest.raises(InputError, match=r"two\.tif, page 3: damaged"):
        next(pages)
    assert count(path) == 3
    assert [page.number for page in load(path, number=2)] == [2]
    with pytest.raises(InputError, match=r"two\.tif, page 3: damaged"):
        list(load(path, number=3))


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    data = io.BytesIO()
    picture().save(data, "TIFF")
    ours, theirs = os.pipe()
    with open(theirs, "wb") as writer:
        writer.write(data.getvalue())
    looks_right(only(Path(f"/dev/fd/{ours}")))
    os.close(ours)


def test_a_disk_that_fails_while_a_file_is_read_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match=r"cannot be read.*Input/output error"):
        next(load(Failing(b"x"), name="scan.tif"))


def test_damaged_exif_does_not_cost_a_page_that_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x112] = 1
    picture().save(path, exif=exif)
    data = path.read_bytes()
    at = data.index(b"Exif\0\0") + 6
    path.write_bytes(data[:at] + b"MM\0*\xff\xff\xff\xff" + data[at + 8 :])
    looks_right(only(path))
