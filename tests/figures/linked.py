"""Painted issues put together: links right, wrong and missed, and what is said of ends without a partner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool

from ocr.geometry import Transform
from ocr.issue import Issue, Portion
from ocr.link import link
from ocr.page import Page
from ocr.profile import load
from ocr.reconstruct import reconstruct
from tests.painter.issue import Jump, PaintedIssue, random_issue
from tests.painter.oracle import Oracle
from tests.painter.page import Painted

MISREAD = 0.02
"""Share of characters that are read wrong in the second row."""
PAINTED_AT_MOST = 12
"""Issues that one process paints: the painter keeps every glyph it has drawn."""
NAMES = ("scan-x.png", "scan-y.png", "scan-z.png", "scan-u.png")
"""Names of the pages' files, which tell nothing of their numbers."""
Place = tuple[int, int]
"""A page, and a story in its truth."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One issue. right, wrong: links made; missed: stories that go on and were left apart, of which `lost` have an end
    that its page had put into another story; strangers: jump lines whose partner's page is not there, told: those
    said to have no partner; numbers: pages whose number is right."""

    seed: int
    pages: int
    numbers: int
    jumps: int
    clean: int
    right: int
    clean_right: int
    wrong: int
    missed: int
    lost: int
    strangers: int
    told: int
    faults: tuple[str, ...] = field(default=())


def linked(issues: int, jobs: int, first: int = 0, rate: float = 0.0) -> list[Linked]:
    """So many issues of three and four pages. rate: share of characters read wrong."""
    seeds = range(first, first + issues)
    one: Callable[[int], Linked] = partial(_linked, rate=rate)
    if jobs < 2:
        return list(map(one, seeds))
    with Pool(jobs, maxtasksperchild=PAINTED_AT_MOST) as processes:
        return list(processes.imap(one, seeds))


def _linked(seed: int, rate: float) -> Linked:
    painted = random_issue(seed, pages=3 + seed % 2)
    return judge(seed, painted, link(pages_of(painted, rate, seed), "painted", load()))


def pages_of(painted: PaintedIssue, rate: float = 0.0, seed: int = 0) -> list[Page]:
    """The pages as read from their true lines, in names that tell nothing."""
    return [_page(each, name, rate, seed) for name, each in zip(NAMES, painted.pages, strict=False)]


def _page(painted: Painted, name: str, rate: float, seed: int) -> Page:
    layout = painted.layout
    runs = Oracle(painted, rate=rate, seed=seed).recognize(painted.gray, layout.lines) if rate else painted.runs
    made = reconstruct(layout, runs, load())
    found = made.articles, made.furniture, made.unplaced, made.joins, made.removals, made.steps
    return Page(name, 1, layout.size, None, layout.direction, Transform(), *found, layout)


def judge(seed: int, painted: PaintedIssue, issue: Issue) -> Linked:
    """What became of an issue's jumps."""
    portions = {(p.page, p.article.id): p for story in issue.stories for p in story.portions}
    order = [NAMES.index(sheet.page.source) for sheet in issue.sheets]
    made = {}
    for each in issue.links:
        made[_story(portions[each.tail], painted, order, -1)] = _story(portions[each.head], painted, order, 0)
    true = {jump.tail: jump for jump in painted.jumps}
    right = {tail for tail, head in made.items() if tail in true and true[tail].head == head}
    missed = [jump for jump in painted.jumps if jump.tail not in right]
    lost = [jump for jump in missed if not _whole(jump, painted, issue, order)]
    told = {_told(each.page, each.article, painted, issue, order, -1 if each.forward else 0) for each in issue.loose}
    clean = {jump.tail for jump in painted.jumps if jump.clean}
    strangers = [(page, story) for page, story, _ in painted.loose]
    faults = [f"made {tail} -> {head}" for tail, head in made.items() if tail not in right]
    faults += [f"{'lost' if jump in lost else 'missed'} {jump.tail} -> {jump.head}, {jump.clean}" for jump in missed]
    numbers = sum(sheet.number == str(painted.numbers[at]) for sheet, at in zip(issue.sheets, order, strict=True))
    return Linked(
        seed, len(order), numbers, len(true), len(clean), len(right), len(clean & right), len(made) - len(right),
        len(missed), len(lost), len(strangers), sum(place in told for place in strangers), tuple(faults),
    )  # fmt: skip


def _story(portion: Portion, painted: PaintedIssue, order: Sequence[int], end: int) -> Place | None:
    """The true story at one end (0 or -1) of a portion; None where that is not an end of that story."""
    page = painted.pages[order[portion.page]]
    block = {line.id: block.id for block in page.layout.blocks for line in block.lines}
    runs = [run for paragraph in portion.article.paragraphs for run in paragraph.runs]
    line = runs[end].line if runs else None
    name = block[line.id] if line else ""
    for number, truth in enumerate(page.truth["articles"]):
        if name in truth["blocks"]:
            return (order[portion.page], number) if truth["blocks"][end] == name else None
    return None


def _whole(jump: Jump, painted: PaintedIssue, issue: Issue, order: Sequence[int]) -> bool:
    """Whether both ends of a jump are ends of a text on their pages."""
    ends = {(end, place) for end, place in _ends(painted, issue, order)}
    return (-1, jump.tail) in ends and (0, jump.head) in ends


def _ends(painted: PaintedIssue, issue: Issue, order: Sequence[int]) -> Iterator[tuple[int, Place | None]]:
    from ocr.link.parts import parts_of
    from ocr.reconstruct.conventions import Conventions

    for place, sheet in enumerate(issue.sheets):
        for part in parts_of(sheet.page, place, Conventions(load())):
            for end in (0, -1):
                yield end, _story(part.portion, painted, order, end)


def _told(page: int, article: str, painted: PaintedIssue, issue: Issue, order: Sequence[int], end: int) -> Place | None:
    from ocr.link.parts import parts_of
    from ocr.reconstruct.conventions import Conventions

    for part in parts_of(issue.sheets[page].page, page, Conventions(load())):
        if part.article.id == article:
            return _story(part.portion, painted, order, end)
    return None


COLUMNS = ("issues", "pages", "numbers", "jumps", "right", "wrong", "missed", "lost", "clean", "right", "loose", "told")
LINK_LEGEND = """\
numbers: pages whose number is right; jumps: stories that go on on another page; right, wrong: links; missed: stories
left apart, of these lost: an end was put into another story on its page; clean: jumps whose two lines are printed and
name the right pages, and how many are right; loose: lines whose partner's page is not there; told: reported."""


def show_linked(rows: Sequence[tuple[str, Sequence[Linked]]]) -> str:
    """A line for each way of reading."""
    head = f"{'painted issues':<24}" + "".join(f"{name:>8}" for name in COLUMNS)
    lines = [head, "-" * len(head)]
    for name, found in rows:
        sums = (
            len(found), *(sum(getattr(each, key) for each in found) for key in (
                "pages", "numbers", "jumps", "right", "wrong", "missed", "lost", "clean", "clean_right", "strangers",
                "told",
            ))
        )  # fmt: skip
        lines.append(f"{name:<24}" + "".join(f"{value:8d}" for value in sums))
    return "\n".join(lines)
