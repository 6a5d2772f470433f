"""Links find text again wherever it stands, and never use a character twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.evaluate.links import Link, Piece, Role, link, unlinked
from tests.evaluate.texts import BRIDGE, TEA

paragraphs = st.lists(st.sampled_from(BRIDGE + TEA), max_size=6)
alphabet = st.text(alphabet="桥河灯石匠春茶坡，。", max_size=60)


def pieces(texts: list[str]) -> list[Piece]:
    return [Piece(text, Role.BODY, i) for i, text in enumerate(texts)]


@given(paragraphs, st.randoms(use_true_random=False))
def test_paragraphs_in_any_order_are_all_found_without_an_edit(texts: list[str], random: object) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    links = link(pieces(texts), pieces(shuffled))
    assert sum(x.size for x in links) == sum(map(len, texts))
    assert all(x.edits == 0 for x in links)


@settings(max_examples=60)
@given(st.lists(alphabet, max_size=4), st.lists(alphabet, max_size=4))
def test_no_character_on_either_side_is_in_two_links(truth: list[str], output: list[str]) -> None:
    links = link(pieces(truth), pieces(output))
    for texts, spans in (
        (truth, [(x.truth, x.start, x.end) for x in links]),
        (output, [(x.output, x.at, x.at_end) for x in links]),
    ):
        places = [(i, k) for i, start, end in spans for k in range(start, end)]
        assert len(places) == len(set(places))
        assert all(0 <= k < len(texts[i]) for i, k in places)


@settings(max_examples=60)
@given(st.lists(alphabet, max_size=4), st.lists(alphabet, max_size=4))
def test_linked_and_unlinked_stretches_together_are_the_whole_text(truth: list[str], output: list[str]) -> None:
    a = pieces(truth)
    spans = [(x.truth, x.start, x.end) for x in link(a, pieces(output))]
    left = unlinked(a, spans)
    assert sum(e - s for _, s, e in spans) + sum(e - s for _, s, e in left) == sum(map(len, truth))


def test_a_paragraph_cut_in_two_is_linked_to_both_halves() -> None:
    links = link(pieces([BRIDGE[1]]), pieces([BRIDGE[1][20:], BRIDGE[1][:20]]))
    assert [(x.start, x.output) for x in links] == [(0, 1), (20, 0)]


def test_misread_characters_count_as_edits_inside_the_link() -> None:
    misread = BRIDGE[0].replace("花岗岩", "化刚石").replace("昨天重", "昨夭重")
    assert link(pieces([BRIDGE[0]]), pieces([misread])) == (Link(0, 0, len(misread), 0, 0, len(misread), 4),)


def test_a_repeated_sentence_goes_to_the_story_that_shares_more_text() -> None:
    said = "每一块石头都要量三遍才敢下锤。"
    truth = [Piece(BRIDGE[0], Role.BODY, 0), Piece(TEA[0], Role.BODY, 1), Piece(said, Role.BODY, 1)]
    output = [
        Piece(BRIDGE[0], Role.BODY, 0),
        Piece(said, Role.BODY, 0),
        Piece(TEA[0], Role.BODY, 1),
        Piece(said, Role.BODY, 1),
    ]
    assert [x.output for x in link(truth, output)] == [0, 2, 3]


def test_a_very_long_paragraph_is_found_whole() -> None:
    long = "".join(BRIDGE + TEA) * 1 + "".join(reversed("".join(BRIDGE + TEA)))
    long = long + "".join(chr(0x4E00 + k * 7 % 5000) for k in range(900))
    assert sum(x.size for x in link(pieces([long]), pieces([long]))) == len(long)
