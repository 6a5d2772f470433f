"""What words know about a seam."""

from ocr.reconstruct.lexicon import Phrases, likeness, spanning, terms, topics
from tests.reconstruct.stories import BEES, FERRY, TRAIN


def test_a_word_of_the_dictionary_is_found_across_a_seam() -> None:
    assert spanning("去年冬天请来老木匠修图书", "馆的长椅") == "图书馆"


def test_no_word_runs_across_a_mark() -> None:
    assert spanning("木船上备了救生衣。", "渡口每天开船") == ""


def test_what_stands_across_a_seam_is_known_when_it_stands_elsewhere_on_the_page() -> None:
    phrases = Phrases.of(["石桥村的老渡口昨天开放", "蜂农田小满介绍"])
    assert phrases.across("他走过石桥", "村的路") == 4
    assert phrases.across("记者问田小", "满的邻居") == 3
    assert phrases.across("记者问何大", "满山的树") == 0


def test_the_rest_of_a_story_is_most_like_the_story() -> None:
    texts = {"ferry": "".join(FERRY[:2]), "bees": "".join(BEES), "train": "".join(TRAIN)}
    rest = FERRY[2]
    model = topics([terms(text) for text in (*texts.values(), rest)])
    vector = model.vector(terms(rest))
    like = {name: likeness(model.vector(terms(text)), vector) for name, text in texts.items()}
    assert max(like, key=lambda name: like[name]) == "ferry"


def test_likeness_is_one_with_itself_and_nothing_with_a_stranger() -> None:
    model = topics([terms("木船渡口"), terms("蜂蜜槐花"), terms("图书")])
    ferry, bees = model.vector(terms("木船渡口")), model.vector(terms("蜂蜜槐花"))
    assert abs(likeness(ferry, ferry) - 1) < 1e-9
    assert likeness(ferry, bees) == 0
