"""The knowledge files on a disk: read when they are at rest, written whole, and watched."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from bot.knowledge.loader import read_directory
from bot.records.problems import KnowledgeError, Problem

log = logging.getLogger(__name__)
REST_SECONDS = 0.15
"""Two readings so far apart have to agree: an editor, or a pull, is through by then."""
MOST_READINGS = 12
UNFINISHED = ".careers-bot-"
"""What the names of files begin with that are still being written; they are not knowledge."""
QUIET_MS = 100
"""So long nothing may change before a change is told."""
LONGEST_MS = 800
"""So long a change is held back at the most, while others follow it."""
LOOK_MS = 1000
"""So often the directory itself is looked at: another may have been put in its place."""


def read_at_rest(directory: Path) -> Mapping[str, bytes]:
    """Read a directory until two readings agree; blocks for as long.

    Raise KnowledgeError where there is no directory, or it cannot be read.
    """
    before = read_now(directory)
    for _ in range(MOST_READINGS):
        time.sleep(REST_SECONDS)
        now = read_now(directory)
        if now == before:
            break
        before = now
    return before


def read_now(directory: Path) -> Mapping[str, bytes]:
    """Read a directory; a file that goes while it is read was not there. Raise KnowledgeError.

    Operators read that in Discord, so it names no place on this machine.
    """
    if not directory.is_dir():
        raise KnowledgeError([_unreadable(directory, "there is no such directory")])
    for _ in range(MOST_READINGS):
        try:
            return read_directory(directory)
        except FileNotFoundError:
            continue  # files are being swapped just now
        except OSError as error:
            reason = error.strerror or str(error)
            raise KnowledgeError([_unreadable(error.filename or directory, reason)]) from error
    raise KnowledgeError([_unreadable(directory, "its files come and go")])


def _unreadable(path: object, reason: str) -> Problem:
    right = "let the bot read it, or restore it"
    return Problem(Path(str(path)).name, 1, 1, f"this cannot be read: {reason}", right)


def write_whole(path: Path, body: bytes) -> None:
    """Put a file in place in one step, on disk when this returns.

    Whoever reads meanwhile, or after a power cut, finds the old file or the new one.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=target.parent, prefix=UNFINISHED)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_directory(target.parent)


def remove(path: Path) -> None:
    """Remove a file; it is gone from the disk when this returns."""
    path.unlink(missing_ok=True)
    _sync_directory(path.parent)


def write_all(directory: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files by name, each in one step; None removes one."""
    for name, body in files.items():
        path = directory.joinpath(*name.split("/"))
        if body is None:
            remove(path)
        else:
            write_whole(path, body)


def clear_unfinished(directory: Path) -> None:
    """Remove what a process left behind that was killed while it wrote."""
    for path in directory.rglob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    """Put a changed name on disk, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class DirectoryWatcher:
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

    def _changes(self) -> Iterator[set[tuple[Any, str]]]:
        from watchfiles import watch  # noqa: PLC0415 - loaded beside the start, by this thread

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


def _is_knowledge(change: object, path: str) -> bool:
    """Leave out editors' temporary files and what else is hidden."""
    del change
    name = Path(path).name
    return not name.startswith((".", "~", "#")) and not name.endswith(("~", ".swp", ".tmp"))


def _identity(directory: Path) -> tuple[int, int]:
    """Tell directories apart that stand in one place one after the other."""
    found = directory.stat()
    return found.st_dev, found.st_ino
