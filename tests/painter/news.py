"""Invented local news: a seeded writer with a stock of topics, each with its own people, places, things and turns of
phrase.

A topic is a file in `topics/`. Its sentences are patterns: {thing}, {org}, {town} … stand for the story's own names,
and {n:20-80} for a number, {d:1-9} for one with a decimal, {p:5-40} for a per cent, {y:…} for a year. A pattern is
used once on a page, so no sentence stands twice by accident.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ocr.page import Kind
from tests.painter.story import Para, Story

TOPICS = Path(__file__).parent / "topics"
SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")


@cache
def stock() -> dict[str, Any]:
    """Invented names of people, places and papers, and the words that stand beside stories."""
    return tomllib.loads((Path(__file__).parent / "stock.toml").read_text(encoding="utf-8"))


@cache
def topic(name: str) -> dict[str, Any]:
    """The stock of one topic, with the sentences of every topic added."""
    return tomllib.loads((TOPICS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def topic_names() -> tuple[str, ...]:
    """All topics, in alphabetical order."""
    return tuple(sorted(path.stem for path in TOPICS.glob("*.toml") if path.stem != "common"))


def person(rng: random.Random) -> str:
    """An invented name of two or three characters."""
    names = stock()
    first = str(rng.choice(names["given_first"])) if rng.random() < 0.8 else ""
    return str(rng.choice(names["surnames"])) + first + str(rng.choice(names["given_last"]))


class Writer:
    """Writes the stories of one page; remembers which patterns it has used up. tongue: what becomes of each text."""

    def __init__(self, rng: random.Random, city: str = "", tongue: Callable[[str], str] = str) -> None:
        self.rng, self.tongue = rng, tongue
        self.city = city or str(rng.choice(stock()["cities"]))
        self.quote_stop = rng.choice(("。”", "。”", "，”"))
        self.used: set[str] = set()
        self.named: set[str] = set()

    def author(self, name: str) -> Author:
        """Who writes one story on a topic."""
        return Author(self, name)

    def take(self, patterns: list[str]) -> str | None:
        """A pattern that this page has not seen yet, or None."""
        fresh = [p for p in patterns if p not in self.used]
        if not fresh:
            return None
        chosen = self.rng.choice(fresh)
        self.used.add(chosen)
        return chosen


@dataclass(slots=True)
class Text:
    """A story's text as lists of sentences; prefix: length of its dateline; subheads: by the paragraph they stand
    before."""

    paragraphs: list[list[str]]
    prefix: int
    subheads: dict[int, str]

    def paras(self) -> tuple[Para, ...]:
        out: list[Para] = []
        for i, sentences in enumerate(self.paragraphs):
            if i in self.subheads:
                out.append(Para(self.subheads[i], Kind.SUBHEAD))
            out.append(Para("".join(sentences), Kind.BODY, 0 if i else self.prefix))
        return tuple(out)

    def drop_last(self) -> bool:
        """Take away the last sentence before the closing paragraph; False when only one sentence is left."""
        return self.drop(len(self.paragraphs) - (2 if len(self.paragraphs) > 2 else 1))

    def drop(self, at: int, sentence: int = -1) -> bool:
        """Take a sentence out of a paragraph, and the paragraph with its last one."""
        if at == 0 and len(self.paragraphs[0]) == 1:
            return False
        del self.paragraphs[at][sentence]
        if not self.paragraphs[at]:
            del self.paragraphs[at]
            self.subheads = {(i if i <= at else i - 1): t for i, t in self.subheads.items()}
            self.subheads = {i: t for i, t in self.subheads.items() if i < len(self.paragraphs) - 1}
        return True


class Author:
    """Writes one story: its people, places and things stay the same from headline to end."""

    def __init__(self, writer: Writer, name: str) -> None:
        self.writer, self.rng = writer, writer.rng
        self.topic = name
        self.stock, self.common = topic(name), topic("common")
        thing = self._fresh(self.stock["thing"])
        roles = self.rng.sample(self.stock["roles"], 3)
        org, org2 = self.rng.sample(self.stock["org"], 2)
        names = [person(self.rng) for _ in range(5)]
        self.names = {
            "city": writer.city, "town": self._fresh(stock()["towns"]), "thing": thing, "org": org, "org2": org2,
            "a": names[0], "b": names[1], "c": names[2], "d_name": names[3], "a2": names[4],
            "ra": roles[0] + names[0], "rb": roles[1] + names[1], "rc": roles[2] + names[2],
        }  # fmt: skip

    def _fresh(self, names: Sequence[str]) -> str:
        """A name that no other story of the page bears, as long as there is one."""
        left = [name for name in names if name not in self.writer.named] or list(names)
        chosen = self.rng.choice(left)
        self.writer.named.add(chosen)
        return chosen

    def fill(self, pattern: str) -> str:
        return self.writer.tongue(SLOT.sub(self._slot, pattern).replace("，”", self.writer.quote_stop))

    def _slot(self, found: re.Match[str]) -> str:
        key, low, high = found[1], found[2], found[3]
        if low is None:
            simple = {"m": (1, 12), "day": (2, 28), "hour": (4, 6)}
            return str(self.rng.randint(*simple[key])) if key in simple else self.names[key]
        number = self.rng.randint(int(low), int(high))
        return {"n": f"{number}", "y": f"{number}", "d": f"{number}.{self.rng.randint(1, 9)}", "p": f"{number}%"}[key]

    def line(self, key: str, ban: str = "") -> str:
        """One of the stock's short texts (title, kicker …); ban: a class of characters it must not hold."""
        patterns = list(self.stock[key])
        self.rng.shuffle(patterns)
        for pattern in [p for p in patterns if p not in self.writer.used] + patterns:
            text = self.fill(pattern)
            if not ban or not re.search(ban, text):
                self.writer.used.add(pattern)
                return text
        raise ValueError(f"no {key} without {ban} in this topic")

    def heading(self, upright: bool = False) -> Story:
        """The story without its text; upright: a title without digits, Latin letters or spaces."""
        ban = r"[0-9A-Za-z ]" if upright else ""
        return Story(
            title=self.line("titles", ban), paragraphs=(), kicker=self.line("kickers"), deck=self.line("decks"),
            byline=self._byline(), captions=tuple(self._captions()),
        )  # fmt: skip

    def text(self, chars: int, dated: bool) -> Text:
        """About `chars` characters, fewer when the topic has no more to say."""
        lead = self.writer.take(self.stock["leads"]) or self.writer.take(self.stock["facts"]) or self.stock["facts"][0]
        prefix = self._dateline() if dated else ""
        paragraphs = [[prefix + self.fill(lead)]]
        room = self.rng.randint(60, 190)
        while sum(len(s) for p in paragraphs for s in p) < chars:
            sentence = self._sentence()
            if sentence is None:
                break
            if sum(map(len, paragraphs[-1])) + len(sentence) > room:
                paragraphs.append([])
                room = self.rng.randint(50, 190)
            paragraphs[-1].append(sentence)
        closing = self.writer.take(self.stock["closings"])
        if closing and chars > 150:
            paragraphs.append([self.fill(closing)])
        return Text(paragraphs, len(prefix), {})

    def _sentence(self) -> str | None:
        kind = "quotes" if self.rng.random() < 0.3 else "facts"
        stock = self.common if self.rng.random() < 0.12 else self.stock
        other = "facts" if kind == "quotes" else "quotes"
        pattern = (
            self.writer.take(stock[kind]) or self.writer.take(self.stock[kind]) or self.writer.take(self.stock[other])
        )
        pattern = pattern or self.writer.take(self.common["facts"]) or self.writer.take(self.common["quotes"])
        return None if pattern is None else self.fill(pattern)

    def add_subheads(self, text: Text, count: int) -> None:
        """Put subheads before paragraphs evenly through the text, when it is long enough for them."""
        step = len(text.paragraphs) / (count + 1)
        if step >= 1.5:
            text.subheads.update({round(step * (i + 1)): self.line("subheads") for i in range(count)})

    def _dateline(self) -> str:
        rng = self.rng
        day = f"{self.writer.city.removesuffix('市')}{rng.randint(1, 12)}月{rng.randint(2, 28)}日"
        forms = (
            f"本报{day}讯（记者 {person(rng)}）", "本报讯（记者 " + person(rng) + "）", f"本报{day}电", "本报讯",
            f"本报讯（记者 {person(rng)} 通讯员 {person(rng)}）",
        )  # fmt: skip
        return self.writer.tongue(rng.choice(forms))

    def _byline(self) -> str:
        rng = self.rng
        forms = (
            f"本报记者 {person(rng)}",
            f"本报记者 {person(rng)} {person(rng)}",
            f"本报记者 {person(rng)} 通讯员 {person(rng)}",
            person(rng),
        )
        return self.writer.tongue(rng.choice(forms))

    def sign(self) -> str:
        """A signature for a story's end."""
        names = " ".join(person(self.rng) for _ in range(self.rng.randint(1, 2)))
        return self.writer.tongue(f"（{self.rng.choice(('', '', '本报记者 ', '通讯员 '))}{names}）")

    def _captions(self) -> list[str]:
        captions = [self.fill(p) for p in self.rng.sample(self.stock["captions"], 3)]
        ends = (f"本报记者 {person(self.rng)} 摄", f"{person(self.rng)} 摄", f"通讯员 {person(self.rng)} 摄影报道")
        return [c.rstrip("。") + "。" + self.writer.tongue(self.rng.choice(ends)) for c in captions]
