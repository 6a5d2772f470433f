"""Pictures for the page: invented half-tone scenes, told from text by their even greys."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def scene(width: int, height: int, seed: int) -> Image.Image:
    """A grey picture of the given size in pixels: sky, hills, buildings and figures, softly grained like a half-
    tone."""
    rng = random.Random(seed)
    image = Image.new("L", (width, height), 200)
    draw = ImageDraw.Draw(image)
    horizon = round(height * rng.uniform(0.35, 0.6))
    for y in range(horizon):
        draw.line((0, y, width, y), fill=round(150 + 70 * y / max(1, horizon)))
    _hills(draw, rng, width, height, horizon)
    for _ in range(rng.randint(2, 6)):
        _building(draw, rng, width, height, horizon)
    for _ in range(rng.randint(3, 12)):
        _figure(draw, rng, width, height, horizon)
    image = image.filter(ImageFilter.GaussianBlur(max(0.6, height / 300)))
    grain = np.random.default_rng(seed).normal(0, 7, (height, width))
    return Image.fromarray(np.clip(np.asarray(image, dtype=np.float64) + grain, 12, 238).astype(np.uint8))


def _hills(draw: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int, horizon: int) -> None:
    for layer, ink in enumerate((150, 120, 95)):
        base = horizon + layer * height // 12
        points = [
            (x, base - rng.randint(0, max(1, height // 6))) for x in range(0, width + width // 6, max(1, width // 6))
        ]
        draw.polygon([(0, height), *points, (width, height)], fill=ink)
    draw.rectangle((0, horizon + height // 4, width, height), fill=rng.randint(125, 165))


def _building(draw: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int, horizon: int) -> None:
    w, h = rng.randint(width // 12, width // 5), rng.randint(height // 6, height // 3)
    x, y = rng.randint(0, max(1, width - w)), horizon + rng.randint(-h // 2, h // 3)
    draw.rectangle((x, y, x + w, y + h), fill=rng.choice((70, 100, 205, 220)))
    step = max(4, w // 5)
    for wx in range(x + step // 2, x + w - step // 2, step):
        for wy in range(y + step // 2, y + h - step // 2, step):
            draw.rectangle((wx, wy, wx + step // 3, wy + step // 2), fill=rng.choice((50, 90, 180)))


def _figure(draw: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int, horizon: int) -> None:
    tall = rng.randint(height // 8, height // 4)
    x = rng.randint(tall // 3, max(tall // 3 + 1, width - tall // 3))
    foot = rng.randint(min(height - 2, horizon + tall), height - 1)
    ink = rng.choice((35, 55, 80, 200))
    head = max(2, tall // 6)
    draw.ellipse((x - head // 2, foot - tall, x + head // 2, foot - tall + head), fill=rng.randint(130, 190))
    draw.rounded_rectangle(
        (x - head, foot - tall + head, x + head, foot - tall // 3), radius=max(1, head // 2), fill=ink
    )
    draw.rectangle((x - head // 2, foot - tall // 3, x + head // 2, foot), fill=max(20, ink - 25))
