"""report.html: counts, failures with remedy, the least sure pages with thumbnails, the slowest. Needs no network."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

SHOWN = 12
"""How many of the slowest and of the least sure pages are shown."""

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% } tr { border-bottom: 1px solid #ddd }
td, th { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.5rem }
figure { margin: 0 } figure img { max-width: 100%; max-height: 15rem; border: 1px solid #ccc }
figcaption { font-size: .875rem; overflow-wrap: anywhere } .none { color: #555 }
"""


def write(report: Mapping[str, Any], out: Path) -> str:
    """The report, in the shape of report.plain, as HTML; thumbnails are taken from OUT."""
    counts, pages = report["counts"], report["pages"]
    read = [page for page in pages if page["outcome"] == "done"]
    failed = [page for page in pages if page["outcome"] == "failed"]
    body = (
        f"<h1>banmian batch: {_count(counts['pages'])}</h1>",
        f"<p>{counts['done']} read, {counts['failed']} failed, {counts['left']} left. "
        f"Begun {escape(report['began'])}, {report['seconds']:g} s; engine {escape(report['engine'])}, "
        f"layout {escape(report['layout'])}, banmian {escape(report['banmian'])}.</p>",
        "<h2>Failures</h2>",
        _table(("page", "cause", "what to do"), [(p["page"], p["cause"], p["remedy"]) for p in failed], "None."),
        *_issues(report["issues"]),
        "<h2>Least sure</h2>",
        _grid(sorted(read, key=lambda page: (page["sure"], page["page"]))[:SHOWN], out),
        "<h2>Slowest</h2>",
        _table(
            ("page", "seconds", "characters", "articles"),
            [
                (_link(page), f"{page['seconds']:.1f}", page["characters"], page["articles"])
                for page in sorted(read, key=lambda page: (-page["seconds"], page["page"]))[:SHOWN]
            ],
            "No page was read.",
        ),
        "<h2>Notes</h2>",
        _table(("page", "note"), [(page["page"], note) for page in read for note in page["notes"]], "None."),
    )
    head = f'<meta charset="utf-8"><title>banmian batch</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(body) + "\n</body></html>\n"


def _issues(issues: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The issues that were put together, where there are any, with ends that found no partner."""
    if issues:
        yield "<h2>Issues</h2>"
        yield _table(("issue", "stories", "that go on elsewhere", "notes"), map(_issue, issues), "")


def _issue(issue: Mapping[str, Any]) -> tuple[object, ...]:
    if issue["outcome"] == "failed":
        return issue["issue"], "failed", "", f"{issue['cause']}; {issue['remedy']}"
    name = _link({"page": issue["issue"], "outputs": issue["outputs"]})
    return name, issue["stories"], issue["links"], " · ".join(issue["notes"])


class _Html(str):
    """Text that is markup already."""


def _count(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]], none: str) -> str:
    made = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>\n" for row in rows)
    if not made:
        return f'<p class="none">{none}</p>'
    return "<table><tr>" + "".join(f"<th>{head}</th>" for head in heads) + f"</tr>\n{made}</table>"


def _cell(value: object) -> str:
    return f"<td>{value if isinstance(value, _Html) else escape(str(value))}</td>"


def _link(page: Mapping[str, Any]) -> _Html:
    """The page's name, leading to its first output."""
    path = next(iter(page["outputs"].values()), "")
    return _Html(f'<a href="{quote(os.fsencode(path))}">{escape(page["page"])}</a>')


def _grid(pages: Iterable[Mapping[str, Any]], out: Path) -> str:
    made = "".join(
        f"<figure>{_picture(page, out)}<figcaption>{_link(page)}<br>{page['sure']:.1%} sure, "
        f"{page['doubtful']} of {page['characters']} characters doubtful, {page['unread']} lines unread"
        "</figcaption></figure>\n"
        for page in pages
    )
    return f'<div class="grid">{made}</div>' if made else '<p class="none">No page was read.</p>'


def _picture(page: Mapping[str, Any], out: Path) -> str:
    try:
        data = b64encode((out / page["thumbnail"]).read_bytes()).decode()
    except OSError:
        return ""  # a picture less is no reason to be without a report
    return f'<img alt="" src="data:image/jpeg;base64,{data}">'
