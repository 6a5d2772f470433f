"""The files of an issue: what the command line and a batch write for the pages of one issue together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ocr.formats import encoded
from ocr.issue import Issue

if TYPE_CHECKING:
    from ocr.formats.mets import Files

NAMES = {"json": "issue.json", "markdown": "issue.md", "mets": "issue.mets.xml"}
"""The file of each format, in the issue's folder."""


def text(issue: Issue, form: str, files: Sequence[Files] = ()) -> str:
    """The issue in a format of NAMES. files: for mets, those of each sheet. A writer is loaded when it is used."""
    if form == "mets":
        from ocr.formats import mets

        return mets.write(issue, files)
    if form == "markdown":
        from ocr.formats import issue_markdown

        return issue_markdown.write(issue)
    from ocr.formats import issue_json

    return issue_json.write(issue)


def data(issue: Issue, form: str, files: Sequence[Files] = ()) -> bytes:
    """The same as a file holds it: UTF-8, lone surrogates as U+FFFD."""
    return encoded(text(issue, form, files))


def remarks(issue: Issue) -> tuple[str, ...]:
    """What a reader of the issue should know, one sentence each: ends without a partner, and the issue's notes."""
    found = []
    for end in issue.loose:
        sheet = issue.sheets[end.page]
        titles = {article.id: article.title for article in sheet.page.articles}
        way = "is continued on" if end.forward else "is continued from"
        title = titles.get(end.article) or "text without title"
        found.append(f"{sheet.page.source}, page {sheet.page.number}: {title} {way} {end.said}, but {end.why}")
    return (*found, *issue.notes)
