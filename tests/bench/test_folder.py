"""The bench of a finished folder does what it says, on a small one."""

from pathlib import Path

from tests.batch import recorded
from tests.bench import folder


def test_every_page_is_watched_and_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    pages = recorded.pages(tmp_path / "in", 4)
    assert len(folder._first_run(pages, tmp_path / "out", 1)) == 4
    assert folder._second_run(pages, tmp_path / "out") < folder.SECONDS
