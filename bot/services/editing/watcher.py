"""Notice that knowledge files changed on disk, whatever changed them."""

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

log = logging.getLogger(__name__)
QUIET_MS = 100
"""So long nothing may change before a change is told."""
LONGEST_MS = 800
"""So long a change is held back at the most, while others follow it."""
LOOK_MS = 1000
"""So often the directory itself is looked at: another may have been put in its place."""


class Watcher:
    """Call back, from a thread of its own, when a directory changed; and when it is at rest.

    `changed` may be called once too often, and is then to find nothing new.
    """

    def __init__(
        self, directory: Path, changed: Callable[[], None], rested: Callable[[], None]
    ) -> None:
        self._directory = directory
        self._changed = changed
        self._rested = rested
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch knowledge", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; return when nothing more is called."""
        self._stop.set()
        self._thread.join(timeout=2 * LOOK_MS / 1000)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._watch(_identity(self._directory))
            except (OSError, RuntimeError) as error:
                log.debug("%s cannot be watched just now: %s", self._directory, error)
                self._stop.wait(LOOK_MS / 1000)
                self._rested()
            # The directory came, went or was swapped: what it holds now may be something else.
            if not self._stop.is_set():
                self._changed()

    def _watch(self, identity: tuple[int, int]) -> None:
        """Watch one directory until another stands in its place."""
        for changes in self._changes():
            if self._stop.is_set():
                return
            if changes:
                self._changed()
            else:
                self._rested()
            if _identity(self._directory) != identity:
                return

    def _changes(self) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            self._directory,
            watch_filter=_is_knowledge,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
        )


def _is_knowledge(change: Change, path: str) -> bool:
    """Leave out editors' temporary files and what else is hidden."""
    del change
    name = Path(path).name
    return not name.startswith((".", "~", "#")) and not name.endswith(("~", ".swp", ".tmp"))


def _identity(directory: Path) -> tuple[int, int]:
    """Tell directories apart that stand in one place one after the other."""
    found = directory.stat()
    return found.st_dev, found.st_ino
