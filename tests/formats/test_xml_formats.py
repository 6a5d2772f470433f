"""ALTO, PAGE, hOCR and TEI: valid, ids unique, the articles' text, places of the scan, no harm done."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from ocr.diff.sources import parse
from ocr.evaluate.reading import PageText, from_page
from ocr.formats import FORMATS, from_json, xml
from ocr.formats import json as page_json
from ocr.formats.xml import legal
from ocr.geometry import Direction
from ocr.page import Article, Kind, Page, Paragraph, Step
from tests.formats import documents
from tests.formats.hostile import HOSTILE, LONG, MARKUP, UNFIT_COUNT
from tests.formats.sample import EMPTY, FIRST, LAYOUT, PAGE, SECOND, run

XML = ("alto", "page", "hocr", "tei")
PAGES = {"full": PAGE, "empty": EMPTY, "hostile": HOSTILE, "bare": replace(PAGE, size=(0, 0), articles=(), layout=None)}


def written(page: Page, form: str) -> etree._Element:
    return documents.parsed(FORMATS[form].write(page))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("form", "name"), [("alto", "alto-4-4.xsd"), ("page", "pagecontent-2019-07-15.xsd")])
def test_a_document_keeps_to_the_official_schema(form: str, name: str, page: Page) -> None:
    schema = documents.schema(name)
    if schema is None:
        pytest.skip("no folder with the schemas beside the project")
    schema.assertValid(written(page, form))


@pytest.mark.parametrize("form", XML)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_ids_are_unique_and_whatever_is_referred_to_is_there(page: Page, form: str) -> None:
    root = written(page, form)
    ids = documents.ids(root)
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][\w.]*", name) for name in ids)
    for each in root.iter():
        for key in ("TAGREFS", "REF", "IDNEXT", "regionRef", "facs"):
            for name in each.get(key, "").split():
                assert name.removeprefix("#") in ids


@pytest.mark.parametrize("form", XML)
@pytest.mark.parametrize("page", [PAGE, HOSTILE], ids=["full", "hostile"])
def test_the_text_of_each_article_is_the_articles_text(page: Page, form: str) -> None:
    found = documents.article_texts(written(page, form), form)
    wanted = [re.sub(r"[ \n]+", " ", legal(text)) for text in documents.expected(page)]
    assert [re.sub(r"[ \n]+", " ", text) for text in found] == wanted


@pytest.mark.parametrize("form", ["alto", "page"])
def test_what_diff_reads_back_is_what_was_written(form: str) -> None:
    [found] = parse(FORMATS[form].write(PAGE).encode(), "x.xml").pages
    assert told(found) == told(from_page(PAGE))


def told(page: PageText) -> object:
    stories = [(s.title, s.kicker, s.subtitle, s.byline, s.paragraphs, s.captions) for s in page.stories]
    return stories, page.furniture, page.unplaced


@pytest.mark.parametrize("form", XML)
def test_places_are_of_the_scan_and_inside_it(form: str) -> None:
    found = list(documents.boxes(written(PAGE, form)))
    assert tuple(PAGE.to_scan.box(FIRST.box).as_list()) in found
    width, height = PAGE.size
    assert all(0 <= left < right <= width and 0 <= top < bottom <= height for left, top, right, bottom in found)


@pytest.mark.parametrize("form", XML)
def test_a_page_out_of_its_json_is_written_in_the_same_words(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    page = replace(PAGE, dpi=300.0, steps=())
    again = from_json.page(json.loads(page_json.write(page)), "x")
    assert FORMATS[form].write(again) == FORMATS[form].write(page)


@pytest.mark.parametrize("form", XML)
def test_hostile_text_becomes_no_markup(form: str) -> None:
    text = FORMATS[form].write(HOSTILE)
    root = documents.parsed(text)
    assert documents.named(root, "script", "img") == []
    assert list(root.iter(etree.Comment)) == []
    assert not any(key.lower().startswith("on") for each in root.iter() for key in each.attrib)
    assert not re.search("[\0\x08\ufffe\ud800-\udfff]", text)
    assert LONG in re.sub(r"<[^>]*>|\s", "", text) or form == "alto"
    assert MARKUP in "".join([*root.itertext(), *(each.get("CONTENT", " ") for each in root.iter())])


def test_characters_that_xml_cannot_hold_are_counted() -> None:
    assert xml.illegal(HOSTILE) == UNFIT_COUNT
    assert xml.illegal(PAGE) == 0


def test_alto_makes_a_string_of_a_run_of_han_and_a_space_only_where_one_is_printed() -> None:
    root = written(PAGE, "alto")
    [line] = [
        each for each in documents.named(root, "TextLine") if "渠水清清" in etree.tostring(each, encoding="unicode")
    ]
    assert [(etree.QName(each).localname, each.get("CONTENT")) for each in line] == [
        ("String", "本报江州3月1日讯"),
        ("SP", None),
        ("String", "渠水清清"),
    ]
    first, _, last = line
    assert float(first.get("HPOS")) + float(first.get("WIDTH")) < float(last.get("HPOS"))


def test_alto_says_how_sure_each_character_is_from_0_to_9_and_each_string_from_1_to_0() -> None:
    sure = replace(run(FIRST, "渠水"), confidences=(1.0, 0.0))
    page = replace(PAGE, articles=(Article("a01", paragraphs=(Paragraph(Kind.BODY, "渠水", (sure,)),)),))
    [string] = documents.named(written(page, "alto"), "String")[:1]
    assert (string.get("CC"), float(string.get("WC"))) == ("0 9", 0.5)


def test_a_paragraph_over_two_columns_is_two_blocks_bound_together() -> None:
    alto, page = written(PAGE, "alto"), written(PAGE, "page")
    [first] = [each for each in documents.named(alto, "TextBlock") if each.get("IDNEXT")]
    [second] = [each for each in documents.named(alto, "TextBlock") if each.get("ID") == first.get("IDNEXT")]
    assert "continued" in second.get("TAGREFS", "").split()
    [join] = documents.named(page, "Relation")
    assert [ref.get("regionRef") for ref in join] == [first.get("ID"), second.get("ID")]
    assert join.get("type") == "join"


def test_kinds_are_tags_in_alto_and_structure_types_in_page() -> None:
    alto, page = written(PAGE, "alto"), written(PAGE, "page")
    tags = {tag.get("ID"): tag.get("LABEL") for tag in documents.named(alto, "LayoutTag")}
    kinds = [tags[block.get("TAGREFS", "").split()[0]] for block in documents.named(alto, "TextBlock")]
    assert kinds[:6] == ["kicker", "headline", "deck", "byline", "body", "body"]
    custom = [region.get("custom", "") for region in documents.named(page, "TextRegion")]
    assert [re.findall(r"structure \{type:(\w+);", text)[0] for text in custom] == kinds
    assert documents.named(page, "TextRegion")[1].get("type") == "heading"


def test_page_numbers_the_regions_of_an_article_from_0() -> None:
    for group in documents.named(written(PAGE, "page"), "OrderedGroup"):
        assert [int(ref.get("index")) for ref in group] == list(range(len(group)))


def test_vertical_lines_say_so_and_their_strings_lie_one_below_the_other() -> None:
    upright = replace(FIRST, direction=Direction.VERTICAL, box=replace(FIRST.box, right=40, bottom=320))
    page = replace(
        PAGE,
        direction=Direction.VERTICAL,
        articles=(Article("a01", paragraphs=(Paragraph(Kind.BODY, "渠水 清清", (run(upright, "渠水 清清"),)),)),),
    )
    first, second = documents.named(written(page, "alto"), "String")[:2]
    assert float(first.get("VPOS")) + float(first.get("HEIGHT")) < float(second.get("VPOS"))
    assert documents.named(written(page, "alto"), "TextLine")[0].get("BASEDIRECTION") == "ttb"
    assert documents.named(written(page, "page"), "TextRegion")[0].get("readingDirection") == "top-to-bottom"


def test_tei_keeps_heads_breaks_and_doubtful_characters() -> None:
    doubt = replace(run(SECOND, "，流过三个村。"), confidences=(0.9, 0.9, 0.1, 0.9, 0.9, 0.9, 0.9))
    paragraph = Paragraph(
        Kind.BODY, "本报江州3月1日讯 渠水清清，流过三个村。", (run(FIRST, "本报江州3月1日讯 渠水清清"), doubt)
    )
    article = replace(PAGE.articles[0], paragraphs=(paragraph,))
    root = written(replace(PAGE, articles=(article,), layout=LAYOUT), "tei")
    assert [(head.get("type"), "".join(head.itertext())) for head in documents.named(root, "head")] == [
        ("kicker", "春到江州"),
        ("main", "老水渠又响起来了"),
        ("sub", "——三个村合修一条渠"),
    ]
    [body] = [p for p in documents.named(root, "p") if "渠水清清" in "".join(p.itertext())]
    assert [etree.QName(each).localname for each in body] == ["cb", "lb", "cb", "lb", "unclear"]
    assert body[3].get("break") == "no"
    assert (body[4].text, body[4].get("cert")) == ("过", "low")


@pytest.mark.parametrize("form", XML)
def test_every_step_stands_in_the_document_with_the_programs_version(form: str) -> None:
    text = FORMATS[form].write(PAGE)
    assert "skew" in text
    assert "0.988" in text
    assert xml.program() in text


READ = (
    Step("program", (("banmian", "0.0.7"),)),
    Step("recognize", (("engine", "vote"), ("rapidocr", "3.10.0"), ("rapidocr_model", "rec.onnx sha256:0a1b"),
                       ("tesseract", "5.3.0"), ("tesseract_model", "chi_sim sha256:2c3d"))),
)  # fmt: skip


@pytest.mark.parametrize("form", XML)
def test_who_read_the_page_is_named_with_version_and_model_whoever_writes_it(form: str) -> None:
    text = FORMATS[form].write(replace(PAGE, steps=READ))
    for told in ("0.0.7", "3.10.0", "rec.onnx sha256:0a1b", "5.3.0", "chi_sim sha256:2c3d"):
        assert told in text
    assert f"banmian {xml.program()}" not in text
    assert f">{xml.program()}<" not in text


def test_alto_and_tei_name_each_reader_as_software() -> None:
    page = replace(PAGE, steps=READ)
    software = [[part.text for part in each] for each in documents.named(written(page, "alto"), "processingSoftware")]
    assert software == [["banmian", "0.0.7"]] * 2 + [["rapidocr", "3.10.0"], ["tesseract", "5.3.0"]]
    applications = documents.named(written(page, "tei"), "application")
    assert [(each.get("ident"), each.get("version")) for each in applications] == [
        ("banmian", "0.0.7"), ("rapidocr", "3.10.0"), ("tesseract", "5.3.0")
    ]  # fmt: skip


def test_a_file_of_the_second_page_is_numbered_before_its_suffix() -> None:
    assert FORMATS["alto"].path(Path("out/x.alto.xml"), 2) == Path("out/x-p2.alto.xml")
    assert FORMATS["alto"].path(Path("out/x.xml"), 3) == Path("out/x-p3.xml")
    assert FORMATS["hocr"].path(Path("out/x.hocr"), 1) == Path("out/x.hocr")
