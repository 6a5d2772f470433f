"""Accuracy in figures: python -m tests.figures [FOLDER]. Says which stage loses what, and on which pages."""
