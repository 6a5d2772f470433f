"""ALTO and PAGE XML: order, articles, kinds, places; and XML that means harm."""

from __future__ import annotations

import pytest

from ocr.diff.inputs import alto, pagexml, xml
from ocr.diff.sources import parse
from ocr.errors import InputError
from ocr.evaluate.reading import PageText, Place

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
<Tags><LayoutTag ID="head" LABEL="headline"/><LayoutTag ID="cap" LABEL="caption"/>
<StructureTag ID="a1" LABEL="article"/><StructureTag ID="a2" LABEL="article"/></Tags>
<ReadingOrder>
<OrderedGroup ID="g"><ElementRef REF="b2"/><ElementRef REF="b1"/><ElementRef REF="b3"/></OrderedGroup>
</ReadingOrder>
<Layout><Page ID="p" PHYSICAL_IMG_NR="1"><TopMargin><TextBlock ID="m">
<TextLine><String CONTENT="江州日报"/></TextLine></TextBlock></TopMargin><PrintSpace>
<TextBlock ID="b1" TAGREFS="a1"><TextLine HPOS="10" VPOS="20" WIDTH="60" HEIGHT="20">
<String CONTENT="渠水"/><String CONTENT="清"/>
</TextLine><TextLine><String CONTENT="清。"/><SP/><String CONTENT="OK"/></TextLine></TextBlock>
<TextBlock ID="b2" TAGREFS="a1 head"><TextLine><String CONTENT="老水渠"/></TextLine></TextBlock>
<ComposedBlock ID="c">
<TextBlock ID="b3" TAGREFS="a2"><TextLine><String CONTENT="别篇。"/></TextLine></TextBlock></ComposedBlock>
<TextBlock ID="b4" TAGREFS="a2 cap"><TextLine><String CONTENT="图注"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"""

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="x" imageWidth="9" imageHeight="9">
<ReadingOrder><UnorderedGroup id="ro">
<OrderedGroup id="a1">
<RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup>
<OrderedGroup id="a2"><RegionRefIndexed index="0" regionRef="r3"/></OrderedGroup></UnorderedGroup></ReadingOrder>
<TextRegion id="r1" type="paragraph"><Coords points="0,0 1,1"/><TextLine id="l1">
<Coords points="10,20 70,22 70,40 10,40"/>
<TextEquiv index="1"><Unicode>错</Unicode></TextEquiv>
<TextEquiv index="0"><Unicode>渠水清清。</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r2" type="heading" custom="readingOrder {index:0;} structure {type:heading;}">
<TextEquiv><Unicode>老水渠</Unicode></TextEquiv></TextRegion>
<TextRegion id="r3" type="paragraph"><TextEquiv><Unicode>别篇。</Unicode></TextEquiv></TextRegion>
<TextRegion id="r4" type="page-number"><TextEquiv><Unicode>第3版</Unicode></TextEquiv></TextRegion>
<TextRegion id="r5" custom="structure {type:byline;}"><TextEquiv><Unicode>甲乙</Unicode></TextEquiv></TextRegion>
</Page></PcGts>"""


def page(text: str) -> PageText:
    [found] = parse(text.encode(), "page.xml").pages
    return found


def test_alto_gives_articles_by_tag_in_reading_order_with_kinds_and_places() -> None:
    found = page(ALTO)
    first, second = found.stories
    assert (first.title, first.paragraphs) == ("老水渠", ("渠水清清。 OK",))
    assert (second.paragraphs, second.captions) == (("别篇。",), ("图注",))
    assert first.places == (Place("渠水清", (10, 20, 70, 40)),)
    assert found.furniture == ("江州日报",)
    assert found.articles_known


def test_alto_without_articles_is_one_text() -> None:
    plain = ALTO.replace('TAGREFS="a1 head"', "").replace('TAGREFS="a1"', "").replace('TAGREFS="a2"', "")
    found = page(plain.replace('TAGREFS="a2 cap"', ""))
    assert [s.paragraphs for s in found.stories] == [("老水渠", "渠水清清。 OK", "别篇。", "图注")]
    assert not found.articles_known


def test_alto_groups_in_the_reading_order_are_articles_too() -> None:
    grouped = ALTO.replace(
        '<OrderedGroup ID="g"><ElementRef REF="b2"/><ElementRef REF="b1"/><ElementRef REF="b3"/></OrderedGroup>',
        '<UnorderedGroup ID="g"><OrderedGroup ID="x"><ElementRef REF="b3 b4"/></OrderedGroup>'
        '<OrderedGroup ID="y"><ElementRef REF="b2"/><ElementRef REF="b1"/></OrderedGroup></UnorderedGroup>',
    )
    grouped = grouped.replace('<StructureTag ID="a1" LABEL="article"/><StructureTag ID="a2" LABEL="article"/>', "")
    assert [s.body for s in page(grouped).stories] == ["别篇。", "渠水清清。 OK"]


def test_page_xml_gives_articles_by_group_in_reading_order_with_kinds_and_places() -> None:
    found = page(PAGE)
    first, second = found.stories
    assert (first.title, first.paragraphs) == ("老水渠", ("渠水清清。",))
    assert second.paragraphs == ("别篇。",)
    assert first.places == (Place("渠水清清。", (10, 20, 70, 40)),)
    assert (found.furniture, found.unplaced) == (("第3版",), ("甲乙",))


def test_page_xml_without_a_reading_order_is_taken_as_it_stands() -> None:
    start, end = PAGE.index("<ReadingOrder>"), PAGE.index("</ReadingOrder>") + len("</ReadingOrder>")
    found = page(PAGE[:start] + PAGE[end:])
    [story] = found.stories
    assert (story.title, story.byline, story.paragraphs) == ("老水渠", "甲乙", ("渠水清清。", "别篇。"))


LAUGHS = '<!DOCTYPE alto [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FETCHED = '<!DOCTYPE alto SYSTEM "http://localhost:9/none.dtd">'


@pytest.mark.parametrize(
    ("head", "content"), [(LAUGHS, "&b;"), (OUTSIDE, "&x;"), (FETCHED, "渠")], ids=["laughs", "file", "dtd"]
)
def test_entities_are_not_expanded_and_nothing_is_fetched(head: str, content: str) -> None:
    for where in (f'<String CONTENT="{content if head != OUTSIDE else ""}"/>', f"<x>{content}</x>"):
        with pytest.raises(InputError, match=r"page\.xml: .*(DOCTYPE|valid XML)"):
            page(f"{head}<alto><Layout><Page>{where}</Page></Layout></alto>")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("<alto><Layout>", "no valid XML"),
        ("<alto/>", "no Page"),
        ("<html><body/></html>", "unknown kind"),
        ('<?xml version="1.0" encoding="UTF-8"?><alto>\udcff</alto>', "no valid XML"),
        ("", "no valid XML"),
    ],
)
def test_xml_that_is_no_page_says_what_is_wrong(text: str, cause: str) -> None:
    with pytest.raises(InputError, match=rf"page\.xml: .*{cause}"):
        parse(text.encode("utf-8", "surrogateescape"), "page.xml")


def test_the_readers_take_a_root_element() -> None:
    assert len(alto.pages(xml.parse(ALTO.encode(), "x"))) == 1
    assert len(pagexml.pages(xml.parse(PAGE.encode(), "x"))) == 1
