"""`python -m ocr` is `banmian`."""

from ocr.cli.main import main

if __name__ == "__main__":
    main()
