"""Markdown, by CommonMark: as `banmian read --format markdown` writes it, or any other with a heading an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ocr.diff.inputs.heads import is_byline, story
from ocr.evaluate.reading import PageText, Story

_UNTITLED, _UNPLACED, _FURNITURE, _BROKEN, _CAPTION = "（无题）", "未归入文章", "版面信息", "［此处中断］", "［图］"


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or heading: level 0 for a paragraph, 1 to 6 for a heading; italic: all of it; rule: a break."""

    text: str
    level: int = 0
    italic: bool = False
    rule: bool = False


@dataclass(slots=True)
class _Section:
    title: str | None
    blocks: list[_Block] = field(default_factory=list)


def pages(text: str) -> tuple[PageText, ...]:
    """Every page of the text, parted by thematic breaks before a heading; an empty text is one page without stories."""
    blocks = list(_blocks(MarkdownIt("commonmark", {"html": False}).parse(text)))
    cuts = [k for k, b in enumerate(blocks) if b.rule and k + 1 < len(blocks) and blocks[k + 1].level]
    ends = [*cuts, len(blocks)]
    parts = [blocks[start:end] for start, end in zip([0, *cuts], ends, strict=True)]
    return tuple(_page([b for b in part if not b.rule]) for part in parts)


def _blocks(tokens: Iterable[Token]) -> Iterator[_Block]:
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "hr":
            yield _Block("", rule=True)
        elif token.type in ("fence", "code_block"):
            yield from (_Block(line.strip()) for line in token.content.splitlines() if line.strip())
        elif token.type == "inline":
            inner = token.children or []
            ends = inner[0].type + inner[-1].type if inner else ""
            italic = ends == "em_openem_close" and sum(t.type == "em_open" for t in inner) == 1
            yield _Block(_text(inner), level, italic)


def _text(tokens: Iterable[Token]) -> str:
    return "".join("\n" if t.type in ("softbreak", "hardbreak") else t.content for t in tokens if t.type != "image")


def _page(blocks: list[_Block]) -> PageText:
    levels = [block.level for block in blocks if block.level]
    if not levels:
        body = tuple(block.text for block in blocks)
        return PageText((Story(paragraphs=body),) if body else (), articles_known=False, fields_known=False)
    repeated = [level for level in sorted(set(levels)) if levels.count(level) > 1]
    article = (repeated or sorted(levels))[0]
    above, sections = _sections(blocks, article)
    own = [s for s in sections if s.title not in (_UNPLACED, _FURNITURE)]
    beside = {s.title: tuple(b.text for b in s.blocks) for s in sections if s not in own}
    return PageText(
        stories=tuple(map(_story, own)),
        furniture=(*above, *beside.get(_FURNITURE, ())),
        unplaced=beside.get(_UNPLACED, ()),
    )


def _sections(blocks: Iterable[_Block], article: int) -> tuple[list[str], list[_Section]]:
    """Headings above the articles' level (the page's own name), and the articles; text before the first is one too."""
    above: list[str] = []
    sections: list[_Section] = []
    for block in blocks:
        if block.level == article:
            sections.append(_Section(block.text))
        elif 0 < block.level < article:
            above.append(block.text)
        else:
            if not sections:
                sections.append(_Section(None))
            sections[-1].blocks.append(block)
    return above, sections


def _story(section: _Section) -> Story:
    blocks = list(section.blocks)
    heads: dict[str, str] = {"title": "" if section.title in (None, _UNTITLED) else str(section.title)}
    while blocks and blocks[0].italic and blocks[0].text != _BROKEN and len(heads) < 3:
        line = blocks.pop(0).text
        dashed = line.startswith(("—", "-", "－")) or "kicker" in heads
        heads["subtitle" if dashed else "kicker"] = line
    if blocks and is_byline(blocks[0].text):
        heads["byline"] = blocks.pop(0).text
    captions = [b.text.removeprefix(_CAPTION) for b in blocks if b.text.startswith(_CAPTION)]
    body = [b.text for b in blocks if not b.text.startswith(_CAPTION) and b.text != _BROKEN]
    return story(heads, body, captions)
