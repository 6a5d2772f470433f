"""Pictures for the page: invented half-tone scenes, told from text by their even greys."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


class _Scene:
    """A scene under the brush: width and height in pixels, drawn in greys."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.width, self.height = width, height
        self.image = Image.new("L", (width, height), 200)
        self.draw = ImageDraw.Draw(self.image)

    def sky(self, horizon: int) -> None:
        for y in range(horizon):
            self.draw.line((0, y, self.width, y), fill=round(150 + 70 * y / max(1, horizon)))

    def hills(self, horizon: int) -> None:
        step = max(1, self.width // 6)
        for layer, ink in enumerate((150, 120, 95)):
            base = horizon + layer * self.height // 12
            tops = range(0, self.width + step, step)
            points = [(x, base - self.rng.randint(0, max(1, self.height // 6))) for x in tops]
            self.draw.polygon([(0, self.height), *points, (self.width, self.height)], fill=ink)
        ground = self.rng.randint(125, 165)
        self.draw.rectangle((0, horizon + self.height // 4, self.width, self.height), fill=ground)

    def building(self, horizon: int) -> None:
        rng = self.rng
        w = rng.randint(self.width // 12, max(self.width // 12, self.width // 5))
        h = rng.randint(self.height // 6, max(self.height // 6, self.height // 3))
        x, y = rng.randint(0, max(1, self.width - w)), horizon + rng.randint(-h // 2, h // 3)
        self.draw.rectangle((x, y, x + w, y + h), fill=rng.choice((70, 100, 205, 220)))
        step = max(4, w // 5)
        for wx in range(x + step // 2, x + w - step // 2, step):
            for wy in range(y + step // 2, y + h - step // 2, step):
                self.draw.rectangle((wx, wy, wx + step // 3, wy + step // 2), fill=rng.choice((50, 90, 180)))

    def person(self, x: int, foot: int, tall: int) -> None:
        """A standing figure, `tall` pixels from foot to crown."""
        ink = self.rng.choice((35, 55, 80, 110, 200))
        head = max(2, tall // 6)
        crown = (x - head // 2, foot - tall, x + head // 2, foot - tall + head)
        self.draw.ellipse(crown, fill=self.rng.randint(130, 190))
        trunk = (x - head, foot - tall + head, x + head, foot - tall // 3)
        self.draw.rounded_rectangle(trunk, radius=max(1, head // 2), fill=ink)
        self.draw.rectangle((x - head // 2, foot - tall // 3, x + head // 2, foot), fill=max(20, ink - 25))


def _village(scene: _Scene) -> None:
    """Hills, houses, a few people."""
    rng, height = scene.rng, scene.height
    horizon = round(height * rng.uniform(0.35, 0.6))
    scene.sky(horizon)
    scene.hills(horizon)
    for _ in range(rng.randint(1, 6)):
        scene.building(horizon)
    for _ in range(rng.randint(2, 9)):
        tall = rng.randint(max(4, height // 8), max(5, height // 4))
        foot = rng.randint(min(height - 2, horizon + tall), height - 1)
        scene.person(rng.randint(0, scene.width), foot, tall)


def _crowd(scene: _Scene) -> None:
    """Rows of people, nearer ones larger."""
    rng, height = scene.rng, scene.height
    scene.draw.rectangle((0, 0, scene.width, scene.height), fill=rng.randint(120, 190))
    for row in range(5):
        tall = round(height * (0.25 + 0.09 * row))
        foot = round(height * (0.5 + 0.16 * row))
        for x in range(rng.randint(0, tall // 3), scene.width, max(3, round(tall * 0.42))):
            scene.person(x + rng.randint(-tall // 12, tall // 12), foot + rng.randint(0, tall // 12), tall)


def _portrait(scene: _Scene) -> None:
    """Head and shoulders before a soft background."""
    rng, width, height = scene.rng, scene.width, scene.height
    for _ in range(12):
        x, y, r = rng.randint(0, width), rng.randint(0, height), rng.randint(max(2, height // 8), max(3, height // 3))
        scene.draw.ellipse((x - r, y - r, x + r, y + r), fill=rng.randint(110, 215))
    scene.image.paste(scene.image.filter(ImageFilter.GaussianBlur(max(2, height / 25))))
    x, head = round(width * rng.uniform(0.35, 0.65)), round(height * 0.2)
    scene.draw.ellipse(
        (x - 2 * head, round(height * 0.62), x + 2 * head, round(height * 1.4)), fill=rng.randint(35, 110)
    )
    scene.draw.ellipse((x - head, round(height * 0.18), x + head, round(height * 0.7)), fill=rng.randint(165, 200))
    hair = (x - head - 2, round(height * 0.14), x + head + 2, round(height * 0.46))
    scene.draw.pieslice(hair, 175, 365, fill=rng.randint(25, 60))


def _workshop(scene: _Scene) -> None:
    """Beams, machines and lamps of a hall."""
    rng, width, height = scene.rng, scene.width, scene.height
    scene.draw.rectangle((0, 0, width, height), fill=rng.randint(90, 140))
    for i in range(7):
        x = width * i // 6
        scene.draw.line((x, 0, width // 2 + (x - width // 2) // 3, height // 2), fill=60, width=max(1, width // 90))
    for _ in range(rng.randint(4, 9)):
        w, h = rng.randint(width // 12, max(width // 12, width // 5)), rng.randint(height // 6, max(7, height // 3))
        x, y = rng.randint(0, width), rng.randint(height // 2, height)
        scene.draw.rectangle((x, y - h, x + w, y), fill=rng.choice((45, 75, 160, 195)))
        scene.draw.ellipse((x + w // 4, y - h // 2, x + w // 2, y - h // 2 + w // 4), fill=rng.choice((30, 210)))
    for _ in range(rng.randint(1, 3)):
        scene.person(
            rng.randint(0, width), round(height * rng.uniform(0.85, 1.0)), round(height * rng.uniform(0.4, 0.6))
        )


def _orchard(scene: _Scene) -> None:
    """Leaves and fruit, all soft spots."""
    rng, width, height = scene.rng, scene.width, scene.height
    scene.sky(height)
    for _ in range(260):
        r = rng.randint(max(2, height // 40), max(3, height // 9))
        x, y = rng.randint(0, width), rng.randint(height // 6, height)
        scene.draw.ellipse((x - r, y - r // 2, x + r, y + r // 2), fill=rng.randint(45, 165))
    for _ in range(rng.randint(6, 20)):
        r = max(2, height // 26)
        x, y = rng.randint(0, width), rng.randint(height // 5, height)
        scene.draw.ellipse((x - r, y - r, x + r, y + r), fill=rng.randint(185, 225))


SCENES = (_village, _crowd, _portrait, _workshop, _orchard)


def scene(width: int, height: int, seed: int) -> Image.Image:
    """A grey picture of the given size in pixels, one of SCENES by the seed, softly grained like a half-tone."""
    made = _Scene(width, height, seed)
    SCENES[seed % len(SCENES)](made)
    image = made.image.filter(ImageFilter.GaussianBlur(max(0.6, height / 300)))
    grain = np.random.default_rng(seed).normal(0, 7, (height, width))
    return Image.fromarray(np.clip(np.asarray(image, dtype=np.float64) + grain, 12, 238).astype(np.uint8))
