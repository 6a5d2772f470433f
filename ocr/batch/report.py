"""report.json: what became of every page of the inputs, from the plan and the ledger."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocr.batch import html
from ocr.batch.issues import Group
from ocr.batch.ledger import Entry, Ledger
from ocr.batch.plan import Item, Wish
from ocr.batch.whole import put
from ocr.errors import OutputError
from ocr.formats import encoded

LEFT = "left"
"""Outcome of a page that is still to be read."""


def outcome(item: Item, ledger: Ledger) -> str:
    """done, failed or left, as the ledger stands."""
    entry = ledger.entries.get(item.page)
    return LEFT if entry is None or entry.key != item.key else entry.outcome


def issues(groups: Sequence[Group], ledger: Ledger) -> tuple[Entry, ...]:
    """The entries of issues that were written, or failed; a group of pages that do not point to each other is none."""
    found = (ledger.entries.get(group.page) for group in groups)
    return tuple(entry for entry in found if entry is not None and (entry.outputs or entry.code))


def write(items: Sequence[Item], groups: Sequence[Group], ledger: Ledger, wish: Wish, began: float) -> None:
    """Write report.json and report.html into OUT. began: seconds since 1970. Raises OutputError."""
    made = plain(items, groups, ledger, wish, began)
    data = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    for name, text in (("report.json", data), ("report.html", html.write(made, wish.out))):
        _put(wish.out / name, text)


def _put(path: Path, text: str) -> None:
    try:
        put(path, encoded(text))
    except OSError as error:
        cause = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({cause}); make room and run the same command again") from error


def plain(items: Sequence[Item], groups: Sequence[Group], ledger: Ledger, wish: Wish, began: float) -> dict[str, Any]:
    """The report as dicts, lists, texts and numbers; pages and issues in the order of their names."""
    pages = [_page(item, ledger) for item in items]
    counts = {what: sum(page["outcome"] == what for page in pages) for what in ("done", "failed", LEFT)}
    return {
        "banmian": wish.version,
        "began": time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(began)),
        "seconds": round(time.time() - began, 1),
        "layout": wish.options.profile.name,
        "engine": wish.options.engine,
        "options": wish.options.digest(),
        "counts": {"pages": len(pages), **counts},
        "pages": pages,
        "issues": [_issue(entry) for entry in issues(groups, ledger)],
    }


def _issue(entry: Entry) -> dict[str, Any]:
    issue: dict[str, Any] = {"issue": entry.page, "outcome": entry.outcome, "seconds": entry.seconds}
    if entry.code:
        return issue | _failure(entry)
    figures = entry.figures
    outputs = {output.form: output.path for output in entry.outputs}
    return issue | {
        "outputs": outputs,
        "stories": figures.articles,
        "links": figures.links,
        "notes": list(figures.notes),
    }


def _page(item: Item, ledger: Ledger) -> dict[str, Any]:
    what = outcome(item, ledger)
    page: dict[str, Any] = {"page": item.page, "outcome": what}
    entry = ledger.entries.get(item.page)
    if entry is None or what == LEFT:
        return page
    page["seconds"] = entry.seconds
    return page | (_failure(entry) if entry.code else _reading(entry))


def _failure(entry: Entry) -> dict[str, Any]:
    """Every message ends with what to do, behind its last semicolon."""
    cause, _, remedy = entry.cause.rpartition("; ")
    return {"cause": cause or entry.cause, "remedy": remedy if cause else "", "code": entry.code}


def _reading(entry: Entry) -> dict[str, Any]:
    figures = entry.figures
    return {
        "outputs": {output.form: output.path for output in entry.outputs},
        "articles": figures.articles,
        "characters": figures.characters,
        "unread": figures.unread,
        "doubtful": figures.doubtful,
        "sure": figures.sure,
        "notes": list(figures.notes),
        "thumbnail": entry.thumbnail,
    }
