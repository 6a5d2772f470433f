"""From a network's odds to characters."""

import numpy as np
import pytest

from ocr.engines.ctc import decode
from ocr.engines.network import STEP, Odds
from ocr.engines.rapidocr import native_to

CHARACTERS = ("", "水", "渠", "減", "减", "，")


def odds(*steps: dict[str, float]) -> Odds:
    """One row a step; what is not named shares nothing, and the rest is that there is no character."""
    rows = [[step.get(c, 0.0) for c in CHARACTERS] for step in steps]
    for row in rows:
        row[0] = 1.0 - sum(row)
    return np.asarray(rows, dtype=np.float32)


def everything(character: str) -> bool:
    return True


def test_a_character_over_several_steps_is_one_and_a_gap_makes_it_two() -> None:
    together = decode(odds({"水": 0.9}, {"水": 0.8}, {}, {"水": 0.7}), CHARACTERS, everything)
    assert [(seen.character, round(seen.confidence, 2)) for seen in together] == [("水", 0.9), ("水", 0.7)]
    assert [seen.place for seen in together] == pytest.approx([1.0 * STEP, 3.5 * STEP], abs=STEP / 4)


def test_of_two_forms_of_a_character_the_script_s_own_is_taken_and_is_as_sure_as_both() -> None:
    wavering = odds({"減": 0.6, "减": 0.38})
    [simplified] = decode(wavering, CHARACTERS, native_to("chi_sim"))
    [traditional] = decode(wavering, CHARACTERS, native_to("chi_tra"))
    assert (simplified.character, traditional.character) == ("减", "減")
    assert simplified.confidence > 0.95


def test_a_foreign_form_that_stands_alone_stays() -> None:
    [seen] = decode(odds({"減": 0.9, "减": 0.001}), CHARACTERS, native_to("chi_sim_vert+eng"))
    assert seen.character == "減"


def test_of_several_native_forms_the_likeliest_is_taken() -> None:
    [seen] = decode(odds({"減": 0.5, "水": 0.1, "减": 0.3}), CHARACTERS, native_to("chi_sim"))
    assert seen.character == "减"


def test_a_strip_in_which_nothing_is_seen_has_no_characters() -> None:
    assert decode(odds({}, {}, {}), CHARACTERS, everything) == ()
