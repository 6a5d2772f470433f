"""An issue as CommonMark: its pages, every story once and whole with the pages it stands on, then what is loose."""

from __future__ import annotations

from collections.abc import Iterator

from ocr.formats import markdown
from ocr.formats.markdown import escape
from ocr.issue import Issue, LooseEnd, Sheet, Story


def write(issue: Issue) -> str:
    """The whole issue; ends with a line end."""
    taken = {(p.page, at) for story in issue.stories for p in story.portions for at in p.unplaced}
    blocks = [f"# {escape(issue.name)}", "\n".join(map(_sheet, issue.sheets))]
    for story in issue.stories:
        head, *rest = markdown.article(story.article)
        blocks += [head, _pages(story, issue), *rest]
    if issue.loose:
        blocks += ["## 转版未接上", "\n".join(_loose(end, issue) for end in issue.loose)]
    for place, sheet in enumerate(issue.sheets):
        left = [each for at, each in enumerate(sheet.page.unplaced) if (place, at) not in taken]
        if left:
            blocks += [f"## 未归入文章（{name(sheet)}）", *map(markdown.paragraph, left)]
        if sheet.page.furniture:
            blocks += [f"## 版面信息（{name(sheet)}）", "\n".join(f"- {escape(f.text)}" for f in sheet.page.furniture)]
    return "\n\n".join(blocks) + "\n"


def name(sheet: Sheet) -> str:
    """A page as a reader calls it: 第4版, or its file when its number is not known."""
    return f"第{sheet.number}版" if sheet.number else f"{escape(sheet.page.source)}，{sheet.page.number}"


def _sheet(sheet: Sheet) -> str:
    page = f"，{sheet.page.number}" if sheet.page.number > 1 else ""
    return f"- {name(sheet)}：{escape(sheet.page.source)}{page}"


def _pages(story: Story, issue: Issue) -> str:
    return f"*［{' → '.join(_names(story, issue))}］*"


def _names(story: Story, issue: Issue) -> Iterator[str]:
    for portion in story.portions:
        yield name(issue.sheets[portion.page])


def _loose(end: LooseEnd, issue: Issue) -> str:
    sheet = issue.sheets[end.page]
    article = next((each for each in sheet.page.articles if each.id == end.article), None)
    title = escape(article.title) if article else ""
    way = "下转" if end.forward else "上接"
    return f"- {name(sheet)}《{title or '（无题）'}》{way}{escape(end.said)}"
