"""Where things stand on a page: rules, frames, pictures, lines of every size, column segments.

PageImage -> Layout
"""

from ocr.segment.writing import segment

__all__ = ["segment"]
