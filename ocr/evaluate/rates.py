"""Counts that become rates. They are kept as counts, so that sums over pages (micro averages) are exact.

CER = (insertions + substitutions + deletions) / reference length, on folded text. Carrasco, "An open-source OCR
evaluation tool" (DATeCH 2014); ISRI Analytic Tools give accuracy, which is 1 - CER.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ocr.evaluate.align import distance
from ocr.evaluate.normalise import without_punctuation


@dataclass(frozen=True, slots=True)
class Rate:
    """Errors over a length: 0 is best, above 1 is possible. Adding two sums both counts."""

    errors: float = 0
    length: float = 0

    @property
    def value(self) -> float:
        """errors / length; with nothing to compare to, 0 when there are no errors and 1 when there are."""
        return self.errors / self.length if self.length else float(self.errors > 0)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.errors + other.errors, self.length + other.length)


@dataclass(frozen=True, slots=True)
class Share:
    """Hits over a total: 1 is best. Adding two sums both counts."""

    hits: float = 0
    total: float = 0

    @property
    def value(self) -> float:
        """hits / total; 1 when nothing was asked for."""
        return self.hits / self.total if self.total else 1.0

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.total + other.total)


def cer(reference: str, output: str) -> Rate:
    """Character error rate of two strings as they are; fold them first."""
    return Rate(distance(reference, output), len(reference))


def cer_without_punctuation(reference: str, output: str) -> Rate:
    """Character error rate over letters, digits, ideographs and symbols alone."""
    return cer(without_punctuation(reference), without_punctuation(output))


def bag(reference: str, output: str) -> Rate:
    """Reference characters that the output does not have, order ignored: what recognition alone loses at the least."""
    missing = Counter(reference) - Counter(output)
    return Rate(missing.total(), len(reference))


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
