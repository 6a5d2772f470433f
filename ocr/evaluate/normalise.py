"""Folding for comparison: what counts as the same character. Output text is never changed by it.

Unicode NFC; white space is no character; full-width and half-width forms of a character are one; the forms of a
quotation mark are one; on request old and new forms of one character are one. Nothing else is folded: 、 is not ，
。 is not . and — is not -. NFKC is not used, for it also turns ① into 1 and ㎏ into kg.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from rapidfuzz.distance import Levenshtein

_WIDTHS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    ord("｡"): "。",
    ord("､"): "、",
    ord("･"): "・",
}
_QUOTES = dict.fromkeys(map(ord, "“”„‟〝〞「」『』﹁﹂﹃﹄｢｣＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛＇`´"), "'")
_FORMS = MappingProxyType(_WIDTHS | _QUOTES)

# Old and new printed forms of one traditional character; the first of each pair is what both become.
_PAIRS = (
    "為爲回囘卻却款欵眾衆啟啓夠够值値真眞污汚污汙即卽偽僞鎮鎭幫幇青靑清淸強强溫温既旣說説內内戶户產産麼麽裏裡別别吳吴黃黄錄録綠緑"
    "告吿概槪教敎鄉鄕淨凈群羣峰峯略畧煙烟床牀跡迹嘆歎歲嵗兌兑稅税閱閲悅悦脫脱鬥鬭線綫秘祕才纔并並痴癡冊册晉晋"
    "研硏虛虚盧廬顏顔彥彦奧奥慎愼填塡嚐嘗寧甯鄰隣熔鎔鉤鈎針鍼鷄雞館舘蹤踪絕絶毀燬"
)
_VARIANTS = MappingProxyType({ord(b): a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)})

_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")


def fold(text: str, *, variants: bool = False) -> str:
    """The text as it is compared; `variants` makes old and new forms of a character one.

    Idempotent, and never longer than the text's NFC form.
    """
    text = unicodedata.normalize("NFC", _SPACE.sub("", text)).translate(_FORMS)
    text = unicodedata.normalize("NFC", text)  # a half-width letter may now take the accent that follows it
    return text.translate(_VARIANTS) if variants else text


def origins(text: str, folded: str) -> tuple[int, ...]:
    """Where each character of a folded text begins in the text it came from, and at the end that text's length.

    White space goes with the character before it (at the very start with the first one), and so does whatever the
    folded text lacks, so that the stretches between two origins are the whole text again.
    """
    kept = [k for k, c in enumerate(text) if not _SPACE.fullmatch(c)]
    if len(kept) == len(folded):  # one for one, as nearly always
        begins = kept
    else:
        begins = [len(text)] * len(folded)
        for op in Levenshtein.opcodes(folded, text):
            step = (op.dest_end - op.dest_start) / max(1, op.src_end - op.src_start)
            for k in range(op.src_start, op.src_end):
                begins[k] = op.dest_start + int((k - op.src_start) * step)
    return (0, *begins[1:], len(text)) if begins else (len(text),)


def is_punctuation(text: str) -> bool:
    """Whether every character is of a Unicode category P; true of an empty text."""
    return all(unicodedata.category(c).startswith("P") for c in text)


def without_punctuation(text: str) -> str:
    """The text's letters, digits, ideographs and symbols: every character whose Unicode category is not P."""
    return "".join(c for c in text if not unicodedata.category(c).startswith("P"))
