"""A page whose text means harm, or is of a kind that nobody thought of."""

from __future__ import annotations

from dataclasses import replace

from ocr.page import Kind, Page, Paragraph
from tests.formats.sample import ARTICLE, PAGE, STRAY, run

MARKUP = "]]><script>alert(1)</script><!-- --><img src=x onerror=\"alert(2)\"> & 'x' &lt; </p>"
UNFIT = "零\0一\x08二\ufffe三\ud800四\udc00五"
ODD = "\u2028行\u202e反\ufeff标\u00a0空\U00020000字"
LONG = "长" * 10_000

TEXTS = (MARKUP, UNFIT, ODD, LONG)
UNFIT_COUNT = 5

HOSTILE: Page = replace(
    PAGE,
    source='"><script>alert(3)</script>;\0.png',
    articles=(
        replace(
            ARTICLE,
            id="]]>",
            title=MARKUP,
            captions=(MARKUP,),
            paragraphs=tuple(Paragraph(Kind.BODY, text, (run(STRAY, text),)) for text in TEXTS),
            head_runs=(run(STRAY, MARKUP),),
        ),
        replace(ARTICLE, id="]]>"),
    ),
    unplaced=(Paragraph(Kind.OTHER, MARKUP),),
)
