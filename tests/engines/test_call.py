"""Calls that wait for their pictures with the model loaded."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.engines.call import Call, begun, standing_by
from ocr.errors import EngineError


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "crop.pgm"
    Image.fromarray(np.full((48, 96), 255, np.uint8)).save(path)
    return path


def alive(call: Call) -> bool:
    return call._process.poll() is None


def test_a_call_that_stands_by_answers_once_it_is_told_its_pictures(picture: Path) -> None:
    with standing_by("chi_sim", 1):
        text, hocr = begun("chi_sim").answer([picture, picture], 20.0)
    assert text.count("\f") in (1, 2)
    assert hocr.count("<div class='ocr_page'") == 2


def test_those_that_stand_by_are_taken_first_and_only_for_their_own_models() -> None:
    with standing_by("chi_sim", 1):
        others, own, fresh = begun("chi_tra"), begun("chi_sim"), begun("chi_sim")
        try:
            assert ["chi_tra" in str(call._process.args) for call in (others, own, fresh)] == [True, False, False]
            assert own._process.pid < others._process.pid < fresh._process.pid
        finally:
            for call in (others, own, fresh):
                call.end()


def test_calls_that_nobody_took_end_and_leave_no_folder() -> None:
    with standing_by("chi_sim", 2):
        waiting = begun("chi_sim")
        folder = Path(waiting._folder.name)
        assert alive(waiting)
        waiting.end()
    assert not alive(waiting)
    assert not folder.exists()


def test_a_call_that_takes_too_long_is_an_engine_error_and_is_ended(picture: Path) -> None:
    call = Call("chi_sim")
    with pytest.raises(EngineError, match="no answer"):
        call.answer([picture] * 50, 0.01)
    assert not alive(call)


def test_one_that_cannot_be_ended_does_not_keep_the_others_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Call] = []
    whole = Call.end

    def end(call: Call) -> None:
        whole(call)
        ended.append(call)
        if len(ended) == 1:
            raise OSError("the folder cannot be removed")

    monkeypatch.setattr(Call, "end", end)
    with pytest.raises(OSError, match="cannot be removed"), standing_by("chi_sim", 3):
        pass
    assert len(ended) == 3
