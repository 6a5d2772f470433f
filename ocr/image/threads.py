"""OpenCV's own threads."""

from __future__ import annotations

import cv2


def one_thread() -> None:
    """OpenCV works in the calling thread alone from now on, in the whole process."""
    cv2.setNumThreads(1)
