"""`banmian mend` from the outside: what it writes where, and how it fails."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.breaker.dumps import broken
from tests.cli.conftest import Call, Done

STORY = (
    "老水渠又响起来了",
    "本报记者 林川",
    "清溪坞村的老水渠断流三年，今年开春重新通了水。清溪坞村支书顾岚说，渠水能浇到村西八百亩稻田。",
    "砌渠的石头是清溪坞村民从河滩挑来的，一共砌了两千多米。顾岚每天沿着水渠走两遍，看有没有渗漏。",
    "水渠通水那天，清溪坞村的孩子把纸船放进渠里，一直追到稻田边。",
)
OTHER = (
    "夜班车开进老厂区",
    "本报记者 苏帆",
    "铸钢厂老厂区的夜班公交上周开通，末班车延长到零点。司机袁松说，下夜班的工人不用再骑车回家。",
)
CUT = STORY[3].index("水渠走两遍") + 1
BROKEN = "\n\n".join((*STORY[:3], STORY[3][:CUT], *OTHER, STORY[3][CUT:], STORY[4], STORY[2][10:], STORY[3][:30]))


class _Standard:
    """Standard input of bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(BROKEN, encoding="gb18030")
    return path


def _articles(done: Done) -> list[dict[str, Any]]:
    assert done.code == 0
    articles: list[dict[str, Any]] = json.loads(done.out)["articles"]
    return articles


def test_a_broken_dump_comes_out_as_articles(dump: Path, banmian: Call) -> None:
    articles = _articles(banmian("mend", dump, "--format", "json"))
    assert [article["title"] for article in articles] == [STORY[0], OTHER[0]]
    assert [p["text"] for p in articles[0]["paragraphs"]] == list(STORY[2:])


def test_standard_input_is_read(banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Standard(BROKEN.encode("utf-16")))
    done = banmian("mend", "-")
    assert done.code == 0
    assert STORY[3] in done.out


def test_evidence_goes_to_stderr_a_line_each(dump: Path, banmian: Call) -> None:
    done = banmian("mend", dump, "--explain")
    assert any(line.startswith("joined r0004 ") and "水渠" in line and "sure" in line for line in done.said)
    assert any(line.startswith("removed r0010–r0011 ") and "see r0003–r0004" in line for line in done.said)
    assert all(len(line) < 300 for line in done.said)
    assert "joined" not in done.out


def test_a_folder_becomes_a_folder(dump: Path, tmp_path: Path, banmian: Call) -> None:
    (tmp_path / "second.txt").write_text("\n\n".join(OTHER), encoding="utf-8")
    out = tmp_path / "out"
    assert banmian("mend", tmp_path, "-o", out, "--format", "markdown").code == 0
    assert sorted(path.name for path in out.iterdir()) == ["dump.md", "second.md"]


def test_one_bad_file_of_a_folder_does_not_stop_the_others(dump: Path, tmp_path: Path, banmian: Call) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    done = banmian("mend", tmp_path)
    assert done.code == 8
    assert any("a.txt" in line for line in done.said)
    assert STORY[3] in done.out


def test_an_existing_file_stays(dump: Path, tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "out.txt"
    out.write_text("mine")
    assert banmian("mend", dump, "-o", out).code == 7
    assert out.read_text() == "mine"
    assert banmian("mend", dump, "-o", out, "--force").code == 0
    assert STORY[3] in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b"\n" * 100_000, "empty"), (bytes(range(256)), "no text")])
def test_what_holds_no_text_is_refused_in_one_line(data: bytes, says: str, tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    done = banmian("mend", path)
    assert done.code == 3
    [line] = done.said
    assert "bad.txt" in line
    assert says in line


def test_blank_lines_by_the_hundred_thousand_are_passed_over(tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "gaps.txt"
    path.write_text(BROKEN.replace("\n\n", "\n" * 12_000), encoding="utf-8")
    articles = _articles(banmian("mend", path, "--format", "json"))
    assert [article["title"] for article in articles] == [STORY[0], OTHER[0]]


@pytest.mark.parametrize("line", ["水" * 300_000, "本报记者 " + STORY[2] * 4000, "a" * 300_000])
def test_one_endless_line_comes_back(line: str, tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "line.txt"
    path.write_text(line, encoding="utf-8")
    done = banmian("mend", path)
    assert done.code == 0
    assert "".join(line.split()) in "".join(done.out.split())


def test_text_that_is_no_newspaper_comes_back_unchanged(tmp_path: Path, banmian: Call) -> None:
    poem = "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡"
    path = tmp_path / "poem.txt"
    path.write_text(poem, encoding="utf-8")
    [article] = _articles(banmian("mend", path, "--format", "json"))
    assert [p["text"] for p in article["paragraphs"]] == poem.splitlines()


def test_mending_a_dump_twice_gives_the_same(tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(broken(3, "everything").text, encoding="utf-8")
    assert banmian("mend", path, "--format", "json").out == banmian("mend", path, "--format", "json").out


def test_a_name_that_is_not_utf_8_is_written_into_a_file_as_to_stdout(tmp_path: Path, banmian: Call) -> None:
    odd = tmp_path / "\udcb5\udcda.txt"
    odd.write_text(BROKEN, encoding="utf-8")
    assert banmian("mend", odd, "--format", "json", "-o", tmp_path / "o.json").code == 0
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["source"].endswith("\ufffd\ufffd.txt")
