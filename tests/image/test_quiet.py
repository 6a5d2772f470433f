"""What libtiff says while a picture is decoded is kept and heard; what others say comes through."""

from __future__ import annotations

import os

import pytest

from ocr.image.quiet import listening


def test_only_libtiffs_lines_are_kept_from_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    with listening() as said:
        os.write(2, b"Fax3Decode2D: Bad code word at line 3.\nWARNING: something of another thread\n")
        os.write(2, b"TIFFReadDirectory: Warning, unknown tag.\ntempfile.tif: Cannot read TIFF header.\n")
    assert [line.split(":")[0] for line in said] == ["Fax3Decode2D", "TIFFReadDirectory", "tempfile.tif"]
    assert capfd.readouterr().err == "WARNING: something of another thread\n"
