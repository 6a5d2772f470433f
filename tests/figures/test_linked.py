"""The figures of linking are held to issues whose links are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.issue import Issue
from ocr.link import link
from ocr.profile import load
from tests.figures.linked import judge, linked, pages_of, show_linked
from tests.painter.issue import PaintedIssue, random_issue


@pytest.fixture(scope="module")
def painted() -> PaintedIssue:
    return random_issue(4)


@pytest.fixture(scope="module")
def made(painted: PaintedIssue) -> Issue:
    return link(pages_of(painted), "x", load())


def test_links_that_are_true_are_right(painted: PaintedIssue, made: Issue) -> None:
    found = judge(4, painted, made)
    assert found.jumps == found.right == len(painted.jumps) >= 3
    assert (found.wrong, found.missed, found.faults) == (0, 0, ())


def test_a_link_too_few_is_missed_and_one_to_another_story_is_wrong(painted: PaintedIssue, made: Issue) -> None:
    few = judge(4, painted, replace(made, links=made.links[1:]))
    assert (few.right, few.wrong, few.missed, few.lost) == (len(painted.jumps) - 1, 0, 1, 0)
    first, second, *rest = made.links
    crossed = [replace(first, head=second.head), replace(second, head=first.head), *rest]
    found = judge(4, painted, replace(made, links=tuple(crossed)))
    assert (found.right, found.wrong, found.missed) == (len(painted.jumps) - 2, 2, 2)


def test_an_issue_tells_which_page_was_left_out(painted: PaintedIssue) -> None:
    gone = max(jump.head[0] for jump in painted.jumps)
    pages = [page for at, page in enumerate(pages_of(painted)) if at != gone]
    issue = link(pages, "x", load())
    assert {end.why for end in issue.loose} == {f"page {painted.numbers[gone]} is not among the pages"}


def test_the_table_has_a_line_for_each_way_of_reading() -> None:
    head, rule, line = show_linked([("read right", linked(1, 1, first=4))]).splitlines()
    assert head.split()[:4] == ["painted", "issues", "issues", "pages"]
    assert line.split()[:3] == ["read", "right", "1"]
    assert len(head) == len(rule) == len(line)
