"""Tests of `ocr.segment`, on pages painted in memory."""
