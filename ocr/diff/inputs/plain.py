"""Plain text: as `banmian read` writes it, or any other.

A line of dashes parts articles and a form feed pages. An article's head are the lines above its first blank line when
indented text follows. Lines that were wrapped at one width are one paragraph again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from ocr.diff.inputs.heads import heads, is_jump, story
from ocr.evaluate.reading import PageText, Story

_RULE = re.compile(r"^[ \t\u3000]*─{8,}[ \t\u3000]*$", re.MULTILINE)
_INDENT = "\u3000\u3000"
_UNPLACED, _FURNITURE, _BROKEN, _CAPTION = "［未归入文章］", "［版面信息］", "［此处中断］", "［图］"
_HEAD_LINES = 6
_WRAPPED = 60
"""Widest measure in characters at which lines of one width are taken for wrapped."""


def pages(text: str) -> tuple[PageText, ...]:
    """Every page of a text; an empty text is one page without stories."""
    parts = [part for part in text.replace("\r\n", "\n").split("\f") if part.strip()]
    return tuple(map(_page, parts)) or (PageText(articles_known=False, fields_known=False),)


def _page(text: str) -> PageText:
    stories: list[Story] = []
    outside: dict[str, tuple[str, ...]] = {}
    parts = [part.strip("\n") for part in _RULE.split(text) if part.strip()]
    for part in parts:
        name, _, rest = part.partition("\n")
        if name.strip() in (_UNPLACED, _FURNITURE):
            outside[name.strip()] = tuple(line.strip() for line in rest.split("\n") if line.strip())
        else:
            stories.append(_story(part.split("\n"), alone=len(parts) == 1))
    return PageText(
        stories=tuple(stories),
        furniture=outside.get(_FURNITURE, ()),
        unplaced=outside.get(_UNPLACED, ()),
        articles_known=len(parts) > 1,
        fields_known=False,
    )


def _story(lines: Sequence[str], *, alone: bool) -> Story:
    if not alone and len(lines) <= _HEAD_LINES and not any(not line or line.startswith(_INDENT) for line in lines):
        return story(heads([line for line in lines if not is_jump(line)]), (), ())  # a head without a text
    blank = next((k for k, line in enumerate(lines) if not line.strip()), 0)
    indented = any(line.startswith(_INDENT) for line in lines[blank:])
    above = lines[:blank] if indented and blank <= _HEAD_LINES else ()
    if any(line.startswith(_INDENT) for line in above):
        above = ()
    body = [line for line in lines[len(above) :] if line.strip() != _BROKEN]
    captions = tuple(line.removeprefix(_CAPTION) for line in body if line.startswith(_CAPTION))
    body = [line for line in body if not line.startswith(_CAPTION)]
    return story(heads([line.strip() for line in above]), _indented(body) if indented else _blocks(body), captions)


def _indented(lines: Iterable[str]) -> list[str]:
    """Paragraphs that begin with an indent; after a blank line one may begin without."""
    found: list[str] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
        elif fresh or line.startswith(_INDENT) or not found:
            found.append(line.strip())
            fresh = False
        else:
            found[-1] += "\n" + line.strip()
    return found


def _blocks(lines: Iterable[str]) -> list[str]:
    """Each line a paragraph, or each block between blank lines when its lines are wrapped."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [text for block in blocks for text in (["\n".join(block)] if _wrapped(block) else block)]


def _wrapped(block: Sequence[str]) -> bool:
    widths = [len(line) for line in block[:-1]]
    if len(widths) < 3 or median(widths) > _WRAPPED:
        return False
    return sum(abs(width - median(widths)) <= 2 for width in widths) >= 0.6 * len(widths)
