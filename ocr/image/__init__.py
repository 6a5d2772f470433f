"""From a file to a page that can be read: load, then normalise."""

import cv2

if not hasattr(cv2, "cvtColor"):
    # Two packages fill the folder cv2; whichever is uninstalled takes the files of both and may leave the folder.
    raise ImportError("OpenCV's folder cv2 is empty")
