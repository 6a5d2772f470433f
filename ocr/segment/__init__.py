"""Where things stand on a page: rules, frames, pictures, lines of every size, column segments.

PageImage -> Layout
"""

from ocr.segment.writing import main_direction, segment

__all__ = ["main_direction", "segment"]
