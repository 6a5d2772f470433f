"""PDF pages: rendered at the resolution of the scan they carry, and refused with a reason when they cannot be."""

from __future__ import annotations

import base64
import io
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from ocr.errors import InputError
from ocr.image.load import load

LOCKED = zlib.decompress(
    base64.b85decode(
        "c-"
        "n<h%Wm5+5WMRv_TpnAz8`>~L*f`H+9HP2_7dbkk(8^#kphVUl6+2nq@UGW(UlV0Dtw3}fW&ZTMmyZadbv8I=OSDD{`2}bqd=gmeq}`g`Pyyc01"
        "S~0<lmkjBIK7Yxm~w~vdm%|#zHnDTy~Fb0t)%(CJb;3e4^g%$!~f`D*un#rr4$d#GBpM7#ercJ)sK0SF`cE8#Q_?+yB%i4&7t#Q57}Ha&9#95i"
        "_4JvE8Ph2;{3~mtv3W&ZW4Fz6%p)NPTqo*~oq0zN^TY%AR|ZTpL^;4!V>X$giPbj@86bYYDZ?D?+KzoK(RFZfmX$Gfr}EtmA@&fM?!FW^M42Nf"
        "W8ZR@QJv$tbtM9P{r`R8dFAs4<3U8){ccWu&dDN~yYXArQi-5DGmj8wENNO`Qmq5@C(-"
        "6g7WfaK~Jp`dDWKR7MUDC@Hyw8V(r6zNeG+h$(S`QN~X&#`Gy>XISc8v%?(6NH<+Kj?Q$gH_b}~1^K5X+!n%Gp`EHR7H*05*pH4(3(1tW*3{+4"
        "6*xCnt?!>763EG6x@Xs?DFI1zwpd(Uud;s;q|1c"
    )
)
"""A blank page behind the password "u"."""


def scan(size: tuple[int, int]) -> Image.Image:
    made = Image.new("L", size, 255)
    made.paste(0, (0, 0, size[0] // 2, size[1] // 2))
    return made


def pdf(path: Path, dpi: float, *sizes: tuple[int, int]) -> Path:
    pages = [scan(size) for size in sizes]
    pages[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return path


def blank(path: Path, width: float, height: float) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(width, height)
    made.save(path)
    made.close()


@pytest.mark.parametrize("dpi", [96, 200, 300, 400])
def test_a_scanned_page_is_rendered_pixel_for_pixel(tmp_path: Path, dpi: int) -> None:
    (page,) = load(pdf(tmp_path / "scan.pdf", dpi, (800, 1000)))
    assert page.dpi == pytest.approx(dpi, abs=1)
    assert page.size == page.scan_size
    assert abs(page.size[0] - 800) <= 2
    assert abs(page.size[1] - 1000) <= 2
    assert page.gray[200, 200] < 20
    assert page.gray[800, 600] > 235


def test_a_very_fine_scan_is_rendered_at_400_dpi(tmp_path: Path) -> None:
    (page,) = load(pdf(tmp_path / "fine.pdf", 1200, (1200, 2400)))
    assert page.dpi == 400
    assert page.size == (400, 800)


def test_a_page_that_is_drawn_is_rendered_at_300_dpi(tmp_path: Path) -> None:
    blank(tmp_path / "drawn.pdf", 144, 72)
    (page,) = load(tmp_path / "drawn.pdf")
    assert page.size == (600, 300)
    assert (page.gray == 255).all()


def test_pages_come_in_order_and_a_stream_serves_as_well(tmp_path: Path) -> None:
    path = pdf(tmp_path / "three.pdf", 100, (100, 200), (200, 100), (300, 300))
    for source in (path, io.BytesIO(path.read_bytes())):
        found = list(load(source, name="three.pdf"))
        assert [page.number for page in found] == [1, 2, 3]
        assert [np.round(page.size, -1).tolist() for page in found] == [[100, 200], [200, 100], [300, 300]]


def test_a_turned_page_is_rendered_as_it_is_shown(tmp_path: Path) -> None:
    made = pypdfium2.PdfDocument(pdf(tmp_path / "plain.pdf", 100, (100, 200)))
    made[0].set_rotation(90)
    made.save(tmp_path / "turned.pdf")
    made.close()
    (page,) = load(tmp_path / "turned.pdf")
    assert page.size == (200, 100)
    assert page.gray[25, 150] < 20


def test_a_given_resolution_is_what_a_page_is_rendered_at(tmp_path: Path) -> None:
    (page,) = load(pdf(tmp_path / "scan.pdf", 200, (200, 200)), dpi=100.0)
    assert page.size == (100, 100)


def test_a_locked_pdf_says_that_it_is_locked(tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(LOCKED)
    with pytest.raises(InputError, match=r"locked\.pdf: the PDF is locked with a password"):
        list(load(tmp_path / "locked.pdf"))


def test_a_damaged_pdf_says_that_it_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    with pytest.raises(InputError, match=r"bad\.pdf: damaged PDF"):
        list(load(tmp_path / "bad.pdf"))


def test_a_page_too_large_to_render_is_refused(tmp_path: Path) -> None:
    blank(tmp_path / "huge.pdf", 14000, 14000)
    with pytest.raises(InputError, match="--max-pixels"):
        list(load(tmp_path / "huge.pdf"))
