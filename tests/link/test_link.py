"""Stories that go on on another page, on small painted pages read from their true lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from ocr.issue import Issue, Story
from ocr.link import link
from ocr.page import Page
from ocr.profile import load
from tests.painter.small_issue import broken, paint, read, story
from tests.painter.story import Story as Told

BRIDGE, BUS, CLINIC, RIVER = (story(topic) for topic in ("bridge", "bus", "clinic", "river"))


def issue(*pages: tuple[str, list[Told]]) -> Issue:
    """The issue of these pages: number as printed, stories."""
    return link(read_all(*pages), "澄江湾日报", load())


def read_all(*pages: tuple[str, list[Told]]) -> list[Page]:
    return [read(paint(number, stories), f"{'xyzw'[at]}.png") for at, (number, stories) in enumerate(pages)]


def found(made: Issue, told: Told) -> Story:
    [only] = [each for each in made.stories if each.article.title == told.title]
    return only


def whole(made: Issue, told: Told) -> bool:
    """Whether a story stands in the issue once, and as it was written."""
    said = found(made, told)
    return [p.text for p in said.article.paragraphs] == [p.text for p in told.paragraphs]


def ends(made: Issue) -> list[tuple[str, bool, str, str]]:
    return [(made.sheets[each.page].number, each.forward, each.said, each.why) for each in made.loose]


@pytest.mark.parametrize(
    ("to", "whence", "title"), [("4", "1", ""), ("四", "一", BRIDGE.title[:4]), ("04", "一", BRIDGE.title)]
)
def test_a_story_is_whole_and_names_both_pages(to: str, whence: str, title: str) -> None:
    here, there = broken(BRIDGE, to, whence, title)
    made = issue(("1", [here, BUS]), ("第4版", [CLINIC, there]))
    assert whole(made, BRIDGE)
    told = found(made, BRIDGE)
    assert [made.sheets[portion.page].number for portion in told.portions] == ["1", "4"]
    assert told.joined == (True,)
    assert (told.article.jump_to, told.article.jump_from, told.article.truncated) == ("", "", False)
    assert len(made.stories) == 3
    assert made.loose == ()
    [join] = made.links
    assert join.confidence > 0.9
    assert {"to page 4 as it says", "from page 1 as it says"} <= set(join.why)


def test_every_line_of_a_joined_story_is_there_once() -> None:
    here, there = broken(BRIDGE, "4", "1")
    pages = read_all(("1", [here, BUS]), ("4", [CLINIC, there]))
    made = link(pages, "x", load())
    told = found(made, BRIDGE)
    runs = [run for paragraph in told.article.paragraphs for run in paragraph.runs]
    parts = [a for page in pages for a in page.articles if a.title == BRIDGE.title or a.jump_from]
    assert runs == [run for article in parts for paragraph in article.paragraphs for run in paragraph.runs]
    assert len(told.article.paragraphs) == sum(len(article.paragraphs) for article in parts) - 1


def test_two_stories_that_go_on_on_the_same_page_are_told_apart_by_what_they_say() -> None:
    pairs = [broken(each, "4", "1") for each in (BRIDGE, CLINIC)]
    for order in (0, 1):
        heads = [pairs[order][1], BUS, pairs[1 - order][1]]
        made = issue(("1", [pairs[0][0], pairs[1][0]]), ("4", heads))
        assert whole(made, BRIDGE)
        assert whole(made, CLINIC)
        assert made.loose == ()


def test_a_rest_that_two_ask_for_goes_to_its_own() -> None:
    bridge, rest = broken(BRIDGE, "4", "", BRIDGE.title[:4])
    river, end = broken(RIVER, "4", "1")
    made = issue(("1", [bridge, river]), ("4", [rest, end]))
    assert whole(made, BRIDGE)
    assert whole(made, RIVER)


@pytest.mark.parametrize(("to", "whence"), [("5", "1"), ("4", "3"), ("", "1"), ("4", "")])
def test_one_wrong_or_missing_line_is_made_good_by_the_text(to: str, whence: str) -> None:
    here, there = broken(BRIDGE, to, whence, BRIDGE.title[:4])
    made = issue(("1", [here, BUS]), ("4", [CLINIC, there]))
    assert whole(made, BRIDGE)
    assert made.loose == ()
    [join] = made.links
    assert any(each.startswith("although ") and "says" in each for each in join.why)


def test_a_story_may_go_on_twice() -> None:
    here, rest = broken(story("factory", 900), "2", "1")
    middle, end = broken(rest, "3", "2", "")
    middle = replace(middle, title="", jump_from=rest.jump_from)
    made = issue(("1", [here, BUS]), ("2", [CLINIC, middle]), ("3", [RIVER, end]))
    told = found(made, here)
    assert [portion.page for portion in told.portions] == [0, 1, 2]
    assert [p.text for p in told.article.paragraphs] == [p.text for p in story("factory", 900).paragraphs]


def test_ends_without_a_partner_are_reported_and_joined_to_nothing() -> None:
    here, _ = broken(BRIDGE, "8", "1")
    _, there = broken(RIVER, "4", "3")
    made = issue(("1", [here, BUS]), ("4", [CLINIC, there]))
    assert made.links == ()
    assert ends(made) == [
        ("1", True, "第8版", "page 8 is not among the pages"),
        ("4", False, "第3版", "page 3 is not among the pages"),
    ]
    assert found(made, BRIDGE).article.jump_to == "第8版"


def test_a_line_whose_page_holds_nothing_that_fits_stays_alone() -> None:
    here, _ = broken(BRIDGE, "4", "1")
    made = issue(("1", [here, BUS]), ("4", [CLINIC, RIVER]))
    assert made.links == ()
    assert ends(made) == [("1", True, "第4版", "nothing on page 4 goes on there that fits")]


def test_text_that_its_page_could_place_nowhere_finds_its_story() -> None:
    here, there = broken(BRIDGE, "4", "1")
    first = there.paragraphs[0]
    there = replace(there, paragraphs=(replace(first, text=first.text[:40].rstrip("，。") + "。"),))
    pages = read_all(("1", [here, BUS]), ("4", [CLINIC, there]))
    assert any("上接" in run.text for paragraph in pages[1].unplaced for run in paragraph.runs)
    made = link(pages, "x", load())
    told = found(made, BRIDGE)
    assert told.article.paragraphs[-1].text.endswith(there.paragraphs[0].text)
    assert told.portions[1].unplaced
    assert len(made.stories) == 3


def test_the_order_in_which_pages_are_given_makes_no_difference() -> None:
    here, there = broken(BRIDGE, "4", "1")
    pages = read_all(("1", [here, BUS]), ("第4版", [CLINIC, there]), ("3", [RIVER]))
    made = [link(order, "x", load()) for order in permutations(pages)]
    assert all(each == made[0] for each in made)


def test_pages_that_point_nowhere_are_their_own_stories() -> None:
    pages = read_all(("1", [BRIDGE]), ("2", [BUS, CLINIC]))
    made = link(pages, "x", load())
    articles = [article for page in pages for article in page.articles]
    assert [replace(each.article, id="") for each in made.stories] == [replace(a, id="") for a in articles]
    assert (made.links, made.loose, made.notes) == ((), (), ())


def test_a_page_of_another_day_is_noticed() -> None:
    pages = read_all(("1", [BRIDGE]), ("2", [BUS]), ("3", [CLINIC]))
    other = [replace(f, text=f.text.replace("2021年3月5日", "2021年3月6日")) for f in pages[2].furniture]
    [note] = link([*pages[:2], replace(pages[2], furniture=tuple(other))], "x", load()).notes
    assert note == "z.png, page 1: is dated 2021-03-06, other pages 2021-03-05"


def test_no_pages_make_an_empty_issue() -> None:
    made = link([], "x", load())
    assert (made.sheets, made.stories, made.loose) == ((), (), ())
