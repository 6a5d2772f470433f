"""The PDF: the scan untouched, the articles' text over it in their order, found where it stands."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms

from ocr.errors import InputError, OutputError
from ocr.formats import FORMATS, srgb
from ocr.formats.pieces import pieces
from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Kind, Line, Page, Paragraph, Run, Step
from tests.formats import invisible_font
from tests.formats.hostile import MARKUP, ODD, UNFIT

SIZE = (600, 400)


def column(number: int, text: str, *, down: bool = False) -> Run:
    """A line of glyphs 20 pixels high: the first at the right or top, further ones to the left or below."""
    at, long = 20 + 40 * number, 20 * len(text)
    box = Box(560 - at, 20, 580 - at, 20 + long) if down else Box(20, at, 20 + long, at + 20)
    line = Line(f"l{number}", box, 20.0, Direction.VERTICAL if down else Direction.HORIZONTAL)
    return Run(line.id, text, text, line=line)


def page_of(source: Path, *, down: bool = False) -> Page:
    """Two stories; the second stands above the first on the scan."""
    runs = [column(k, text, down=down) for k, text in enumerate(LINES)]
    first = Article("a01", "老水渠", head_runs=(runs[2],), paragraphs=(body(*runs[3:]),))
    second = Article("a02", "短讯", head_runs=(runs[0],), paragraphs=(body(runs[1]),))
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    return Page(str(source), 1, SIZE, 100.0, direction, Transform(), articles=(first, second))


def body(*runs: Run) -> Paragraph:
    return Paragraph(Kind.BODY, "".join(run.text for run in runs), runs)


LINES = ("短讯", "别篇已经完了。", "老水渠", "渠水清清，流", "过三个村\U00020000。")
TEXT = "老水渠渠水清清，流过三个村\U00020000。短讯别篇已经完了。"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jpg"
    Image.effect_noise(SIZE, 60).save(path, quality=80)
    return path


def made(page: Page) -> bytes:
    return FORMATS["pdf"].data([page])


def seen(data: bytes) -> str:
    """The text as pdfium gives it."""
    document = pypdfium2.PdfDocument(data)
    text = document[0].get_textpage()
    found: str = text.get_text_range()
    text.close()
    document.close()
    return found


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_pdfium_reads_the_articles_in_their_order_without_spaces(scan: Path, down: bool) -> None:
    found = seen(made(page_of(scan, down=down)))
    assert re.sub(r"[\r\n]+", "", found) == TEXT


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_poppler_reads_the_articles_in_their_order_without_spaces(scan: Path, down: bool, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    (tmp_path / "x.pdf").write_bytes(made(page_of(scan, down=down)))
    found = subprocess.run(["pdftotext", "-raw", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
    assert re.sub(r"[\n\f]+", "", found.stdout.decode()) == TEXT
    assert found.stderr == b""


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("seed", range(8))
def test_lines_that_stand_side_by_side_are_read_in_the_order_of_the_articles(
    scan: Path, tmp_path: Path, down: bool, seed: int
) -> None:
    page = side_by_side(scan, random.Random(seed), down=down)
    wanted = "".join(article.paragraphs[0].text for article in page.articles)
    data = made(page)
    assert re.sub(r"\s+", "", seen(data)) == wanted
    if shutil.which("pdftotext"):
        (tmp_path / "x.pdf").write_bytes(data)
        found = subprocess.run(["pdftotext", "-raw", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
        assert re.sub(r"\s+", "", found.stdout.decode()) == wanted


def side_by_side(scan: Path, rng: random.Random, *, down: bool) -> Page:
    """Eight stories of a line, in any order: four lines beside one another, of any length, at one height or nearly."""
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    articles = []
    for number, at in enumerate(rng.sample(range(8), 8)):
        text = "".join(chr(0x4E00 + 20 * number + k) for k in range(rng.randint(1, 5)))
        left, top = 20 + 140 * (at % 4), 40 + 150 * (at // 4) + rng.randint(-3, 3)
        wide, high = (20, 20 * len(text)) if down else (20 * len(text), 20)
        run = Run(f"l{at}", text, text, line=Line(f"l{at}", Box(left, top, left + wide, top + high), 20.0, direction))
        articles.append(Article(f"a{number}", paragraphs=(body(run),)))
    return Page(str(scan), 1, SIZE, 100.0, direction, Transform(), articles=tuple(articles))


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


def places(data: bytes, turn: int = 0) -> dict[str, tuple[float, ...]]:
    """Where pdfium finds each character, in pixels of the scan as it is shown."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    found: dict[str, tuple[float, ...]] = {}
    for k in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(k, loose=True)
        wide, high = SIZE[0] * 0.72, SIZE[1] * 0.72
        corners = {
            0: (left, high - top, right, high - bottom),
            90: (bottom, left, top, right),
            180: (wide - right, bottom, wide - left, top),
            270: (wide - top, high - right, wide - bottom, high - left),
        }[turn]
        found.setdefault(text.get_text_range(k, 1), tuple(value / 0.72 for value in corners))
    text.close()
    document.close()
    return found


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_each_character_lies_where_it_was_read(scan: Path, down: bool) -> None:
    page = page_of(scan, down=down)
    found = places(made(page))
    for piece in pieces(page):
        for line in piece.lines:
            for at, character in enumerate(line.text):
                if TEXT.count(character) == 1 and ord(character) < 0x10000:
                    box = line.part(at, at + 1)
                    assert box is not None
                    assert found[character] == pytest.approx(tuple(box.as_list()), abs=7), character


def test_a_page_is_no_longer_than_a_pdf_may_hold(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(made(replace(page_of(scan), dpi=0.01)))) as pdf:
        assert max(map(float, pdf.pages[0].mediabox)) == 14400


def test_bookmarks_are_the_titles(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(made(page_of(scan)))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["老水渠", "短讯"]


def test_text_is_not_drawn(scan: Path) -> None:
    page = page_of(scan)
    with pypdfium2.PdfDocument(made(page)) as full, pypdfium2.PdfDocument(made(replace(page, articles=()))) as bare:
        assert full[0].render().to_pil().tobytes() == bare[0].render().to_pil().tobytes()


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
