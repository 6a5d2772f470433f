"""One page out of its parts, and each part's own view of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Transform, Warp
from ocr.image.parts.arrange import Group
from ocr.image.parts.features import Affine2
from ocr.image.parts.flood import Drawn, flooded, trimmed
from ocr.image.parts.part import Part
from ocr.image.render import onto_page
from ocr.page import Gray, PageImage, Panel, Step


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A part drawn on the plane of the whole: gray and reach (255 where its scan reaches) fill `box` of the whole.

    from_whole: the way from points of the whole, as it is written out, to the part's scan, and how far that may be off
    in pixels of the scan.
    """

    name: str
    gray: Gray
    reach: Gray
    box: Box
    from_whole: Transform
    off: float


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """A page put together. image: as normalising leaves a page; its scan is the plane of the part at the left top,
    continued over the others and shifted so that it begins at (0, 0). shown: for each pixel of image.gray the number
    of the view it was taken from, -1 where no scan reaches."""

    image: PageImage
    views: tuple[View, ...]
    shown: NDArray[np.int8]


def put_together(parts: Sequence[Part], group: Group) -> Mosaic:
    """The whole of a group of two parts or more."""
    members = [parts[n] for n in group.parts]
    anchor = parts[group.anchor].image
    frame = _frame(members, group.onto)
    onto = [np.column_stack([way[:, :2], way[:, 2] - (frame.left, frame.top)]) for way in group.onto]
    drawn = [_drawn(part, way, (frame.width, frame.height)) for part, way in zip(members, onto, strict=True)]
    drawn = trimmed(drawn, (frame.width, frame.height), anchor.em)
    shown = flooded(drawn, (frame.width, frame.height), anchor.em)
    gray = np.full(shown.shape, 255, np.uint8)
    for number, part in enumerate(drawn):
        mine = shown[part.inside] == number
        gray[part.inside][mine] = part.gray[mine]
    to_scan, size = _scan_plane(anchor.to_scan, frame, drawn)
    views = tuple(
        View(part.image.source, made.gray, made.reach, made.box, *_from_whole(part.image, way, to_scan, made.box))
        for part, way, made in zip(members, onto, drawn, strict=True)
    )
    image = PageImage(
        gray=gray,
        source=" + ".join(dict.fromkeys(part.image.source for part in members)),
        dpi=anchor.dpi,
        em=anchor.em,
        scan_size=size,
        to_scan=to_scan,
        steps=_steps(members, views, group),
        panels=_panels(members, onto, (frame.width, frame.height)),
    )
    return Mosaic(image, views, shown)


def _frame(members: Sequence[Part], onto: Sequence[Affine2]) -> Box:
    """The box of the anchor's plane in which something of a part lies."""
    boxes = [_reached(part.reach, way) for part, way in zip(members, onto, strict=True)]
    return Box.around(boxes)


def _reached(reach: Gray, way: Affine2) -> Box:
    x, y, w, h = cv2.boundingRect(reach)
    return _image_of(Box(x, y, x + w, y + h), way)


def _image_of(box: Box, way: Affine2) -> Box:
    return Transform(tuple(float(v) for v in way.ravel())).box(box)  # type: ignore[arg-type]


def _drawn(part: Part, way: Affine2, size: tuple[int, int]) -> Drawn:
    """A part on the plane."""
    box = _reached(part.reach, way).clip(size)
    a = np.column_stack([way[:, :2], way[:, 2] - (box.left, box.top)])
    a[:, 2] += a[:, :2].sum(axis=1) / 2 - 0.5  # OpenCV counts from the middles of pixels
    shape = (box.width, box.height)
    if np.allclose(a[:, :2], np.eye(2)) and np.allclose(a[:, 2], np.rint(a[:, 2])):
        flags = cv2.INTER_NEAREST  # the anchor itself: nothing to smooth
    else:
        flags = cv2.INTER_LANCZOS4
    gray = cv2.warpAffine(part.image.gray, a, shape, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    reach = cv2.warpAffine(part.reach, a, shape, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return Drawn(np.asarray(gray, np.uint8), np.asarray(reach, np.uint8), box)


def _scan_plane(anchor: Transform, frame: Box, drawn: Sequence[Drawn]) -> tuple[Transform, tuple[int, int]]:
    """The way from the whole to the anchor's scan, shifted so that nothing has coordinates below 0; and its size."""
    way = _shifted(anchor, frame)
    box = Box.around([way.box(part.box) for part in drawn])
    a, b, c, d, e, f = way.matrix
    return replace(way, matrix=(a, b, c - box.left, d, e, f - box.top)), (box.width, box.height)


def _shifted(way: Transform, frame: Box) -> Transform:
    """The way for a page that begins at the frame's left top corner: matrix and warp are moved along."""
    a, b, c, d, e, f = way.matrix
    matrix = (a, b, a * frame.left + b * frame.top + c, d, e, d * frame.left + e * frame.top + f)
    if way.warp is None:
        return Transform(matrix)
    step = way.warp.step
    xs, ys = np.meshgrid(np.arange(0, frame.width + step, step), np.arange(0, frame.height + step, step))
    nodes = np.stack([xs.ravel() + frame.left, ys.ravel() + frame.top], axis=1)
    bent = (way.warp.at(nodes) - nodes).reshape(*xs.shape, 2).astype(np.float32)
    return Transform(matrix, Warp(bent[:, :, 0], bent[:, :, 1], step))


def _from_whole(image: PageImage, onto: Affine2, to_scan: Transform, box: Box) -> tuple[Transform, float]:
    """The affine way from the whole as written out to a part's scan that fits best, and by how much it is off."""
    xs, ys = np.meshgrid(np.linspace(box.left, box.right, 15), np.linspace(box.top, box.bottom, 15))
    points = np.stack([xs.ravel(), ys.ravel()], axis=1)
    there = image.to_scan.points(onto_page(Transform(tuple(float(v) for v in onto.ravel())), points))  # type: ignore[arg-type]
    here = np.column_stack([to_scan.points(points), np.ones(len(points))])
    fit = np.linalg.lstsq(here, there, rcond=None)[0]
    off = float(np.sqrt(np.square(here @ fit - there).sum(axis=1)).max())
    return Transform(tuple(float(v) for v in fit.T.ravel())), off  # type: ignore[arg-type]


def _panels(members: Sequence[Part], onto: Sequence[Affine2], size: tuple[int, int]) -> tuple[Panel, ...]:
    """The panels of all parts; those that overlap are one, cut by a part's edge or seen twice."""
    found: list[Panel] = []
    for part, way in zip(members, onto, strict=True):
        for panel in part.image.panels:
            box = _image_of(panel.box, way).clip(size)
            same = [other for other in found if other.inverted == panel.inverted and other.box.overlap(box)]
            found = [other for other in found if other not in same]
            found.append(Panel(Box.around([box, *(other.box for other in same)]), panel.inverted))
    return tuple(found)


def _steps(members: Sequence[Part], views: Sequence[View], group: Group) -> tuple[Step, ...]:
    """What was done to each part, where it lies, and how each two overlap."""
    steps: list[Step] = []
    for part, view in zip(members, views, strict=True):
        xx, xy, x0, yx, yy, y0 = view.from_whole.matrix
        way = (("xx", xx), ("xy", xy), ("x0", x0), ("yx", yx), ("yy", yy), ("y0", y0))
        named = ("source", part.image.source), ("page", part.image.number)
        steps += [*part.image.steps, Step("part", (*named, *way, ("off", round(view.off, 1))))]
    names = {n: part.image.source for n, part in zip(group.parts, members, strict=True)}
    for pair in group.pairs:
        between = ("first", names[pair.first]), ("second", names[pair.second])
        told = ("tiles", pair.overlap.tiles), ("agreeing", pair.overlap.agreeing)
        steps.append(Step("overlap", (*between, *told, ("error_em", round(pair.overlap.error, 3)))))
    return tuple(steps)
