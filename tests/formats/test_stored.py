"""A scan goes into the PDF as it is packed, and a reader of PDF sees the pixels that a viewer of the file sees."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from ocr.formats import png
from ocr.formats.stored import Stored, stored
from tests.formats.filtered import png as written

SIZE = (60, 40)
GREY = Image.effect_noise(SIZE, 80)
COLOUR = Image.merge("RGB", [Image.effect_noise(SIZE, 80) for _ in range(3)])
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


@dataclass(frozen=True)
class Kept:
    """What stands in a document of a picture: its bytes as packed, its colours, its profile; and how pdfium draws it,
    a pixel for a pixel."""

    stored: Stored
    raw: bytes
    space: str
    profile: bytes
    seen: Image.Image


def kept(data: bytes) -> Kept:
    with pikepdf.new() as pdf, Image.open(io.BytesIO(data)) as opened:
        found = stored(pdf, data, opened)
        sheet = pdf.add_blank_page(page_size=found.size)
        sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=found.image))
        sheet.Contents = pikepdf.Stream(pdf, b"q %d 0 0 %d 0 0 cm /Scan Do Q" % found.size)
        out = io.BytesIO()
        pdf.save(out, min_version="1.7")
        assert pdf.check_pdf_syntax() == []
    with pypdfium2.PdfDocument(out.getvalue()) as drawn:
        seen = drawn[0].render(scale=1).to_pil().convert("RGB")
    with pikepdf.open(io.BytesIO(out.getvalue())) as again:
        image = again.pages[0].obj["/Resources"]["/XObject"]["/Scan"]
        assert isinstance(image, pikepdf.Stream)
        space = image.get("/ColorSpace")
        profile = bytes(space[1].read_bytes()) if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased" else b""
        return Kept(found, image.read_raw_bytes(), "" if profile else str(space), profile, seen)


def assert_same(seen: Image.Image, wanted: Image.Image, slack: int = 0) -> None:
    apart = np.abs(np.asarray(seen, int) - np.asarray(wanted.convert("RGB"), int))
    assert apart.max() <= slack


PNGS = {
    "grey": (GREY, {}),
    "colour": (COLOUR, {}),
    "bilevel": (GREY.convert("1"), {}),
    "palette": (COLOUR.quantize(200), {}),
    "four colours": (COLOUR.quantize(4), {}),
    "sixteen bits": (Image.fromarray(np.asarray(GREY, np.uint16) * 257), {}),
    "with a profile": (COLOUR, {"icc_profile": ICC}),
}


@pytest.mark.parametrize(("picture", "options"), PNGS.values(), ids=PNGS)
def test_a_png_is_in_it_as_it_is_packed(picture: Image.Image, options: dict[str, Any]) -> None:
    data = saved(picture, "PNG", **options)
    found = kept(data)
    assert found.raw in data
    wanted = GREY if picture.mode.startswith("I") else picture
    assert_same(found.seen, wanted, slack=3 if options else int(wanted is not picture))


@settings(max_examples=40, deadline=None)
@given(
    filters=st.lists(st.integers(0, 4), min_size=1, max_size=5),
    channels=st.sampled_from((2, 4)),
    hole=st.none() | st.tuples(st.integers(0, 6), st.integers(0, 8), st.integers(0, 254)),
    seed=st.integers(0, 99),
)
def test_opaque_alpha_is_taken_out_of_a_png_and_the_colours_stay(
    filters: list[int], channels: int, hole: tuple[int, int, int] | None, seed: int
) -> None:
    samples = np.random.default_rng(seed).integers(0, 256, (7, 9, channels), np.uint8)
    samples[..., -1] = 255
    if hole is not None:
        samples[hole[0], hole[1], -1] = hole[2]
    data = written(samples, filters)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data))), samples)
    found = png.read(data)
    assert (found is None) == (hole is not None)
    if found is not None:
        without = png.read(written(samples[..., :-1], filters))
        assert without is not None
        assert found.channels == without.channels
        assert zlib.decompress(found.packed) == zlib.decompress(without.packed)


@pytest.mark.parametrize("filters", [[0], [1, 2], [3, 4]])
def test_grey_in_three_colours_with_opaque_alpha_is_kept_as_grey(filters: list[int]) -> None:
    grey = np.random.default_rng(3).integers(0, 256, (7, 9, 1), np.uint8)
    samples = np.concatenate([grey, grey, grey, np.full_like(grey, 255)], axis=2)
    found, alone = png.read(written(samples, filters)), png.read(written(grey, filters))
    assert found is not None
    assert alone is not None
    assert (found.channels, zlib.decompress(found.packed)) == (1, zlib.decompress(alone.packed))
    samples[3, 3, 2] ^= 1
    coloured = png.read(written(samples, filters))
    assert coloured is not None
    assert coloured.channels == 3


def test_grey_whose_profile_is_of_colours_keeps_its_channels() -> None:
    picture = Image.merge("RGBA", [GREY, GREY, GREY, Image.new("L", GREY.size, 255)])
    plain, profiled = png.read(saved(picture, "PNG")), png.read(saved(picture, "PNG", icc_profile=ICC))
    assert plain is not None
    assert profiled is not None
    assert (plain.channels, profiled.channels) == (1, 3)


def test_what_is_transparent_stands_on_white() -> None:
    picture = COLOUR.convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 20, 20))
    picture.paste((0, 0, 0, 128), (20, 0, 40, 20))
    seen = kept(saved(picture, "PNG")).seen
    assert seen.getpixel((5, 5)) == (255, 255, 255)
    assert seen.getpixel((30, 5)) == pytest.approx((127, 127, 127), abs=1)
    assert seen.getpixel((50, 30)) == COLOUR.getpixel((50, 30))


@pytest.mark.parametrize("picture", [GREY, COLOUR], ids=["grey", "colour"])
def test_a_jpeg_2000_is_in_it_byte_by_byte(picture: Image.Image) -> None:
    data = saved(picture, "JPEG2000")
    found = kept(data)
    assert found.raw == data
    assert_same(found.seen, picture)


@pytest.mark.parametrize("black", [0, 1], ids=["white is 0", "black is 0"])
@pytest.mark.parametrize("backwards", [False, True])
def test_fax_code_of_a_tiff_is_in_it_as_it_is(black: int, backwards: bool) -> None:
    picture = GREY.convert("1")
    options = {"tiffinfo": {262: black, **({266: 2} if backwards else {})}}
    data = saved(picture, "TIFF", compression="group4", **options)
    found = kept(data)
    mirrored = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
    assert (found.raw.translate(mirrored) if backwards else found.raw) in data
    assert_same(found.seen, Image.open(io.BytesIO(data)))


OTHERS = {
    "deflated": ("TIFF", COLOUR, {"compression": "tiff_deflate"}),
    "fax in strips": ("TIFF", GREY.convert("1"), {"compression": "group4", "strip_size": 64}),
    "bare codestream": ("JPEG2000", GREY, {"no_jp2": True}),
    "WebP": ("WEBP", COLOUR, {"lossless": True}),
    "sixteen bits": ("TIFF", Image.fromarray(np.asarray(GREY, np.uint16) * 257), {}),
}


@pytest.mark.parametrize(("form", "picture", "options"), OTHERS.values(), ids=OTHERS)
def test_what_pdf_has_no_name_for_is_packed_anew_without_loss(
    form: str, picture: Image.Image, options: dict[str, Any]
) -> None:
    found = kept(saved(picture, form, **options))
    assert found.stored.size == SIZE
    assert_same(found.seen, GREY if picture.mode.startswith("I") else picture)


def test_an_interlaced_png_is_packed_anew() -> None:
    data = saved(GREY, "PNG")
    assert png.read(data) is not None
    assert png.read(data[:28] + b"\1" + data[29:]) is None


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_the_turn_that_exif_asks_for_is_told_or_done(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = kept(saved(GREY, form, exif=exif)).stored
    shown = found.size[::-1] if found.turn >= 5 else found.size
    assert shown == SIZE[::-1]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_profile_of_the_scans_colours_is_kept(form: str) -> None:
    assert kept(saved(COLOUR, form, icc_profile=ICC)).profile == ICC


def test_a_profile_for_other_channels_is_not_believed() -> None:
    assert kept(saved(GREY, "PNG", icc_profile=ICC)).space == "/DeviceGray"


@pytest.mark.parametrize("cut", [30, 60, 200])
def test_a_damaged_png_is_said(cut: int) -> None:
    data = saved(COLOUR.convert("RGBA"), "PNG")
    with pytest.raises(ValueError, match="damaged"):
        png.read(data[:cut])
