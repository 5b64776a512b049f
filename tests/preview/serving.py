"""The local page as a process of its own."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT


@contextmanager
def page_process() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the page; give its process and its address; end it if it still runs."""
    # What a shell runs in its background ignores interrupts, and hands that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    with process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1\S+", process.stdout.readline())
            assert found is not None
            yield process, found[0]
        finally:
            process.terminate()
