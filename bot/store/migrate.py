"""Bring the tables of a database up to date."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.connection import run
from bot.store.errors import StoreError
from bot.store.files import check_whole
from bot.store.tables import METADATA

HEAD = "0021"
"""The newest revision; a test holds it against the migrations."""
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = """
    CREATE TABLE alembic_version (
        version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
    )
"""
"""Where Alembic looks for the revision of a file, as it makes it itself."""


def upgrade(engine: Engine, file: Path) -> None:
    """Run the migrations that a database lacks, all of them or none; raise StoreError."""
    with engine.begin() as connection:
        current = _current(connection)
        if current == HEAD:
            return
        if current is not None and current > HEAD:
            raise newer_file(file)
        if current is None:
            create_tables(connection)
            return
        run(check_whole, connection)
        run_migrations(connection, HEAD)


def newer_file(file: Path) -> StoreError:
    reason = "the database was written by a newer version of the bot"
    return StoreError(reason, f"update the bot; the file is {file}")


def create_tables(connection: Connection) -> None:
    """Make the tables of today at once, as all migrations would have left them."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(text(_VERSION_TABLE))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def run_migrations(connection: Connection, target: str) -> None:
    """Run the migrations up to a revision inside the transaction of a connection."""
    # Alembic is loaded only where there is something to migrate: it takes a quarter of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
