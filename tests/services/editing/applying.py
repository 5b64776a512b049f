"""A process that applies one change after the other, to be killed in the middle of it.

Run as `python -m tests.services.editing.applying DIRECTORY DATABASE`; it says `writing` before
each write.
"""

import asyncio
import sys
from pathlib import Path

from bot.knowledge.history import Origin, OriginKind
from bot.knowledge.loader import read_directory
from bot.services.editing import directory as disk
from bot.services.editing.changes import FileContents
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store.database import open_database
from tests.conftest import NOW

MARK = b"# applied "


def marked(body: bytes, number: int) -> bytes:
    """Give a file with a last line that says which change wrote it."""
    return body.partition(MARK)[0] + MARK + b"%d\n" % number


def mark_of(body: bytes) -> int:
    """Tell which change wrote a file; 0 for none."""
    return int(body.partition(MARK)[2] or 0)


async def run(directory: Path, database_file: Path) -> None:
    """Apply changes of two files until killed."""
    write_all = disk.write_all

    def told(directory: Path, files: FileContents) -> None:
        sys.stdout.write("writing\n")
        sys.stdout.flush()
        write_all(directory, files)

    disk.write_all = told
    async with open_database(database_file) as database:
        snapshot = KnowledgeSnapshot.of(read_directory(directory), NOW)
        repository = KnowledgeRepository(snapshot, database, lambda: NOW, directory)
        await repository.start()
        number = mark_of(repository.snapshot.raw["pay.yaml"])
        while True:
            number += 1
            names = ("pay.yaml", "tiers.yaml")
            bodies = {name: marked(repository.snapshot.raw[name], number) for name in names}
            origin = Origin(OriginKind.UPLOAD, 7, f"change {number}")
            waiting = await repository.propose(origin, bodies)
            await repository.apply(waiting.number)


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), Path(sys.argv[2])))
