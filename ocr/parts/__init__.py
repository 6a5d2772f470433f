"""One page scanned in several overlapping parts: put together, and read from each of them.

PageImages -> Whole
"""

from ocr.parts.pages import Whole, read

__all__ = ["Whole", "read"]
