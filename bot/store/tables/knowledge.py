"""Every version of the knowledge files, who changed what and why; proposals, reports, misses."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

DIGEST = 64
NAME = 120
REASON = 300
SAID = 300
WRONG = 500
QUESTION_LENGTH = 200

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

CLAIM_REPORTS = Table(
    "claim_reports",
    METADATA,
    row_number(),
    Column("query", String(100), nullable=False),
    Column("claim", String(20), nullable=False),
    Column("said", String(SAID), nullable=False),
    Column("wrong", String(WRONG), nullable=False, info={"words_of": "member_id"}),
    member_column("member_id", Personal.DELETE),
    Column("at", Utc, nullable=False),
    Column("settled_at", Utc),
    member_column("settled_by", Personal.FORGET),
    sqlite_autoincrement=True,
)
"""What members say is wrong; `claim` is empty where they mean the whole answer to a query."""
Index(
    "uq_claim_reports_one_open_a_member",
    CLAIM_REPORTS.c.query,
    CLAIM_REPORTS.c.claim,
    CLAIM_REPORTS.c.member_id,
    unique=True,
    sqlite_where=text("settled_at IS NULL"),
)

MISSES = Table(
    "misses",
    METADATA,
    row_number(),
    Column("question", String(QUESTION_LENGTH), nullable=False, unique=True),
    Column("asked", Integer, nullable=False, server_default=text("1")),
    Column("first_at", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("kind", String(20), nullable=False, server_default=text("'question'")),
    Column("settled_at", Utc),
    sqlite_autoincrement=True,
)
"""Questions without an answer, with nothing of who asked them."""

REQUESTS = Table(
    "requests",
    METADATA,
    Column("miss_id", ForeignKey("misses.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("at", Utc, nullable=False),
)
"""Who wants one of them to be answered."""
