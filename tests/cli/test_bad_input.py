"""Each thing that can be wrong with a page is one clear line and the documented exit code, and costs no other page."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ocr.batch.sources import Sieve, find
from ocr.cli import report
from ocr.errors import DependencyError, EngineError, InputError, OutputError, ProfileError
from ocr.options import Options
from tests.cli import paper
from tests.cli.conftest import Call, without_rights

LOCKED_PDF = zlib.decompress(base64.b85decode(
    "c$|e(%Z{5c6y5U`ca!B5zrhlU)J_tqYNJF+XEviO47M|=G7y1N&Gd8nBmJ!IM!k>+R9O^+Y>w}FaBW7*$?T4PkkRP(pI`401p-z6J<2kOmuBl4V2G?B"
    "{`Pio5Z{|%_SF`~<H(h^Eo1}2eRV7YP>8?mYy(fgJL={_KI!#T{tvYbt_%%`lil3eo%vL~q6)#AlGC$kRcb7}#9FzgI@Sg1qRMzYv>G^xfzwx4Zo@MI"
    "@ocvbuEue1f}6OavK^-hwKFeK%RNueDsq^2)*8m^V9&FU$M8J;(I$&0Rk1j@vMriJ{K&4JRJ9S?l+&`P-wt8!g0a|A@Mhn*KG8au(wf@#OqN2tfQ%XD"
    "iJ@8(s#&23r6S=Zw}s`}^CV@dk-SK?;euF;Yeg!V*0zvLrj8b9y_iCV!xHW&X;oL)ax{FIUA_i~x_^0qOjF7wQ%WUyF1V)NIi_fyORiMTjU<FoArywn"
    "wG$YLB-9A2DG@pq1x2@qlj$RR^}F&~J0B5H5xHKVq~sDjTrrAW?^enlQ{o1rjNf34>03+>uuz-b9{b(y->RzGquU*-_3ozw1@Y$zJY_^CX`XmzIq^96"
    "HZ^&k5bw3bH{r+suh?8S9AxLvoibC0t^<nW&o`PbX3<}7i}Az"
))  # fmt: skip
"""One blank page that asks for a password."""


def png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def cut_jpeg() -> bytes:
    stream = io.BytesIO()
    paper.page().save(stream, "JPEG")
    return stream.getvalue()[: len(stream.getvalue()) // 2]


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred kilobytes that unpacks to side x side pixels."""
    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.png": (bytes, "empty"),
    "text.png": (lambda: "这不是图片。\n".encode(), "not a picture"),
    "cut.jpg": (cut_jpeg, "damaged"),
    "cut.png": (lambda: png(paper.page())[:2000], "damaged"),
    "locked.pdf": (lambda: LOCKED_PDF, "password"),
    "broken.pdf": (lambda: b"%PDF-1.7\nnothing more", "broken.pdf"),
    "dot.png": (lambda: png(Image.new("L", (1, 1))), "1 x 1"),
    "bomb.png": (bomb, "--max-pixels"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_page_is_one_line_with_its_name_and_the_cause(
    name: str, tmp_path: Path, banmian: Call
) -> None:
    make, cause = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    done = banmian("read", path)
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
    assert str(path) in done.said[0]
    assert cause in done.said[0]


def test_a_missing_file_and_a_folder_are_one_line_each(tmp_path: Path, banmian: Call) -> None:
    for path, cause in ((tmp_path / "none.png", "no such file"), (tmp_path, "directory")):
        done = banmian("read", path)
        assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
        assert str(path) in done.said[0]
        assert cause in done.said[0]


def test_a_file_that_may_not_be_read_is_one_line(scan: Path, tmp_path: Path, banmian: Call) -> None:
    locked = tmp_path / "locked.png"
    locked.write_bytes(scan.read_bytes())
    locked.chmod(0)
    with without_rights():
        done = banmian("read", locked)
    assert (done.code, len(done.said)) == (InputError.exit_code, 1)
    assert "no permission" in done.said[0]


@pytest.mark.parametrize("shade", [255, 0, 128], ids=["white", "black", "grey"])
def test_a_page_without_text_is_a_result_with_a_note(shade: int, tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (1200, 1600), shade).save(path)
    done = banmian("read", path, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["articles"] == []
    assert len(done.said) == 1
    assert "no text found" in done.said[0]
    assert banmian("read", path).out == ""


def test_a_bad_page_among_several_costs_only_itself(scan: Path, tmp_path: Path, banmian: Call) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"")
    done = banmian("read", bad, scan, tmp_path / "none.png")
    assert done.code == report.SOME_FAILED
    assert paper.TITLE in done.out
    assert [str(bad) in done.said[0], "none.png" in done.said[1]] == [True, True]
    assert len(done.said) == 2


def test_several_pages_that_all_fail_alike_have_that_failure_s_code(tmp_path: Path, banmian: Call) -> None:
    assert banmian("read", tmp_path / "one.png", tmp_path / "two.png").code == InputError.exit_code


def test_a_missing_model_is_one_line_with_the_command_that_installs_it(scan: Path, banmian: Call) -> None:
    done = banmian("read", scan, "--engine", "tesseract", "--lang", "xyz_none")
    assert (done.code, done.out, len(done.said)) == (DependencyError.exit_code, "", 1)
    assert "xyz_none" in done.said[0]
    assert "install" in done.said[0]


def test_a_missing_model_is_said_once_for_all_pages(scan: Path, tmp_path: Path, banmian: Call) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(scan.read_bytes())
    assert len(banmian("read", scan, other, "--engine", "tesseract", "--lang", "xyz_none").said) == 1


def test_no_tesseract_at_all_is_one_line_with_the_command_that_installs_it(
    scan: Path, tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = banmian("read", scan, "--engine", "tesseract")
    assert (done.code, done.out, len(done.said)) == (DependencyError.exit_code, "", 1)
    assert "install" in done.said[0]


def faulty_tesseract(folder: Path, fault: str, only: str = "00000.") -> None:
    """A `tesseract` on the path that passes every call on to the real one, unless what it is to read holds `only`."""
    real = shutil.which("tesseract")
    script = folder / "tesseract"
    script.write_text(
        f'#!/bin/sh\nif [ "$1" != stdin ]; then exec {real} "$@"; fi\nasked=$(cat)\n'
        f'case "$asked" in *{only}*) {fault};; esac\necho "$asked" | {real} "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)


@pytest.mark.parametrize("fault", ["kill -SEGV $$", "exec sleep 60", "exit 1", "echo nonsense; exit 0"])
def test_a_call_that_crashes_or_hangs_costs_one_line_of_the_page(
    fault: str, scan: Path, tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty_tesseract(tmp_path, fault)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    done = banmian(
        "read",
        scan,
        "--engine",
        "tesseract",
        "--format",
        "json",
        "--jobs",
        "1",
        "--timeout",
        "5" if "sleep" in fault else "60",
    )
    assert done.code == 0
    assert len(done.said) == 1
    assert "1 line could not be read" in done.said[0]
    assert "纸船" in done.out


def test_a_tesseract_that_never_works_is_one_line(
    scan: Path, tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty_tesseract(tmp_path, "exit 3", only="")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    done = banmian("read", scan, "--engine", "tesseract")
    assert (done.code, done.out, len(done.said)) == (EngineError.exit_code, "", 1)


def test_a_full_temporary_folder_is_one_line(scan: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    done = banmian("read", scan, "--engine", "tesseract")
    assert (done.code, done.out, len(done.said)) == (OutputError.exit_code, "", 1)
    assert "TMPDIR" in done.said[0]


def test_what_lies_in_a_folder_that_may_not_be_entered_is_one_line(tmp_path: Path) -> None:
    inside = tmp_path / "locked"
    inside.mkdir(mode=0)
    with without_rights(), pytest.raises(InputError, match="no permission"):
        find([str(inside / "page.png")], Sieve(), tmp_path)


def test_a_folder_of_texts_that_may_not_be_listed_is_one_line(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", locked)
    done = banmian("mend", tmp_path)
    assert (done.code, len(done.said)) == (InputError.exit_code, 1)
    assert "cannot be listed" in done.said[0]


def test_models_that_cannot_be_are_wrong_usage(scan: Path, banmian: Call) -> None:
    for lang in ("chi_sim+", "../chi_sim", "a b"):
        assert banmian("read", scan, "--lang", lang).code == 2


def test_a_bad_profile_is_one_line_before_anything_is_read(scan: Path, tmp_path: Path, banmian: Call) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("colour = 1", encoding="utf-8")
    done = banmian("read", scan, "--layout", path)
    assert (done.code, done.out, len(done.said)) == (ProfileError.exit_code, "", 1)
    assert "colour" in done.said[0]


def test_an_output_folder_that_cannot_be_written_is_one_line_before_anything_is_read(
    scan: Path, tmp_path: Path, banmian: Call
) -> None:
    tmp_path.chmod(0o555)
    tmp_path.parent.chmod(0o755)
    with without_rights():
        done = banmian("read", tmp_path / "unread.png", "-o", tmp_path / "out.txt")
    assert (done.code, len(done.said)) == (OutputError.exit_code, 1)
    assert "out.txt" in done.said[0]
    done = banmian("read", scan, "-o", tmp_path / "no" / "such" / "out.txt")
    assert (done.code, len(done.said)) == (OutputError.exit_code, 1)
    assert "mkdir" in done.said[0]


def test_something_unforeseen_is_one_line_and_a_traceback_only_when_asked(
    scan: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("made to\nfail")

    monkeypatch.setattr("ocr.pipeline.understand", fail)
    done = banmian("read", scan)
    assert (done.code, len(done.said)) == (report.UNEXPECTED, 1)
    assert "made to fail" in done.said[0]
    assert str(scan) in done.said[0]
    assert any("Traceback" in line for line in banmian("read", scan, "-v").said)


def test_the_default_limit_passes_a_broadsheet_at_600_dpi() -> None:
    assert Options().max_pixels >= 16_000 * 24_000
