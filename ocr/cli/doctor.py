"""`banmian doctor`: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import importlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

import click

from ocr.cli import streams
from ocr.errors import DependencyError, OcrError

NEEDED_MODELS = ("chi_sim",)
MORE_MODELS = ("chi_tra", "chi_sim_vert", "chi_tra_vert")
PACKAGES = (
    ("Pillow", "pillow", "PIL"),
    ("NumPy", "numpy", "numpy"),
    ("SciPy", "scipy", "scipy"),
    ("OpenCC", "opencc", "opencc"),
    ("OpenCV", "opencv-python", "cv2"),
    ("pytesseract", "pytesseract", "pytesseract"),
    ("pypdfium2", "pypdfium2", "pypdfium2"),
    ("RapidFuzz", "rapidfuzz", "rapidfuzz"),
    ("rich", "rich", "rich"),
    ("rjieba", "rjieba", "rjieba"),
    ("lxml", "lxml", "lxml"),
    ("pikepdf", "pikepdf", "pikepdf"),
    ("markdown-it-py", "markdown-it-py", "markdown_it"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for: what was found, or what to do; without a needed one no page can be read."""

    what: str
    found: str = ""
    remedy: str = ""
    needed: bool = True


@click.command("doctor", help="Say what is installed, what is missing and the command that installs it.")
def command() -> None:
    findings = list(examine())
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        state = "ok" if finding.found else "missing" if finding.needed else "absent"
        streams.write(f"{state:<8}{finding.what:<{width}}  {finding.found or finding.remedy}\n")
    missing = [finding.what for finding in findings if finding.needed and not finding.found]
    if missing:
        raise DependencyError(f"missing: {', '.join(missing)}; the commands that install them are above")


def examine() -> Iterator[Finding]:
    """Everything banmian stands on, needed things first in each group."""
    yield Finding("banmian", metadata.version("banmian"))
    yield Finding("Python", platform.python_version())
    yield from map(_package, *zip(*PACKAGES, strict=True))
    yield from _tesseract()
    yield _rapidocr()
    yield _embeddings()
    yield _profiles()


def _package(what: str, distribution: str, module: str) -> Finding:
    try:
        if getattr(importlib.import_module(module), "__file__", None) is None:  # an empty folder is left of it
            return Finding(what, remedy=f"pip install --force-reinstall --no-deps {distribution}")
        return Finding(what, metadata.version(distribution))
    except ImportError as error:
        library = str(error).partition(":")[0]
        if ".so" in library:  # the package is there, a library of the system is not
            return Finding(what, remedy=f"sudo apt-get install libgl1 libglib2.0-0   (no {library})")
        return Finding(what, remedy=f"pip install {distribution}")


def _tesseract() -> Iterator[Finding]:
    from ocr.engines import tesseract

    try:
        version, models = tesseract.installed("tesseract", *map(os.environ.get, ("PATH", "TESSDATA_PREFIX"), ("", "")))
    except DependencyError:
        version, models = (), frozenset()
    yield Finding("tesseract", ".".join(map(str, version)), remedy="sudo apt-get install tesseract-ocr")
    for model in (*NEEDED_MODELS, *MORE_MODELS):
        package = f"tesseract-ocr-{model.replace('_', '-')}"
        found = "installed" if model in models else ""
        yield Finding(f"model {model}", found, f"sudo apt-get install {package}", needed=model in NEEDED_MODELS)


def _rapidocr() -> Finding:
    """The second reader: its packages, and whether its model opens."""
    from ocr.engines import network

    try:
        network.network()
    except OcrError as fault:
        return Finding("rapidocr", remedy=f"pip install 'banmian[rapidocr]'   ({fault})", needed=False)
    found = ", ".join(f"{name} {metadata.version(name)}" for name in (network.PACKAGE, network.RUNTIME))
    return Finding("rapidocr", found)


def _embeddings() -> Finding:
    """The second opinion on topics that `banmian mend` asks for."""
    from ocr.reconstruct.dump import sense

    remedy = "pip install 'banmian[topics]'   (x86-64 with AVX2; mend does without)"
    found = sense.version() if sense.embedder() is not None else ""
    return Finding("embeddings", found, remedy, needed=False)


def _profiles() -> Finding:
    from ocr import profile

    try:
        names = [profile.load(name).name for name in profile.available()]
    except OcrError as error:
        return Finding("layout profiles", remedy=str(error))
    return Finding("layout profiles", ", ".join(names), remedy="pip install --force-reinstall banmian")
