"""Every version of the knowledge files: what changed, who did it, when and why; and proposals."""

from sqlalchemy import JSON, Column, ForeignKey, Index, LargeBinary, String, Table

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

DIGEST = 64
NAME = 120
REASON = 300

CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

REVISIONS = Table(
    "revisions",
    METADATA,
    row_number(),
    Column("version", String(20), nullable=False),
    Column("how", String(20), nullable=False),
    member_column("member_id", Personal.FORGET),
    Column("why", String(REASON)),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)

REVISED = Table(
    "revised_files",
    METADATA,
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(NAME), primary_key=True),
    Column("before", ForeignKey("contents.digest")),
    Column("after", ForeignKey("contents.digest")),
)
Index("ix_revised_files_name", REVISED.c.name, REVISED.c.revision_id)

PROPOSALS = Table(
    "proposals",
    METADATA,
    row_number(),
    Column("how", String(20), nullable=False),
    member_column("member_id", Personal.DELETE),
    Column("why", String(REASON)),
    Column("amendment", JSON),
    Column("at", Utc, nullable=False),
    Column("applying_at", Utc),
    sqlite_autoincrement=True,
)

PROPOSED = Table(
    "proposed_files",
    METADATA,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(NAME), primary_key=True),
    Column("before", String(DIGEST)),
    Column("after", ForeignKey("contents.digest")),
)
