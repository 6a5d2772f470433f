"""Tests of the second reader run wherever its extra is installed, and must run where the project is checked."""

import os

import pytest

from ocr.engines import network

second_reader = pytest.mark.skipif(
    not (network.installed() or os.environ.get("CI")), reason="needs pip install 'banmian[rapidocr]'"
)
