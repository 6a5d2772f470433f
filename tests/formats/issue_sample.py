"""An issue made by hand: a story over two pages, text that was unplaced, an end without a partner."""

from __future__ import annotations

from dataclasses import replace

from ocr.issue import Issue, Link, LooseEnd, Portion, Sheet, Story, ToldBy
from ocr.page import Article, Page
from tests.formats.sample import PAGE

FIRST, SECOND = replace(PAGE, source="a/第一 版.png"), replace(PAGE, source="a/4.png")


def _story(name: str, *portions: Portion, joined: tuple[bool, ...] = ()) -> Story:
    paragraphs = list(portions[0].article.paragraphs)
    for portion, runs_on in zip(portions[1:], joined, strict=True):
        mine = list(portion.article.paragraphs)
        if runs_on:
            last, first = paragraphs.pop(), mine.pop(0)
            paragraphs.append(replace(last, text=last.text + first.text, runs=last.runs + first.runs))
        paragraphs += mine
    article = replace(portions[0].article, id=name, paragraphs=tuple(paragraphs), box=None)
    return Story(name, article, portions, joined)


def issue(first: Page = FIRST, second: Page = SECOND) -> Issue:
    """The first article of both pages is one story; the second page's first unplaced paragraph goes on its second."""
    one, *others = (Portion(0, article) for article in first.articles)
    two, *more = (Portion(1, article) for article in second.articles)
    stories = [_story("s01", one, two, joined=(True,)), *(_story(f"s{n + 2:02d}", p) for n, p in enumerate(others))]
    if second.unplaced:
        stray = Portion(
            1, Article("u01", paragraphs=(replace(second.unplaced[0], kind=one.article.paragraphs[0].kind),)), (0,)
        )
        stories[-1] = _story(stories[-1].id, *stories[-1].portions, stray, joined=(*stories[-1].joined, False))
    stories += [_story(f"s{len(stories) + n + 1:02d}", portion) for n, portion in enumerate(more)]
    return Issue(
        "江州日报",
        (Sheet(first, "1", ToldBy.FURNITURE, "第1版"), Sheet(second, "4", ToldBy.NAME, second.source)),
        tuple(stories),
        (Link((0, one.article.id), (1, two.article.id), ("to page 4 as it says",), -2.0, 0.97),),
        (LooseEnd(1, two.article.id, True, "第8版", "page 8 is not among the pages"),),
        ("x.png, page 1: is dated 2021-03-06, other pages 2021-03-05",),
    )
