"""Which of the lines above a text is what. Plain text and Markdown do not say it; this is a guess by convention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ocr.evaluate.reading import Place, Story

_BYLINE = re.compile(
    r"(记者|記者|通讯员|通訊員|特约|作者|撰文|编译|整理|摄影报道)|^[□■●○◇◆]|^文[/／]|^[（(][^（()）]{2,12}[)）]$"
)
_JUMP = re.compile(r"[上下][接转轉].{0,6}版")
_LONGEST_BYLINE = 40


def is_byline(line: str) -> bool:
    return len(line) <= _LONGEST_BYLINE and bool(_BYLINE.search(line.strip())) and not is_jump(line)


def is_jump(line: str) -> bool:
    """Whether a line says where a story goes on or comes from."""
    return len(line) <= _LONGEST_BYLINE and bool(_JUMP.search(line))


def heads(lines: Sequence[str]) -> dict[str, str]:
    """Kicker, title, subtitle and byline among head lines in their printed order.

    The last line is the byline if it looks like one. Of two others the second is the subtitle if it begins with a dash,
    and else the title under a kicker.
    """
    rest, found = list(lines), dict[str, str]()
    if len(rest) > 1 and is_byline(rest[-1]):
        found["byline"] = rest.pop()
    if len(rest) == 1:
        return {"title": rest[0], **found}
    if len(rest) == 2 and rest[1].startswith(("—", "-", "－")):
        return {"title": rest[0], "subtitle": rest[1], **found}
    if rest:
        found |= {"kicker": rest[0], "title": rest[1], "subtitle": "".join(rest[2:])}
    return found


def story(
    heads: Mapping[str, str], paragraphs: Iterable[str], captions: Iterable[str], places: Iterable[Place] = ()
) -> Story:
    """A story with its heads by name."""
    kicker, title, subtitle, byline = (heads.get(name, "") for name in ("kicker", "title", "subtitle", "byline"))
    return Story(title, kicker, subtitle, byline, "", tuple(paragraphs), tuple(captions), (), tuple(places))
