"""The typefaces a Chinese paper is set in, found on this machine by family name."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from ocr.errors import DependencyError

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
)
PACKAGES = "fonts-noto-cjk fonts-arphic-ukai fonts-arphic-uming"

FACES = {
    "song": ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    "song-bold": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
    "hei": ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "hei-light": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    "kai": ("ukai.ttc", "AR PL UKai CN"),
    "ming": ("uming.ttc", "AR PL UMing CN"),
    "song-tc": ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK TC"),
    "song-bold-tc": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK TC"),
    "hei-tc": ("NotoSansCJK-Bold.ttc", "Noto Sans CJK TC"),
    "hei-light-tc": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK TC"),
    "kai-tc": ("ukai.ttc", "AR PL UKai TW"),
    "ming-tc": ("uming.ttc", "AR PL UMing TW"),
}
"""Face name -> (file of the font, family inside it); -tc: the glyph forms of Taiwan and of old papers."""


@cache
def locate(face: str) -> tuple[Path, int]:
    """The font file and the index inside it that hold a face; DependencyError when the machine lacks it."""
    file, family = FACES[face]
    for folder in FOLDERS:
        for path in sorted(folder.rglob(file)) if folder.is_dir() else ():
            index = _index_of(path, family)
            if index is not None:
                return path, index
    raise DependencyError(f"font {family} ({file}) is not installed: run apt-get install {PACKAGES}")


def _index_of(path: Path, family: str) -> int | None:
    for index in range(16):
        try:
            name = ImageFont.truetype(path, 10, index=index).getname()[0]
        except OSError:
            return None
        if name == family:
            return index
    return None


@lru_cache(maxsize=256)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels, laid out glyph by glyph (no shaping), so that a page does not hang on libraqm."""
    path, index = locate(face)
    return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def advance(face: str, size: int, char: str) -> float:
    """The width in pixels that a character takes in a line set left to right."""
    return float(font(face, size).getlength(char))
