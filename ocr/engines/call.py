"""One call of Tesseract: a process that loads its model at once and then waits to be told which pictures to read.

Loading takes a quarter of a second. Given its list of pictures on standard input, Tesseract loads the model first and
reads the list after, so a process can be started before anybody knows what it is to read: see `standing_by`.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from pytesseract import pytesseract as program

from ocr.engines.children import holding
from ocr.engines.threads import one_thread
from ocr.errors import DependencyError, EngineError, OutputError

SETTINGS = {
    "preserve_interword_spaces": "1",
    "tessedit_do_invert": "0",  # crops are dark on white already
    "tessedit_create_txt": "1",
    "tessedit_create_hocr": "1",
    "hocr_char_boxes": "1",
}


@contextmanager
def room() -> Iterator[Path]:
    """A temporary folder, gone when it is left. Raises OutputError where none can be made."""
    folder = _folder()
    with folder:
        yield Path(folder.name)


def no_room(error: OSError) -> OutputError:
    """What it means that a temporary file cannot be written."""
    place, cause = tempfile.gettempdir(), error.strerror or str(error)
    return OutputError(f"{place}: no temporary file can be written ({cause}); make room, or name a folder in TMPDIR")


def _folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="banmian-")
    except OSError as error:
        raise no_room(error) from error


class Call:
    """A Tesseract process with models (a+b) loaded or being loaded, and a folder of its own. It answers once.

    Raises DependencyError when the program is not there, OutputError when it has no room for its answer. Whoever has
    one calls `answer` or `end`.
    """

    def __init__(self, models: str) -> None:
        self._folder = _folder()
        self._out = Path(self._folder.name) / "out"
        # Each picture is one line of text (psm 13); the list comes on standard input.
        command = [program.tesseract_cmd, "stdin", str(self._out), "-l", models, "--psm", "13"]
        for name, value in SETTINGS.items():
            command += ("-c", f"{name}={value}")
        try:
            with one_thread():
                self._process = subprocess.Popen(command, **program.subprocess_args())
        except OSError as error:
            self._folder.cleanup()
            fault = error.strerror or "not found"
            raise DependencyError(f"cannot run {program.tesseract_cmd}: {fault}; `banmian doctor` says more") from error

    def answer(self, pictures: Sequence[Path], timeout: float) -> tuple[str, str]:
        """The text of the pictures, one line each, a form feed after each; and their hOCR with character boxes.

        Raises EngineError when Tesseract crashes, takes more than `timeout` seconds or leaves no text.
        """
        listed = "".join(f"{picture}\n" for picture in pictures).encode()
        try:
            with holding(self._process):
                _, said = self._process.communicate(listed, timeout)
            if self._process.returncode:
                status, words = self._process.returncode, " ".join(program.get_errors(said).split())[:200]
                said_so = f" ({words})" if words else ""
                raise EngineError(f"tesseract failed with status {status}{said_so}; `banmian doctor` says more")
            return self._left(".txt"), self._left(".hocr")
        except subprocess.TimeoutExpired as error:
            raise EngineError(
                f"tesseract gave no answer in {timeout:.0f} s; allow it more, or run fewer jobs"
            ) from error
        except UnicodeDecodeError as error:
            raise EngineError("tesseract failed, and its message is no text; reinstall it") from error
        finally:
            self.end()

    def end(self) -> None:
        """Have done with the process, whatever it is at, and with its folder."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        self._process.wait()
        self._folder.cleanup()

    def _left(self, suffix: str) -> str:
        try:
            return self._out.with_suffix(suffix).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EngineError("tesseract left no text that can be read") from error


class Standby:
    """Calls that were begun before they are needed."""

    def __init__(self, models: str) -> None:
        self.models = models
        self._lock = threading.Lock()
        self._waiting: list[Call] = []

    def begin(self, number: int) -> None:
        """Have so many calls more waiting."""
        for _ in range(number):
            self._waiting.append(Call(self.models))

    def take(self, models: str) -> Call | None:
        """One that waits with those models, or None."""
        with self._lock:
            return self._waiting.pop() if self._waiting and models == self.models else None

    def end(self) -> None:
        """Have done with those that nobody took; of all of them, even if one of them cannot be ended."""
        with self._lock, ExitStack() as ends:
            while self._waiting:
                ends.callback(self._waiting.pop().end)


_standby: ContextVar[Standby | None] = ContextVar("standby", default=None)


@contextmanager
def standing_by(models: str, number: int) -> Iterator[None]:
    """While inside, `number` calls with models loaded stand by; threads see them when they run in a copy of the
    context. Those that nobody took are ended when it is left."""
    standby = Standby(models)
    token = _standby.set(standby)
    try:
        standby.begin(number)
        yield
    finally:
        _standby.reset(token)
        standby.end()


def begun(models: str) -> Call:
    """A call with those models: one that stands by, or a new one. Raises DependencyError."""
    standby = _standby.get()
    return (standby.take(models) if standby else None) or Call(models)
