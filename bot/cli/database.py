"""Copy the database, and put a copy in its place."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import fail, settings_or_fail


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
) -> None:
    """Copy the database, consistently, while the bot goes on."""
    from bot.store.backup import back_up  # noqa: PLC0415
    from bot.store.errors import StoreError  # noqa: PLC0415

    try:
        back_up(settings_or_fail().database_file, file)
    except StoreError as error:
        fail(str(error))
    typer.echo(f"wrote {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `backup` wrote.")],
) -> None:
    """Put a copy in the place of the database; the bot has to be stopped."""
    from bot.store.backup import restore as put_back  # noqa: PLC0415
    from bot.store.errors import StoreError  # noqa: PLC0415

    database = settings_or_fail().database_file
    try:
        kept = put_back(file, database)
    except StoreError as error:
        fail(str(error))
    typer.echo(f"{database} is restored." + (f" The former one is {kept}." if kept else ""))
