"""Pages that are one stream of stories come apart where their heads stand."""

from __future__ import annotations

from ocr.evaluate import combine
from tests.figures.streams import streamed
from tests.painter.dense import dense_page
from tests.painter.stream import stream_page


def test_the_same_seed_gives_the_same_stream() -> None:
    assert stream_page(3) == stream_page(3)
    assert stream_page(3) != stream_page(4)


def test_the_lines_of_a_stream_hold_its_stories_from_head_to_end() -> None:
    page = stream_page(5)
    told = "".join(a["title"] + "".join(a["paragraphs"]) for a in page.truth["articles"])
    assert "".join(run.text for run in page.runs) == told
    assert len(page.truth["articles"]) >= 4
    assert all(line.box.left >= 0 and line.box.bottom <= page.layout.size[1] for line in page.layout.lines)


def test_most_stories_of_a_stream_are_whole() -> None:
    figures = combine(streamed(seed) for seed in range(12)).figures()
    assert figures["article_cer"] <= 0.12
    assert figures["articles"] >= 0.8


def test_the_same_seed_gives_the_same_dense_page_and_its_lines_hold_its_stories() -> None:
    page = dense_page(5)
    assert page == dense_page(5)
    told = "".join("".join(a["paragraphs"]) for a in page.truth["articles"])
    read = "".join(run.text for run in page.runs)
    assert len(page.truth["articles"]) >= 5
    assert all(piece in read for a in page.truth["articles"] for piece in a["paragraphs"])
    assert 0.8 * len(read) < len(told) < len(read)


def test_most_stories_of_dense_pages_are_whole() -> None:
    figures = combine(streamed(seed, dense_page) for seed in range(8)).figures()
    assert figures["article_cer"] <= 0.12
    assert figures["articles"] >= 0.78
