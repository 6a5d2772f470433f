"""Two readings of one line put together: where they differ, the surer character stands unless a word speaks for the
other.

A recogniser errs differently on the same glyphs shown at another size, and it is often as sure of the wrong character
as of the right one. The dictionary decides between readings only: let loose on all likenesses of a glyph it makes words
that were never printed (measured: more errors than it mends).
"""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from ocr.engines.hocr import Reading

REACH = 4
"""Characters on each side that a word is looked for in."""

WORD = 0.2
"""What one word less, of the words that a stretch falls into, counts against confidence (0 to 1)."""


def agreed(one: Reading, other: Reading) -> Reading:
    """The surer of two readings of a line, with those of its characters put right for which the other has better ones.

    Only characters that stand against each other are exchanged, so the surer reading's length and spaces stay. What
    both read alike is as sure as the surer of them says.
    """
    surer, second = (one, other) if one.confidence >= other.confidence else (other, one)
    text, rival = list(surer.solid), second.solid
    sure = list(surer.confidences)
    for step in Levenshtein.opcodes(surer.solid, rival):
        here, there = slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end)
        if step.tag == "equal":
            sure[here] = map(max, sure[here], second.confidences[there])
        elif step.tag == "replace" and _better(text, here, rival[there], sure[here], second.confidences[there]):
            text[here], sure[here] = rival[there], second.confidences[there]
    return Reading(_respaced(surer.raw, text), tuple(sure))


def _better(text: list[str], here: slice, rival: str, ours: list[float], theirs: tuple[float, ...]) -> bool:
    """Whether the rival for a stretch of the text is to stand there: by the words it makes, and how sure it is."""
    left, right = "".join(text[max(0, here.start - REACH) : here.start]), "".join(text[here.stop : here.stop + REACH])
    fewer = _words(left + "".join(text[here]) + right) - _words(left + rival + right)
    return (sum(theirs) - sum(ours)) / len(ours) + WORD * fewer > 0


def _words(text: str) -> int:
    """How many words and single characters a text falls into; nonsense falls into more."""
    import rjieba  # a dictionary to unpack: a fifth of a second, and only doubtful lines need it

    return len(rjieba.cut(text, hmm=False))


def _respaced(raw: str, text: list[str]) -> str:
    left = iter(text)
    return "".join(c if c.isspace() else next(left) for c in raw)
