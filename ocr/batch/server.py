"""The process that workers are forked from: it loads once what all of them need.

Loading takes a second, on one core, so it is begun as early as it is known that there will be workers: beside what this
process loads itself and the looking for pages. Nothing here imports anything of weight.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from multiprocessing import forkserver

LOADED = ["ocr.batch.task", "ocr.reconstruct"]
"""What it loads. It has no threads but OpenBLAS's, which is told of a fork: locks of others would be copied."""

context = multiprocessing.get_context("forkserver")


def begin() -> None:
    """Start it, unless it runs already. Ctrl-C at the terminal is not for it to answer, nor while it loads."""
    context.set_forkserver_preload(LOADED)
    if threading.current_thread() is not threading.main_thread():  # which alone may say what a signal does
        forkserver.ensure_running()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)
