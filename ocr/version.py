"""Which banmian this is; the first step of every page says which banmian read it."""

from importlib.metadata import PackageNotFoundError, version

NAME = "banmian"
STEP = "program"


def installed() -> str:
    """This program's version."""
    try:
        return version(NAME)
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
