"""Lines right under a picture that may be its caption or a line of the text that goes on there.

A caption in the text's own type and measure looks like a paragraph's last line. Which it is, the text tells: it is left
out where the columns before and after it join as well without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.chains import Solution
from ocr.reconstruct.units import Unit

UNDER = 1.6
"""Em of white between a picture and its caption, at most."""
PAST = 1.0
"""Em that the caption may stand out past the picture's sides."""
TEXT = 4
"""Characters of what is text; less is read in a picture's grain."""
LONGEST = 40
"""Characters of a caption of one line."""


def may_be_captions(units: Sequence[Unit], sheet: Sheet) -> dict[str, Box]:
    """The text units of one line that stand right under a picture, within its width, by name, with their pictures."""
    if sheet.turned:
        return {}
    pictures = (*sheet.pictures, *_empty(sheet))
    found = {unit.id: _picture_over(unit, pictures, sheet.em) for unit in units if unit.kind is Kind.BODY}
    return {name: picture for name, picture in found.items() if picture is not None}


def as_captions(
    units: Sequence[Unit], solution: Solution, doubtful: Mapping[str, Box]
) -> tuple[tuple[Unit, ...], Solution]:
    """Units and chains with those lines made captions that were joined to nothing. doubtful: as may_be_captions has
    it."""
    alone = {chain.units[0].id for chain in solution.chains if len(chain.units) == 1} & doubtful.keys()

    def named(unit: Unit) -> Unit:
        if unit.id not in alone:
            return unit
        return replace(unit, kind=Kind.CAPTION, box=Box.around((unit.place, doubtful[unit.id])))

    chains = tuple(chain for chain in solution.chains if chain.units[0].id not in alone)
    return tuple(named(unit) for unit in units), replace(solution, chains=chains)


def _picture_over(unit: Unit, pictures: Sequence[Box], em: float) -> Box | None:
    """The picture right over a unit of one line, which is no longer than a caption; None where there is none."""
    rows = [row for row in unit.rows if row.text]
    if len(rows) != 1 or not rows[0].upright or len(rows[0].text) > LONGEST:
        return None
    box, slack = rows[0].place, PAST * em
    over = [
        picture
        for picture in pictures
        if -0.3 * em <= box.top - picture.bottom <= UNDER * em
        and picture.left - slack <= box.left
        and box.right <= picture.right + slack
    ]
    return max(over, key=lambda picture: picture.bottom, default=None)


def _empty(sheet: Sheet) -> list[Box]:
    """Frames without text in them: pictures too bright to be told from paper, by their edge."""
    texts = [piece.box for piece in sheet.pieces if len(piece.text) >= TEXT]
    return [box for _, box in sheet.frames if not any(box.contains(text) for text in texts)]
