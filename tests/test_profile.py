"""Profiles load, inherit, match what newspapers print, and refuse what they do not understand."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from ocr import profile
from ocr.errors import ProfileError

SHIPPED = ("generic-horizontal", "generic-vertical", "hongkong-horizontal", "peoples-daily", "republican-vertical")


def write(folder: Path, text: str, name: str = "mine.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_shipped_profiles_are_there_and_all_load() -> None:
    assert set(SHIPPED) <= set(profile.available())
    for name in profile.available():
        loaded = profile.load(name)
        assert loaded.name == name
        assert loaded.title


def test_the_default_is_generic_horizontal() -> None:
    assert profile.load() == profile.load("generic-horizontal")


def test_an_empty_file_is_a_profile_that_says_nothing(tmp_path: Path) -> None:
    loaded = profile.load(write(tmp_path, ""))
    assert loaded == profile.Profile(name="mine")
    assert profile.first(loaded.bylines, "本报记者 甲乙") is None


def test_a_child_replaces_single_values_and_puts_its_lists_first(tmp_path: Path) -> None:
    write(tmp_path, 'indent = 1.0\nlang = "chi_tra"\nbrands = ["甲"]', "base.toml")
    child = profile.load(write(tmp_path, 'extends = "base.toml"\nindent = 3\nbrands = ["乙"]'))
    assert (child.indent, child.lang, child.brands) == (3.0, "chi_tra", ("乙", "甲"))


def test_a_circle_of_parents_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "b.toml"', "a.toml")
    write(tmp_path, 'extends = "a.toml"', "b.toml")
    with pytest.raises(ProfileError, match="extends itself"):
        profile.load(str(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", ("colour", "unknown key", "brands", "column_chars")),
        ("columns = 'eight'", ("columns", "whole number")),
        ("columns = 2.5", ("columns", "whole number")),
        ("columns = true", ("columns", "whole number")),
        ("indent = -1", ("indent", "from 0")),
        ("lang = 3", ("lang", "text in quotes")),
        ("direction = 'sideways'", ("direction", "horizontal", "vertical")),
        ("direction = ['horizontal']", ("direction", "must be one of")),
        ("script = 'latin'", ("script", "simplified")),
        ("brands = '今日谈'", ("brands", "list")),
        ("brands = [1]", ("brands", "list of texts")),
        ("bylines = ['(记者']", ("bylines", "(记者", "bad pattern")),
        ("extends = 1", ("extends", "name")),
        ("extends = 'no-such'", ("no-such", "generic-horizontal")),
        ("title = ", ("not valid TOML",)),
    ],
)
def test_a_bad_profile_is_one_line_with_file_key_and_what_is_allowed(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        profile.load(path)
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize("text", ["colour = 1", "columns = 'eight'", "bylines = ['(记者']", "title = "])
def test_a_bad_profile_names_its_file(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ProfileError, match=re.escape(path)):
        profile.load(path)


def test_a_profile_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ProfileError, match="UTF-8"):
        profile.load(str(path))


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(ProfileError, match=", ".join(SHIPPED)):
        profile.load("no-such-paper")


def test_a_profile_survives_the_way_to_another_process() -> None:
    loaded = profile.load()
    assert pickle.loads(pickle.dumps(loaded)) == loaded


FOUND = [
    ("bylines", "本报记者 甲乙丙"),
    ("bylines", "本报记者甲乙丙丁戊己"),
    ("bylines", "记者 甲乙 通讯员 丙丁 戊己"),
    ("bylines", "■本报驻江州记者 甲某"),
    ("bylines", "新华社记者 甲乙、丙丁"),
    ("bylines", "本报评论员"),
    ("bylines", "□ 甲乙"),
    ("bylines", "文/甲乙"),
    ("bylines", "本报记者：甲乙"),
    ("bylines", "记者：甲乙、丙丁"),
    ("bylines", "█新华社记者 甲乙、丙丁"),
    ("bylines", "█ 甲乙"),
    ("datelines", "本报江州9月12日讯（记者 甲乙）今天上午"),
    ("datelines", "新华社江州12月30日电（记者甲乙、丙丁）近日"),
    ("datelines", "本报讯（记者 甲乙）昨日"),
    ("datelines", "【本报讯】昨日"),
    ("jump_to", "一切顺利。（下转第四版）"),
    ("jump_to", "一切顺利。(下转第2版)"),
    ("jump_to", "▶▶下转A03版"),
    ("jump_from", "（上接第一版）公司"),
    ("signatures", "得到落实。（作者为江州大学教授）"),
    ("signatures", "大家都很高兴。（甲乙）"),
    ("signatures", "大家都很高兴。（本报记者 甲乙）"),
    ("running_head", "要闻 2025年11月25日 星期一"),
    ("running_head", "第3版"),
    ("running_head", "江州日报"),
    ("credits", "本版责编：甲乙 丙丁 版式设计：戊己"),
    ("credits", "责编/甲乙 版式/丙丁 校对/戊"),
    ("credits", "本版责编；甲乙 版式设计：丙丁"),
    ("credits", "本版邮箱：someone@example.org"),
    ("credits", "主办：江州市文联 出版：江州日报社 邮编：000000 电话：0000000"),
    ("credits", "咨询电话：0000000"),
    ("credits", "国内统一刊号：CN00-0000"),
    ("credits", "国内统一连续出版物号：CN 00-0000"),
    ("credits", "邮发代号：00-0"),
    ("furniture", "详见第三版"),
    ("furniture", "▶见A03版"),
    ("notes", "编者按：近来"),
    ("notes", "——编者"),
    ("captions", "▲9月12日，孩子们在练习。"),
    ("captions", "图为修好的水渠。"),
    ("captions", "图①：渠首。"),
    ("captions", "本报记者 甲乙 摄"),
    ("captions", "江州市档案馆供图"),
]

NOT_FOUND = [
    ("bylines", "记者走进乡村学校"),
    ("bylines", "记者在现场看到一切"),
    ("bylines", "记者对此进行了报道。"),
    ("bylines", "张灯结彩过新年"),
    ("bylines", "本报记者：在您看来，木船为何又回来"),  # who asks in an interview, and what
    ("bylines", "本报记者：年轻人愿意做"),
    ("datelines", "本报将于下月改版"),
    ("jump_to", "他转到第三版去看。"),
    ("jump_from", "他接第二版的稿子"),
    ("signatures", "大力推广竹制品（建议）"),
    ("signatures", "一条（两段）。"),
    ("running_head", "他在2025年11月25日 星期二到达"),
    ("running_head", "会上，教育"),
    ("credits", "编辑部收到一封来信。"),
    ("credits", "咨询电话响个不停。"),
    ("credits", "国内统一刊号由总署编发。"),
    ("credits", "他说：“地址：河东；电话：没有。”大家笑了。"),
    ("furniture", "第三版画册今天出版"),
    ("notes", "编者们在一起商量"),
    ("captions", "他在河边拍摄"),
    ("captions", "图书馆今天开门"),
]


@pytest.mark.parametrize(("key", "text"), FOUND)
def test_the_default_knows_the_convention(key: str, text: str) -> None:
    assert profile.first(getattr(profile.load(), key), text), f"{key} should find {text}"


@pytest.mark.parametrize(("key", "text"), NOT_FOUND)
def test_the_default_leaves_ordinary_text_alone(key: str, text: str) -> None:
    assert profile.first(getattr(profile.load(), key), text) is None


HOUSES = [
    ("republican-vertical", "running_head", "中華民國二十八年四月廿六日"),
    ("republican-vertical", "running_head", "第四版"),
    ("republican-vertical", "furniture", "電話九三四二八"),
    ("republican-vertical", "datelines", "（江州廿五日電）據此間消息"),
    ("republican-vertical", "datelines", "▲江州十二日專電、昨日"),
    ("republican-vertical", "datelines", "（又訊）昨日"),
    ("hongkong-horizontal", "running_head", "港聞 2019年3月5日 星期二 A12"),
    ("hongkong-horizontal", "bylines", "本報記者 甲乙丙"),
    ("hongkong-horizontal", "datelines", "【本報訊】昨日"),
    ("hongkong-horizontal", "jump_to", "一切順利。（下轉A12版）"),
    ("hongkong-horizontal", "captions", "渠首一景。甲乙丙攝"),
]


@pytest.mark.parametrize(("house", "key", "text"), HOUSES)
def test_a_house_knows_its_own_conventions(house: str, key: str, text: str) -> None:
    assert profile.first(getattr(profile.load(house), key), text), f"{house}: {key} should find {text}"


def test_old_papers_indent_by_one_em_and_are_set_in_traditional_characters() -> None:
    old, new = profile.load("republican-vertical"), profile.load("hongkong-horizontal")
    assert (old.direction, old.script, old.indent) == ("vertical", "traditional", 1.0)
    assert (new.direction, new.script, new.lang) == ("horizontal", "traditional", "chi_tra")


def test_a_dateline_gives_its_reporter_and_a_jump_line_its_page() -> None:
    loaded = profile.load()
    dateline = profile.first(loaded.datelines, "本报江州9月12日讯（记者 甲乙）今天")
    jump = profile.first(loaded.jump_to, "。（下转第四版）")
    assert dateline is not None
    assert dateline["byline"] == "记者 甲乙"
    assert jump is not None
    assert jump["page"] == "四"


def test_every_key_is_documented() -> None:
    text = (profile.folder() / "README.md").read_text(encoding="utf-8")
    for key in profile.ALLOWED:
        assert f"| `{key}` |" in text
