"""What a page that carries its own style and program lets a browser do: run these, and no others, and fetch nothing."""

from __future__ import annotations

import base64
import hashlib


def policy(style: str, program: str, images: str = "data:", *further: str) -> str:
    """A Content-Security-Policy by which only this style and this program count, and pictures out of the page itself.

    images: where pictures come from; further: directives besides.
    """
    allowed = ("default-src 'none'", f"img-src {images}", *further)
    return "; ".join((*allowed, f"style-src {_hash(style)}", f"script-src {_hash(program)}"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
