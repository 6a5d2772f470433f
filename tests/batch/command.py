"""`python -m tests.batch.command` is `banmian`, with pages read from recordings."""

from __future__ import annotations

from ocr import pipeline
from tests.batch import recorded

pipeline.understand = recorded.understand  # before ocr.batch.run takes it for its default

if __name__ == "__main__":
    from ocr.cli.main import main

    main()
