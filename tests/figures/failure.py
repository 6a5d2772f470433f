"""An exception in one line, for a table."""

import traceback
from pathlib import Path


def failure_of(error: BaseException) -> str:
    """What it says, and the file and line it came from."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = traceback.format_exception_only(error)[-1].strip()
    return f"{said} ({Path(place.filename).name}:{place.lineno})"
