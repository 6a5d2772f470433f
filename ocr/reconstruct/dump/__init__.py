"""Text that has lost its page: runs of a dump as articles, by the assignment that pages use.

dump -> runs -> kinds -> repeats and banners -> stretches -> one assignment -> articles
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.page import Article, Join, Kind, Paragraph, Removal, Step
from ocr.profile import Profile
from ocr.reconstruct import Reconstruction
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.articles import compose
from ocr.reconstruct.dump.joins import solve
from ocr.reconstruct.dump.kinds import name_kinds, newspaper, once
from ocr.reconstruct.dump.nodes import nodes_of
from ocr.reconstruct.dump.repeats import without_repeats
from ocr.reconstruct.dump.runs import items_of, plain_items
from ocr.reconstruct.dump.sense import version


def mend(dump: str, profile: Profile) -> Reconstruction:
    """Articles from a text whose paragraphs are out of order, broken or repeated.

    Every run of the dump comes out in an article, in the furniture, in unplaced or in a removal. A text without any
    sign of a newspaper comes back as one article, unchanged.
    """
    conventions = Conventions(profile)
    items = items_of(dump, conventions)
    if not newspaper(name_kinds(items, conventions), conventions):
        return _unchanged(dump)
    kept, strips = without_repeats(items)
    told, lines = once(name_kinds(kept, conventions))
    nodes = nodes_of(told, conventions)
    solved = solve(nodes.nodes)
    contents = compose(nodes, solved.chains, solved.joins, conventions)
    removals = tuple(sorted((*strips, *lines), key=lambda removal: removal.runs))
    counts = _counts(len(items), solved.joins, removals, contents.articles, contents.unplaced)
    steps = (Step("mend", (*counts, *((("embeddings", version()),) if nodes.embedded else ()))),)
    return Reconstruction(contents.articles, contents.furniture, contents.unplaced, solved.joins, removals, steps)


def _unchanged(dump: str) -> Reconstruction:
    """The whole text as one article, each line a paragraph."""
    items = plain_items(dump)
    paragraphs = tuple(Paragraph(Kind.BODY, item.run.text, (item.run,)) for item in items)
    article = Article(id="a01", paragraphs=paragraphs)
    return Reconstruction((article,), steps=(Step("mend", _counts(len(items), (), (), (article,), ())),))


def _counts(
    runs: int,
    joins: Sequence[Join],
    removals: Sequence[Removal],
    articles: Sequence[Article],
    unplaced: Sequence[Paragraph],
) -> tuple[tuple[str, int], ...]:
    return (
        ("runs", runs),
        ("joins", len(joins)),
        ("removals", len(removals)),
        ("articles", len(articles)),
        ("unplaced", len(unplaced)),
    )
