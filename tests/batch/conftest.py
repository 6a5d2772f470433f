"""What the tests of the command have at hand, for those of a batch that call it."""

from tests.cli.conftest import banmian

__all__ = ["banmian"]
