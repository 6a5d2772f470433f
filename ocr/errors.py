"""What can go wrong, and the exit code of each kind.

The code sits on the class, so the command line turns an exception into an exit status in one place. Every message is
one line that names the file, says what is wrong and what to do about it.
"""

from typing import ClassVar


class OcrError(Exception):
    """Base of every error that banmian raises on purpose."""

    exit_code: ClassVar[int] = 1


class InputError(OcrError):
    """A page or text that cannot be read: missing, empty, damaged, locked, too large."""

    exit_code: ClassVar[int] = 3


class DependencyError(OcrError):
    """A program, model or extra that must be installed first; the message says how."""

    exit_code: ClassVar[int] = 4


class ProfileError(OcrError):
    """A layout profile that does not exist or does not validate."""

    exit_code: ClassVar[int] = 5


class EngineError(OcrError):
    """A recogniser that crashed, hung or answered nonsense."""

    exit_code: ClassVar[int] = 6


class OutputError(OcrError):
    """A result that cannot be written: folder missing, file exists, disk full."""

    exit_code: ClassVar[int] = 7


class ShortfallError(OcrError):
    """A figure on the wrong side of the limit that was set for it."""

    exit_code: ClassVar[int] = 9
