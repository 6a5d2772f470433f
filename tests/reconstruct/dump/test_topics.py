"""Names and nouns tell which story a text is of."""

from __future__ import annotations

import numpy as np

from ocr.reconstruct.dump.tokens import NAME, NOUN, SIGN, SINGLE, share, telling
from ocr.reconstruct.dump.topics import Topics

WATER = ("清溪坞村的老水渠重新通了水，支书顾岚说，渠水能浇到稻田。", "顾岚每天沿着水渠走两遍，看石头有没有松动。")
BUS = ("铸钢厂的夜班公交开通了，司机袁松说，末班车延长到零点。", "袁松开的公交车一晚要跑六个来回。")


def test_names_nouns_and_their_characters_are_terms_and_verbs_are_not() -> None:
    terms = telling("司机说，这座大桥的桥很新，他走过去看了看。")
    kinds = {text: kind for kind, text in terms if kind in (NAME, NOUN, SINGLE)}
    assert kinds["司机"] == NOUN
    assert kinds["桥"] == SINGLE
    assert "走过去" not in kinds
    assert terms[SIGN, "桥"] >= 1


def test_common_words_have_a_larger_share_than_rare_ones() -> None:
    assert 1e-2 > share("工作") > share("水渠") > share("清溪坞") > 0


def test_a_text_is_told_to_the_story_that_shares_its_names() -> None:
    topics = Topics([*WATER, *BUS])
    stories = topics.summed([0, -1, 1, -1], 2)
    scores = topics.scores(topics.counts, topics.model(stories))
    assert scores[1, 0] > scores[1, 1]
    assert scores[3, 1] > scores[3, 0]


def test_dense_and_sparse_rows_score_alike() -> None:
    topics = Topics([*WATER, *BUS])
    stories = topics.summed([0, -1, 1, -1], 2)
    columns = np.arange(topics.counts.shape[1])
    sizes = np.asarray(stories.sum(axis=1)).ravel()
    pairs = topics.pairs(topics.counts[[1, 3]].toarray(), stories.toarray(), columns, sizes)
    scores = topics.scores(topics.counts[[1, 3]], topics.model(stories))
    assert np.allclose(pairs, [scores[0, 0], scores[1, 1]])


def test_texts_without_terms_score_nothing() -> None:
    topics = Topics(["……", "——"])
    assert np.allclose(topics.scores(topics.counts, topics.model(topics.summed([0, 1], 2))), 0)
