"""Write versions of the knowledge into the history, and read contents back from it."""

from collections.abc import Mapping
from datetime import datetime

from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import proposals, revisions
from bot.store.database import Store
from bot.store.games import Connection
from bot.store.revisions import Origin, Revised, digest_of

Bodies = Mapping[str, bytes | None]
"""Whole files by name; None is a file that is not there, or is to be removed."""


async def record(
    store: Store, snapshot: KnowledgeSnapshot, origin: Origin, now: datetime, proposal: int = 0
) -> int:
    """Write down how a version differs from the one before it in the history.

    The proposal that it comes from, if any, is done with it. Give the number of the version in
    the history, 0 where nothing differs.
    """
    raw = snapshot.raw

    async def work(connection: Connection) -> int:
        known = await revisions.last_known(connection)
        digests = {name: digest_of(body) for name, body in raw.items()}
        files = [
            Revised(name, known.get(name), digests.get(name))
            for name in sorted({*known, *digests})
            if known.get(name) != digests.get(name)
        ]
        await revisions.keep(connection, [raw[it.name] for it in files if it.after is not None])
        await proposals.remove(connection, proposal)
        if not files:
            return 0
        return await revisions.record(connection, snapshot.version, origin, files, now)

    return await store.write(work)


async def contents(store: Store, digests: Mapping[str, str | None]) -> Bodies:
    """Give files by name that are kept, each by its digest; None for no file."""

    async def work(connection: Connection) -> Bodies:
        return {
            name: None if digest is None else await revisions.content(connection, digest)
            for name, digest in digests.items()
        }

    return await store.read(work)


def digest(body: bytes | None) -> str | None:
    """Give the digest of a file, None for no file."""
    return None if body is None else digest_of(body)


def revised(raw: Mapping[str, bytes], name: str, body: bytes | None) -> Revised:
    """Say what becomes of a file."""
    return Revised(name, digest(raw.get(name)), digest(body))
