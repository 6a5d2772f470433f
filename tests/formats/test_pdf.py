"""The PDF: the scan untouched, its text in place, bookmarks, and what it says of itself."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms

from ocr.errors import InputError, OutputError
from ocr.formats import FORMATS, srgb
from ocr.page import Article, Step
from tests.formats import invisible_font
from tests.formats.hostile import MARKUP, ODD, UNFIT
from tests.formats.pdfs import SIZE, TEXT, body, column, made, page_of, places, seen


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jpg"
    Image.effect_noise(SIZE, 60).save(path, quality=80)
    return path


def test_a_jpeg_is_in_it_byte_by_byte(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(made(page_of(scan)))) as pdf:
        assert pdf.pages[0].obj["/Resources"]["/XObject"]["/Scan"].read_raw_bytes() == scan.read_bytes()
        assert [float(v) for v in pdf.pages[0].mediabox[2:]] == [432.0, 288.0]  # 100 dpi


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_as_a_viewer_shows_it_and_its_text_on_it(turn: int, tmp_path: Path) -> None:
    upright = Image.new("L", SIZE, 255)
    upright.paste(0, (40, 60, 240, 80))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transpositions that undo EXIF's orientations
    stored = upright if turn == 1 else upright.transpose(Image.Transpose(back[turn]))
    exif = Image.Exif()
    exif[0x0112] = turn
    stored.save(tmp_path / "scan.jpg", exif=exif, quality=95)
    with pypdfium2.PdfDocument(made(page_of(tmp_path / "scan.jpg"))) as document:
        drawn = document[0].render(scale=100 / 72).to_pil().convert("L")
    box = drawn.point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    assert all(abs(a - b) <= 2 for a, b in zip(box, (40, 60, 240, 80), strict=True))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "1", "CMYK"])
def test_other_pictures_are_stored_without_loss(mode: str, tmp_path: Path) -> None:
    name = "x.tif" if mode == "CMYK" else "x.png"
    picture = Image.effect_noise(SIZE, 60).convert(mode)
    picture.save(tmp_path / name)
    with pikepdf.open(io.BytesIO(made(page_of(tmp_path / name)))) as pdf:
        stored = pdf.pages[0].obj["/Resources"]["/XObject"]["/Scan"]
        assert isinstance(stored, pikepdf.Stream)
        found = pikepdf.PdfImage(stored).as_pil_image()
    expected = picture if mode in ("RGB", "1", "CMYK") else picture.convert("RGB")
    assert found.convert(expected.mode).tobytes() == expected.tobytes()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_pdf_keeps_its_page_and_gets_the_text_where_it_is_shown(turn: int, tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=(288, 432) if turn % 180 else (432, 288))
        sheet.obj["/Rotate"] = turn
        sheet.Contents = pikepdf.Stream(pdf, b"1 0 0 rg 0.5 0 0 0.5 0 0 cm 0 0 9 9 re f")
        pdf.save(tmp_path / "scan.pdf")
    data = made(page_of(tmp_path / "scan.pdf"))
    assert re.sub(r"[\r\n]+", "", seen(data)) == TEXT
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"0 0 9 9 re f" in b"".join(part.read_bytes() for part in pdf.pages[0].Contents)
        assert pdf.pages[0].obj["/Rotate"] == turn
    assert places(data, turn)["老"] == pytest.approx((20, 100, 40, 120), abs=5)


def test_a_page_is_no_longer_than_a_pdf_may_hold(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(made(replace(page_of(scan), dpi=0.01)))) as pdf:
        assert max(map(float, pdf.pages[0].mediabox)) == 14400


def test_bookmarks_are_the_titles(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(made(page_of(scan)))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["老水渠", "短讯"]


def metadata(data: bytes) -> dict[str, object]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return dict(pdf.open_metadata().items())


def test_a_document_of_pictures_says_it_is_pdf_a_2_and_has_what_that_wants(scan: Path) -> None:
    data = made(page_of(scan))
    assert data.startswith(b"%PDF-1.7\n%")
    told = metadata(data)
    name = "{http://www.aiim.org/pdfa/ns/id/}"
    assert (told[f"{name}part"], told[f"{name}conformance"]) == ("2", "U")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        [intent] = pdf.Root.OutputIntents
        profile = ImageCms.getOpenProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
        assert (profile.xcolor_space.strip(), profile.profile_description) == ("RGB", "sRGB")
        assert "/Info" not in pdf.trailer
        assert "/ID" in pdf.trailer
        assert pdf.Root.Lang == "zh"
        for font in pdf.pages[0].obj["/Resources"]["/Font"].values():
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_profile_of_a_picture_without_one_is_that_of_srgb() -> None:
    ours = ImageCms.getOpenProfile(io.BytesIO(srgb.profile()))
    picture = Image.merge("RGB", [Image.effect_noise((64, 64), 90) for _ in range(3)])
    same = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    assert max(high for _, high in ImageChops.difference(picture, same).getextrema()) <= 1  # type: ignore[misc]


def test_what_cannot_be_pdf_a_does_not_say_it_is(tmp_path: Path, scan: Path) -> None:
    Image.effect_noise(SIZE, 60).convert("CMYK").save(tmp_path / "cmyk.jpg")
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(432, 288))
        pdf.save(tmp_path / "scan.pdf")
    for source in (tmp_path / "cmyk.jpg", tmp_path / "scan.pdf"):
        assert not any("pdfa" in key for key in metadata(FORMATS["pdf"].data([page_of(scan), page_of(source)])))
    mark = replace(column(0, "渠\ufeff水"), id="m")  # a mark that no code may stand for at level U
    told = metadata(made(replace(page_of(scan), articles=(Article("a01", paragraphs=(body(mark),)),))))
    assert told["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "B"


def test_steps_programs_and_models_stand_in_the_metadata(scan: Path) -> None:
    steps = (
        Step("program", (("banmian", "0.0.7"),)),
        Step("recognize", (("tesseract", "5.3.0"), ("tesseract_model", "chi_sim sha256:2c3d"))),
    )
    data = made(replace(page_of(scan), steps=steps))
    assert metadata(data)["{http://ns.adobe.com/xap/1.0/}CreatorTool"] == "banmian 0.0.7; tesseract 5.3.0"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert "page 1: tesseract 5.3.0; tesseract_model chi_sim sha256:2c3d" in packet


def test_several_pages_are_pages_of_one_pdf_and_the_same_each_time(scan: Path) -> None:
    pages = [page_of(scan), page_of(scan, down=True)]
    data = FORMATS["pdf"].data(pages)
    assert data == FORMATS["pdf"].data(pages)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2


def test_both_pages_of_an_opened_paper_get_its_scan(scan: Path, tmp_path: Path) -> None:
    opened = replace(page_of(scan), steps=(Step("spread", (("half", "left"),)),))
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].data([opened, replace(opened, number=2)]))) as pdf:
        assert len(pdf.pages) == 2
    with pytest.raises(InputError):  # one scan, and no page of an opened paper
        made(replace(page_of(scan), number=2))
    Image.open(scan).save(tmp_path / "two.tif", save_all=True, append_images=[Image.open(scan)])
    with pytest.raises(InputError, match="split the file"):
        made(replace(opened, source=str(tmp_path / "two.tif")))


def test_a_scan_that_is_not_there_or_another_is_said(scan: Path, tmp_path: Path) -> None:
    for source, cause in ((tmp_path / "none.jpg", "cannot be read"), (scan, "600 x 400")):
        with pytest.raises(InputError, match=rf"{source.name}: .*{cause}"):
            made(replace(page_of(source), size=(10, 10)))
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    with pytest.raises(InputError, match="not the scan"):
        made(page_of(tmp_path / "bad.jpg"))
    with pytest.raises(OutputError):
        FORMATS["pdf"].write(page_of(scan))


def test_hostile_text_and_characters_that_no_text_holds_do_no_harm(scan: Path) -> None:
    page = page_of(scan)
    runs = tuple(replace(column(k, text[:60]), id=f"h{k}") for k, text in enumerate((MARKUP, UNFIT, ODD)))
    found = seen(made(replace(page, articles=(Article("a01", MARKUP, paragraphs=(body(*runs),)),))))
    assert MARKUP[:60] in found
    assert "零\ufffd一\ufffd二" in found
    with pikepdf.open(io.BytesIO(made(page))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_font_is_the_one_its_maker_makes() -> None:
    assert invisible_font.made() == invisible_font.PATH.read_bytes()
