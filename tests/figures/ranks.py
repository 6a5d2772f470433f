"""Whether our article figures rank outputs as the folder's own referee does.

    python -m tests.figures.ranks FOLDER [READ]

FOLDER holds pages/NAME.truth.json and score/score.py. Each truth is spoilt in known ways, and both rank what comes out;
with READ, a folder of JSON that `banmian read` wrote of the folder's pictures, both rank these as well, over all pages.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from ocr.evaluate import from_json, measure
from tests.figures.shared import referee

FIGURES = ("article_cer", "articles", "titles", "seams")
Page = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Pairs of outputs that both figures tell apart: ranked alike, and the other way round; tied: by one alone."""

    alike: int = 0
    opposed: int = 0
    tied: int = 0

    def __add__(self, other: Ranked) -> Ranked:
        return Ranked(self.alike + other.alike, self.opposed + other.opposed, self.tied + other.tied)

    @property
    def gamma(self) -> float:
        """Goodman and Kruskal's gamma: 1 when no pair is opposed, -1 when all are."""
        return (self.alike - self.opposed) / max(1, self.alike + self.opposed)


def ranked(ours: Sequence[float], theirs: Sequence[float]) -> Ranked:
    """Every pair of outputs, by how the two figures rank it; values within a thousandth are the same."""
    total = Ranked()
    for i, j in combinations(range(len(ours)), 2):
        one, other = (_sign(side[i] - side[j]) for side in (ours, theirs))
        total += Ranked(one * other > 0, one * other < 0, (one == 0) != (other == 0))
    return total


def spoilt(truth: Page, seed: int = 0) -> Iterator[tuple[str, Page]]:
    """The truth as an output, right and with each kind of fault."""
    picker = random.Random(seed)
    yield "right", deepcopy(truth)
    for share in (0.01, 0.03, 0.1):
        yield f"misread {share:.0%}", _each(truth, partial(_misread, share=share, picker=picker))
    for name, fault in FAULTS.items():
        made = deepcopy(truth)
        fault(made["articles"])
        yield name, made


def _each(truth: Page, change: Callable[[str], str]) -> Page:
    made = deepcopy(truth)
    for article in made["articles"]:
        article["paragraphs"] = [change(text) for text in article["paragraphs"]]
        article["title"] = change(article["title"])
    return made


def _misread(text: str, *, share: float, picker: random.Random) -> str:
    return "".join(chr(picker.randrange(0x4E00, 0x9000)) if picker.random() < share else c for c in text)


def _merged(articles: list[Page]) -> None:
    if len(articles) > 1:
        last = articles.pop()
        articles[-1]["paragraphs"] += [last["title"], *last["paragraphs"]]


def _split(articles: list[Page]) -> None:
    longest = max(articles, key=lambda a: sum(map(len, a["paragraphs"])))
    half = (len(longest["paragraphs"]) + 1) // 2
    articles.append({"title": "", "paragraphs": longest["paragraphs"][half:]})
    del longest["paragraphs"][half:]


def _out_of_order(articles: list[Page]) -> None:
    for article in articles:
        article["paragraphs"] = article["paragraphs"][1:] + article["paragraphs"][:1]


def _across(articles: list[Page]) -> None:
    """The last paragraph of each story at the end of the next."""
    last = [article["paragraphs"].pop() if len(article["paragraphs"]) > 1 else "" for article in articles]
    for article, text in zip(articles, last[-1:] + last[:-1], strict=True):
        article["paragraphs"].append(text)


def _lost(articles: list[Page]) -> None:
    for article in articles:
        del article["paragraphs"][-1:]


def _twice(articles: list[Page]) -> None:
    for article in articles:
        article["paragraphs"] += article["paragraphs"][:1]


def _one_text(articles: list[Page]) -> None:
    text = [t for a in articles for t in (a["title"], *a["paragraphs"])]
    articles[:] = [{"title": "", "paragraphs": text}]


FAULTS: dict[str, Callable[[list[Page]], None]] = {
    "two merged": _merged,
    "one split": _split,
    "out of order": _out_of_order,
    "across": _across,
    "ends lost": _lost,
    "said twice": _twice,
    "one text": _one_text,
}


def figures(judge: ModuleType, truth: Page, output: Page) -> tuple[dict[str, float], dict[str, float]]:
    """Our figures and the referee's, of one output."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "output.json"
        path.write_text(json.dumps(output, ensure_ascii=False), encoding="utf-8")
        theirs: dict[str, float] = judge.score(truth, judge.load_pred(str(path)))
    return measure(from_json(truth), from_json(output)).figures(), theirs


def compared(pairs: Sequence[tuple[dict[str, float], dict[str, float]]]) -> dict[str, Ranked]:
    """Every figure's ranking of the outputs."""
    return {name: ranked([ours[name] for ours, _ in pairs], [theirs[name] for _, theirs in pairs]) for name in FIGURES}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.figures.ranks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder with pages/ and score/score.py")
    parser.add_argument("read", nargs="?", type=Path, help="a folder of JSON, by the pictures' names")
    arguments = parser.parse_args()
    judge = referee(arguments.folder / "score" / "score.py")
    truths = {path: json.loads(path.read_text(encoding="utf-8")) for path in _truths(arguments.folder)}
    print(f"{'page':<28}" + "".join(f"{name:>24}" for name in FIGURES) + "   (alike/opposed/tied by one, gamma)")
    total = dict.fromkeys(FIGURES, Ranked())
    for path, truth in truths.items():
        found = compared([figures(judge, truth, output) for _, output in spoilt(truth)])
        total = {name: total[name] + found[name] for name in FIGURES}
        print(_line(path.name.removesuffix(".truth.json"), found))
    print(_line("all spoilt pages", total))
    if arguments.read:
        pairs = [
            (path.stem, figures(judge, truth, json.loads(path.read_text("utf-8"))))
            for path, truth in _read(arguments.read, truths)
        ]
        for name, (ours, theirs) in pairs:
            print(f"{name:<28}" + "".join(f"{theirs[f]:>15.4f} /{ours[f]:7.4f}" for f in FIGURES))
        print(_line(f"{len(pairs)} pages read", compared([pair for _, pair in pairs])))
    return 0


def _truths(folder: Path) -> list[Path]:
    return sorted((folder / "pages").glob("*.truth.json"))


def _read(folder: Path, truths: dict[Path, Page]) -> Iterator[tuple[Path, Page]]:
    """Outputs with the truth whose name theirs begins with; halves of a page are left out."""
    for path in sorted(folder.glob("*.json")):
        for truth, page in truths.items():
            name = truth.name.removesuffix(".truth.json")
            if (path.stem == name or path.stem.startswith(f"{name}-")) and "-half-" not in path.stem:
                yield path, page


def _line(name: str, found: dict[str, Ranked]) -> str:
    cells = (f"{r.alike}/{r.opposed}/{r.tied} {r.gamma:.3f}" for r in found.values())
    return f"{name:<28}" + "".join(f"{cell:>24}" for cell in cells)


def _sign(difference: float) -> int:
    return 0 if abs(difference) < 1e-3 else 1 if difference > 0 else -1


if __name__ == "__main__":
    sys.exit(main())
