"""Whatever a page's text is, each format is whole, says the same, and counts what it had to replace."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from PIL import Image

from ocr.formats import FORMATS, from_json, xml
from ocr.formats import json as page_json
from ocr.page import Article, Kind, Page, Paragraph, Run
from tests.formats import documents
from tests.formats.hostile import HOSTILE, LONG
from tests.formats.sample import FIRST, PAGE, SECOND

XML = ("alto", "page", "hocr", "tei")
SCHEMAS = {"alto": "alto-4-4.xsd", "page": "pagecontent-2019-07-15.xsd"}
ODD = (
    "]]>",
    "<script>",
    "&#0;",
    "\0",
    "\ud800",
    "\udc00",
    "\ufffe",
    "\u2028",
    "\r",
    "\u3000",
    " ",
    "渠水",
    "\U00020000",
)
CHARACTERS = st.characters(categories=("L", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cn", "Cs"))
TEXTS = st.lists(st.sampled_from(ODD) | st.text(CHARACTERS, max_size=6), max_size=6).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page with texts of any characters, of which the lines give more or less."""
    articles = []
    for _ in range(draw(st.integers(1, 3))):
        title, text, caption, *readings = (draw(TEXTS) for _ in range(5))
        pairs = zip(readings, (FIRST, SECOND), strict=True)
        runs = tuple(Run(line.id, each, each, confidence=0.4, line=line) for each, line in pairs)
        body = Paragraph(Kind.BODY, draw(st.sampled_from((text, "".join(readings)))), runs)
        articles.append(
            Article(f"a{draw(TEXTS)}", title=title, paragraphs=(body,), captions=(caption,), head_runs=runs[:1])
        )
    return replace(PAGE, source=f"{draw(TEXTS)}.png", articles=tuple(articles), unplaced=(), joins=(), removals=())


@cache
def schema(form: str) -> object:
    return documents.schema(SCHEMAS[form])


def one_space(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


@pytest.mark.parametrize("form", XML)
@settings(max_examples=1500, deadline=None)
@given(page=pages())
def test_any_text_is_valid_and_the_same_in_xml(form: str, page: Page) -> None:
    root = documents.parsed(FORMATS[form].data([page]).decode())
    ids = documents.ids(root)
    assert len(ids) == len(set(ids))
    assert documents.named(root, "script") == []
    said = [one_space(text) for text in documents.article_texts(root, form)]
    meant = [one_space(xml.legal(text)) for text in documents.expected(page)]
    assert list(filter(None, said)) == list(filter(None, meant))
    if form in SCHEMAS and (validator := schema(form)) is not None:
        validator.assertValid(root)  # type: ignore[attr-defined]


@settings(max_examples=1500, deadline=None)
@given(page=pages())
def test_every_character_that_is_replaced_is_counted(page: Page) -> None:
    before = sum(text.count("\ufffd") for text in documents.expected(page))
    root = documents.parsed(FORMATS["tei"].write(replace(page, furniture=())))
    after = sum(text.count("\ufffd") for text in documents.article_texts(root, "tei"))
    assert xml.illegal(page) == after - before


@settings(max_examples=1500, deadline=None)
@given(page=pages())
def test_any_text_goes_through_json_and_back(page: Page) -> None:
    value = json.loads(FORMATS["json"].data([page]))
    Draft202012Validator(page_json.schema()).validate(value)
    assert FORMATS["json"].data([from_json.page(value, "x")]) == FORMATS["json"].data([page])
    for form in ("text", "markdown"):
        FORMATS[form].data([page]).decode()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "scan.png"
    Image.new("L", PAGE.size, 255).save(path)
    return path


@settings(max_examples=500, deadline=None)
@given(page=pages())
def test_any_text_can_be_laid_over_a_scan(scan: Path, page: Page) -> None:
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].data([replace(page, source=str(scan))]))) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_outline() as outline:
            assert len(outline.root) == len(page.articles)


def test_a_paragraph_of_ten_thousand_characters_is_laid_over_a_scan(scan: Path) -> None:
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].data([replace(HOSTILE, source=str(scan))]))) as pdf:
        assert pdf.check_pdf_syntax() == []
        content = b"".join(part.read_bytes() for part in pdf.pages[0].Contents)
    assert max(map(len, re.findall(rb"<([0-9A-F]+)>", content))) == 4 * len(LONG)
