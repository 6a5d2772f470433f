"""Traditional characters become simplified ones, one for one."""

from __future__ import annotations

from ocr.simplified import simplified


def test_traditional_characters_are_put_into_simplified_ones_and_others_stay() -> None:
    assert simplified("華軍收復粵漢鐵道，Abc 12。") == "华军收复粤汉铁道，Abc 12。"
    assert simplified("渠水清清") == "渠水清清"
    assert simplified("") == ""


def test_the_text_keeps_its_length() -> None:
    text = "幹乾干發髮后後裏里" * 50
    assert len(simplified(text)) == len(text)
