"""OpenCV's folder cv2, which two packages fill and either takes away."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_folder_that_an_uninstall_left_empty_is_one_line_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "cv2").mkdir()
    (tmp_path / "cv2" / "__init__.py").touch()
    command = [sys.executable, "-m", "ocr", "read", "page.jpg"]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False
    )
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "cv2 is empty" in done.stderr
    assert "banmian doctor" in done.stderr
