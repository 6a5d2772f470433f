"""Making a painted page look scanned, aged or photographed, with the exact way back to the clean page."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Transform, Warp
from ocr.page import Gray

Field = NDArray[np.float32]
STYLES = ("clean", "scan", "old", "photo", "skewed", "border", "film")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page on its way: grey as float32 (0 to 255), transform from its points to the clean page's."""

    gray: Field
    transform: Transform


def degrade(gray: Gray, style: str, seed: int) -> tuple[Gray, Transform]:
    """The page in one of STYLES, and the Transform from its points to those of the clean page.

    scan: skew up to 1°, soft focus, tint, noise, JPEG. old: show-through, stains, a fold, fading, low contrast.
    photo: uneven light, gentle warp and perspective. skewed: up to 5° either way. border: a dark scanner edge. film:
    microfilm of an old paper, nearly black and white, ink spread here and broken there, specks and scratches. Same
    seed, same page. Raises ValueError for an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"style {style} is none of {', '.join(STYLES)}")
    if style == "clean":
        return gray.copy(), Transform()
    rng = np.random.default_rng([seed, STYLES.index(style)])
    made = {"scan": _scan, "old": _old, "photo": _photo, "skewed": _skewed, "border": _border, "film": _film}[style](
        gray, rng
    )
    pixels = np.clip(np.rint(made.gray), 0, 255).astype(np.uint8)
    return _jpeg(pixels, int(rng.integers(45, 75))), made.transform


def backwards(transform: Transform, box: Box) -> Box:
    """A box of the clean page as a box of the degraded one; ValueError for a page that was warped."""
    if transform.warp is not None:
        raise ValueError("a warped page has no affine way back")
    a, b, c, d, e, f = transform.matrix
    whole = np.linalg.inv(np.array([[a, b, c], [d, e, f], [0, 0, 1]], dtype=np.float64))
    return Transform(tuple(float(v) for v in whole[:2].ravel())).box(box)  # type: ignore[arg-type]


def _scan(gray: Gray, rng: np.random.Generator) -> _Sheet:
    sheet = _rotate(gray.astype(np.float32), float(rng.uniform(-1, 1)), 255)
    return _Sheet(
        _printed(sheet.gray, rng, paper=rng.uniform(222, 246), ink=rng.uniform(20, 55), noise=rng.uniform(3, 6)),
        sheet.transform,
    )


def _skewed(gray: Gray, rng: np.random.Generator) -> _Sheet:
    angle = float(rng.uniform(1, 5) * rng.choice((-1, 1)))
    sheet = _rotate(gray.astype(np.float32), angle, 255)
    return _Sheet(_printed(sheet.gray, rng, paper=240, ink=30, noise=3), sheet.transform)


def _border(gray: Gray, rng: np.random.Generator) -> _Sheet:
    """The page a little turned on the dark bed of a scanner that shows at all its sides."""
    edge = round(max(gray.shape) * float(rng.uniform(0.008, 0.03)))
    inner = _rotate(gray.astype(np.float32), float(rng.uniform(-0.8, 0.8)), -1)
    outside = cv2.warpAffine(
        np.ones_like(gray),
        _matrix(inner.transform),
        inner.gray.shape[::-1],
        flags=cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST,
    )
    page = _printed(np.where(outside > 0, inner.gray, 255).astype(np.float32), rng, paper=238, ink=32, noise=3)
    bed = rng.normal(28, 4, page.shape).astype(np.float32)
    page = np.where(outside > 0, page, bed).astype(np.float32)
    bordered = cv2.copyMakeBorder(page, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=26.0)
    return _Sheet(np.asarray(bordered, dtype=np.float32), inner.transform.before((1, 0, -edge, 0, 1, -edge)))


def _old(gray: Gray, rng: np.random.Generator) -> _Sheet:
    sheet = _rotate(gray.astype(np.float32), float(rng.uniform(-0.7, 0.7)), 255)
    height, width = sheet.gray.shape
    behind = cv2.GaussianBlur(np.ascontiguousarray(sheet.gray[:, ::-1]), (0, 0), max(1.2, width / 1400))
    through = (255 - behind) * float(rng.uniform(0.08, 0.16))
    faded = 255 - (255 - sheet.gray) * (0.72 + 0.28 * _clouds((height, width), rng, 5))
    page = _printed(faded - through, rng, paper=rng.uniform(196, 222), ink=rng.uniform(50, 80), noise=rng.uniform(5, 8))
    page -= 26 * np.clip(_clouds((height, width), rng, 4) - 0.55, 0, 1) * 2
    for _ in range(int(rng.integers(2, 6))):
        page -= _stain((height, width), rng)
    return _Sheet(page - _fold((height, width), rng), sheet.transform)


def _photo(gray: Gray, rng: np.random.Generator) -> _Sheet:
    height, width = gray.shape
    warp = _gentle_warp(width, height, rng)
    columns = _dense(warp.dx, warp.step, width, height) + np.arange(width, dtype=np.float32)[None, :]
    rows = _dense(warp.dy, warp.step, width, height) + np.arange(height, dtype=np.float32)[:, None]
    page = cv2.remap(
        gray.astype(np.float32), columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    page = _printed(np.asarray(page, dtype=np.float32), rng, paper=232, ink=38, noise=4)
    yy, xx = np.mgrid[0 : 1 : complex(0, height), 0 : 1 : complex(0, width)].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    slope = (xx - 0.5) * math.cos(angle) + (yy - 0.5) * math.sin(angle)
    light = 0.86 + 0.26 * slope - 0.18 * ((xx - 0.5) ** 2 + (yy - 0.5) ** 2)
    return _Sheet(page * np.clip(light, 0.45, 1.06), Transform(warp=warp))


def _film(gray: Gray, rng: np.random.Generator) -> _Sheet:
    """Strong contrast at a level that wavers over the page: strokes touch where it is dark, break where it is light."""
    sheet = _rotate(gray.astype(np.float32), float(rng.uniform(-0.8, 0.8)), 255)
    height, width = sheet.gray.shape
    soft = cv2.GaussianBlur(sheet.gray, (0, 0), float(rng.uniform(0.9, 1.3)))
    grain = rng.standard_normal((height, width), dtype=np.float32) * np.float32(45)
    soft = np.asarray(soft + cv2.GaussianBlur(grain, (0, 0), 1.0), dtype=np.float32)
    level = 150 + 75 * _clouds((height, width), rng, 6)
    page = 255 / (1 + np.exp(-np.clip((soft - level) / 14, -30, 30))).astype(np.float32)
    for _ in range(int(rng.integers(150, 400))):
        x, y, size = int(rng.integers(0, width)), int(rng.integers(0, height)), int(rng.integers(1, 4))
        cv2.ellipse(page, (x, y), (size, int(rng.integers(1, size + 1))), float(rng.uniform(0, 180)), 0, 360, 20.0, -1)
    for _ in range(int(rng.integers(4, 12))):
        x, y, far = int(rng.integers(0, width)), int(rng.integers(0, height)), int(rng.integers(20, 90))
        cv2.line(page, (x, y), (x + far, y + int(rng.integers(-8, 9))), 70.0, 1, cv2.LINE_AA)
    return _Sheet(np.asarray(page, dtype=np.float32), sheet.transform)


def _gentle_warp(width: int, height: int, rng: np.random.Generator) -> Warp:
    """A curl along the page, and a perspective that turns its edges by up to a degree."""
    step = max(width, height) / 40
    cols, rows = math.ceil(width / step) + 2, math.ceil(height / step) + 2
    x = np.arange(cols)[None, :] * step / width
    y = np.arange(rows)[:, None] * step / height
    curl = height * float(rng.uniform(0.002, 0.006)) * float(rng.choice((-1, 1)))
    lean = math.tan(math.radians(float(rng.uniform(-1, 1))))
    keystone = math.tan(math.radians(float(rng.uniform(-1, 1))))
    dy = curl * np.sin(math.pi * (x * float(rng.uniform(0.8, 1.6)) + 0.15)) * (0.6 + 0.4 * y) + lean * width * (
        x - 0.5
    ) * (y - 0.5)
    dx = keystone * height * (x - 0.5) * (y - 0.5) + width * 0.001 * np.sin(2 * math.pi * y)
    return Warp(
        np.broadcast_to(dx, (rows, cols)).astype(np.float32), np.broadcast_to(dy, (rows, cols)).astype(np.float32), step
    )


def _dense(nodes: Field, step: float, width: int, height: int) -> Field:
    """A field given on grid nodes at every pixel, bilinear as Warp.at is."""

    def weights(count: int, nodes_: int) -> Field:
        at = np.clip(np.arange(count) / step, 0, nodes_ - 1)
        low = np.minimum(at.astype(int), nodes_ - 2)
        out = np.zeros((count, nodes_), dtype=np.float32)
        out[np.arange(count), low] = 1 - (at - low)
        out[np.arange(count), low + 1] = at - low
        return out

    return np.asarray(weights(height, nodes.shape[0]) @ nodes @ weights(width, nodes.shape[1]).T, dtype=np.float32)


def _rotate(page: Field, degrees: float, fill: float) -> _Sheet:
    """The page turned about its middle on a sheet large enough to hold it all."""
    height, width = page.shape
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    wide = math.ceil(width * abs(cos) + height * abs(sin))
    tall = math.ceil(height * abs(cos) + width * abs(sin))
    cx, cy, ox, oy = wide / 2, tall / 2, width / 2, height / 2
    transform = Transform((cos, sin, ox - cos * cx - sin * cy, -sin, cos, oy + sin * cx - cos * cy))
    turned = cv2.warpAffine(
        page,
        _matrix(transform),
        (wide, tall),
        flags=cv2.WARP_INVERSE_MAP | cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=fill,
    )
    return _Sheet(np.asarray(turned, dtype=np.float32), transform)


def _matrix(transform: Transform) -> NDArray[np.float64]:
    return np.array(transform.matrix, dtype=np.float64).reshape(2, 3)


def _printed(page: Field, rng: np.random.Generator, paper: float, ink: float, noise: float) -> Field:
    """Ink on paper: softened, from ink grey to paper grey, grained."""
    soft = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.5, 0.85)))
    grain = rng.standard_normal(page.shape, dtype=np.float32) * np.float32(noise)
    return np.asarray(ink + np.clip(soft, 0, 255) * np.float32((paper - ink) / 255) + grain, dtype=np.float32)


def _clouds(shape: tuple[int, int], rng: np.random.Generator, cells: int) -> Field:
    """Soft patches between 0 and 1."""
    coarse = rng.uniform(0, 1, (cells, cells)).astype(np.float32)
    return np.clip(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def _stain(shape: tuple[int, int], rng: np.random.Generator) -> Field:
    height, width = shape
    y, x = np.ogrid[:height, :width]
    radius = float(rng.uniform(0.03, 0.1)) * width
    cy, cx = rng.uniform(0, height), rng.uniform(0, width)
    far = np.sqrt((y - cy) ** 2 + (x - cx) ** 2).astype(np.float32) / np.float32(radius)
    ring = np.exp(-(((far - 1) / 0.08) ** 2)) * 14 + (far < 1) * 9
    return np.asarray(ring * float(rng.uniform(0.6, 1.4)), dtype=np.float32)


def _fold(shape: tuple[int, int], rng: np.random.Generator) -> Field:
    """A crease across the page: a thin dark line with a lighter lip."""
    height, width = shape
    row = np.arange(height, dtype=np.float32)[:, None]
    middle = (
        height * float(rng.uniform(0.42, 0.58)) + np.linspace(-1, 1, width, dtype=np.float32)[None, :] * height * 0.002
    )
    far = row - middle
    return np.asarray(np.exp(-((far / 1.6) ** 2)) * 55 - np.exp(-(((far - 5) / 3) ** 2)) * 12, dtype=np.float32)


def _jpeg(gray: Gray, quality: int) -> Gray:
    done, data = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the page could not be written as JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
