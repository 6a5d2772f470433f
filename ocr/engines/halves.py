"""Finding the one line at fault in a call that failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ocr.errors import EngineError

Item = TypeVar("Item")
Answer = TypeVar("Answer")

HOPELESS = 4
"""Items that may fail one by one before anything was answered: after that the engine is at fault, not the item."""


class Halves(Generic[Item, Answer]):
    """Asks an engine about many items at once, and where that fails about halves of them, down to single ones.

    ask gives one answer an item, in their order, or raises EngineError for all of them.
    """

    def __init__(self, ask: Callable[[Sequence[Item]], list[Answer]]) -> None:
        self._ask = ask
        self._failed = 0
        self._answered = False

    def answers(self, items: Sequence[Item]) -> list[Answer | None]:
        """One answer an item, None for one that fails by itself.

        An item at fault among n costs about 2 log2 n further calls. Raises EngineError, the last one met, when the
        first HOPELESS single items all fail.
        """
        try:
            answers = self._ask(items)
        except EngineError as fault:
            return self._smaller(items, fault)
        self._answered = True
        return list(answers)

    def _smaller(self, items: Sequence[Item], fault: EngineError) -> list[Answer | None]:
        if len(items) > 1:
            middle = len(items) // 2
            return self.answers(items[:middle]) + self.answers(items[middle:])
        self._failed += 1
        if self._failed >= HOPELESS and not self._answered:
            raise fault
        return [None]
