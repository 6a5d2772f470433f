"""Lines in, articles out: furniture apart, heads, grounds, one assignment of tails to heads, repeated strips removed.

Layout + Runs -> canonical sheet -> kinds -> units -> ground -> chains -> articles
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import Article, Furniture, Join, Layout, Paragraph, Removal, Run, Step
from ocr.profile import Profile
from ocr.reconstruct.articles import compose
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.captions import as_captions, may_be_captions
from ocr.reconstruct.chains import solve
from ocr.reconstruct.columns import with_whole_columns
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dedup import without_repeats
from ocr.reconstruct.drawings import with_labels_apart
from ocr.reconstruct.guides import without_guides
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.minor import ornaments, settle
from ocr.reconstruct.past_heads import with_columns_past_heads
from ocr.reconstruct.ruled_heads import as_wide_as_rules
from ocr.reconstruct.runins import with_run_ins
from ocr.reconstruct.seams import ends_of
from ocr.reconstruct.strips import without_strips
from ocr.reconstruct.tables import with_tables
from ocr.reconstruct.territory import survey
from ocr.reconstruct.units import units_of


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """What a page says, put in order. Articles in reading order, ids a01 on; unplaced is text that belongs to none.

    joins and removals carry their evidence; steps say what was counted on the way.
    """

    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...] = ()
    unplaced: tuple[Paragraph, ...] = ()
    joins: tuple[Join, ...] = ()
    removals: tuple[Removal, ...] = ()
    steps: tuple[Step, ...] = ()


def reconstruct(layout: Layout, runs: Sequence[Run], profile: Profile) -> Reconstruction:
    """Articles from a page's layout and the readings of its lines (one Run a line, matched by the line's id).

    The result does not depend on the order of blocks or runs. Lines without a reading are passed over.
    """
    conventions = Conventions(profile)
    read = with_run_ins(canonical(layout, runs))
    once, at_one_place = without_repeats(with_tables(with_labels_apart(name_kinds(read, conventions))))
    once, elsewhere = without_strips(once)
    removals = at_one_place + elsewhere
    sheet, guides = without_guides(once, conventions)
    units = units_of(with_columns_past_heads(with_whole_columns(sheet), conventions), conventions)
    sheet = replace(sheet, flat=tuple(rule for rule in sheet.flat if rule not in ornaments(units, sheet)))
    units, sheet = as_wide_as_rules(units, sheet)
    ends = ends_of(units, conventions)
    units = settle(units, ends)
    ground = survey(units, sheet, ends)
    doubtful = may_be_captions(units, sheet)
    units, solution = as_captions(units, solve(units, sheet, ground, ends, doubtful.keys()), doubtful)
    contents = compose(units, solution, sheet, ground, conventions)
    counts = (
        ("units", len(units)),
        ("joins", len(solution.joins)),
        ("removals", len(removals)),
        ("articles", len(contents.articles)),
        ("unplaced", len(contents.unplaced)),
    )
    return Reconstruction(
        contents.articles,
        contents.furniture + guides,
        contents.unplaced,
        solution.joins,
        removals,
        (Step("reconstruct", counts),),
    )
