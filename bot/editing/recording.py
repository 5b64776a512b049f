"""Write versions of the knowledge into the history, and read contents back from it."""

from collections.abc import Mapping
from datetime import datetime

from bot.editing.edition import Edition
from bot.store import proposals, revisions
from bot.store.database import Store
from bot.store.games import Connection
from bot.store.proposals import Proposal
from bot.store.revisions import Origin, Revised, digest_of

Bodies = Mapping[str, bytes | None]
"""Whole files by name; None is a file that is not there, or is to be removed."""


async def record(
    store: Store, edition: Edition, origin: Origin, now: datetime, proposal: int = 0
) -> int:
    """Write down how a version differs from the one before it in the history.

    The proposal that it comes from, if any, is done with it. Give the number of the version in
    the history, 0 where nothing differs.
    """
    raw = edition.raw

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
        return await revisions.record(connection, edition.version, origin, files, now)

    return await store.write(work)


async def bodies_of(store: Store, proposal: Proposal) -> Bodies:
    """Give the files of a proposal."""
    return {it.name: await content(store, it.after) for it in proposal.files}


async def content(store: Store, digest: str | None) -> bytes | None:
    """Give a content that is kept; None for no file."""
    if digest is None:
        return None
    wanted = digest
    return await store.read(lambda connection: revisions.content(connection, wanted))


def digest(body: bytes | None) -> str | None:
    """Give the digest of a file, None for no file."""
    return None if body is None else digest_of(body)


def revised(raw: Mapping[str, bytes], name: str, body: bytes | None) -> Revised:
    """Say what becomes of a file."""
    return Revised(name, digest(raw.get(name)), digest(body))
