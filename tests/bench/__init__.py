"""Time and memory beside plain Tesseract: python -m tests.bench [PAGE or FOLDER]."""
