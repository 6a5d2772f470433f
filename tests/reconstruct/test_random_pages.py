"""Painted pages of random layout: what no rule was fitted to."""

from collections import Counter
from dataclasses import replace

import pytest
from rapidfuzz.distance import Levenshtein

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct import Reconstruction, reconstruct
from tests.painter.page import Painted
from tests.painter.random_page import random_page

SEEDS = range(4000, 4012)


@pytest.fixture(scope="module")
def pages() -> list[tuple[Painted, Reconstruction]]:
    painted = [random_page(seed) for seed in SEEDS]
    return [(page, reconstruct(page.layout, page.runs, load())) for page in painted]


def bodies(made: Reconstruction) -> list[str]:
    return ["".join(p.text for p in article.paragraphs).replace(" ", "") for article in made.articles]


def test_nineteen_stories_of_twenty_are_whole(pages: list[tuple[Painted, Reconstruction]]) -> None:
    wanted = [
        ("".join(article["paragraphs"]).replace(" ", ""), bodies(made))
        for page, made in pages
        for article in page.truth["articles"]
    ]
    whole = sum(any(Levenshtein.normalized_distance(body, other) < 0.05 for other in found) for body, found in wanted)
    assert whole >= 0.95 * len(wanted)


def test_every_run_is_in_one_place_and_none_is_lost(pages: list[tuple[Painted, Reconstruction]]) -> None:
    for page, made in pages:
        places = Counter(
            run.id
            for runs in (
                *(p.runs for article in made.articles for p in article.paragraphs),
                *(article.head_runs for article in made.articles),
                *(furniture.runs for furniture in made.furniture),
                *(paragraph.runs for paragraph in made.unplaced),
            )
            for run in runs
        )
        places.update(name for removal in made.removals for name in removal.runs)
        assert places == Counter(run.id for run in page.runs if run.text.strip())


def test_heads_that_segmentation_gave_no_rank_are_told_by_size_and_place(
    pages: list[tuple[Painted, Reconstruction]],
) -> None:
    plain = {Kind.KICKER: Kind.HEADLINE, Kind.DECK: Kind.HEADLINE, Kind.BANNER: Kind.HEADLINE, Kind.BYLINE: Kind.BODY}
    titles = found = 0
    for page, _ in pages:
        blocks = tuple(replace(block, kind=plain.get(block.kind, block.kind)) for block in page.layout.blocks)
        made = reconstruct(replace(page.layout, blocks=blocks), page.runs, load())
        names = {article.title.replace(" ", "") for article in made.articles}
        wanted = [article["title"].replace(" ", "") for article in page.truth["articles"]]
        titles, found = titles + len(wanted), found + sum(title in names for title in wanted)
    assert found >= 0.85 * titles
