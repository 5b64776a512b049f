"""Serve Discord, or open the bot without it; copy its database, and put a copy back."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import fail, need_preview, settings_or_fail, start_logging


def run() -> None:
    """Serve Discord until stopped."""
    from bot.records.problems import KnowledgeError  # noqa: PLC0415
    from bot.serving import StartError, serve  # noqa: PLC0415 - discord.py is loaded only to serve

    settings = settings_or_fail()
    start_logging(settings)
    try:
        asyncio.run(serve(settings))
    except (StartError, KnowledgeError) as error:
        fail(str(error))


def preview(
    port: Annotated[
        int | None, typer.Option(help="Port of the page; a free one if left out.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,  # noqa: FBT002
    direct: Annotated[bool, typer.Option("--direct", help="Show direct messages instead.")] = False,  # noqa: FBT002
) -> None:
    """Open the bot in a local web page, without Discord."""
    need_preview()
    from bot.preview.page import serve_page  # noqa: PLC0415 - an optional dependency

    settings = settings_or_fail()
    start_logging(settings)

    def say_url(url: str) -> None:
        typer.echo(f"The bot is here: {url}")
        typer.echo("Stop with Ctrl+C.")

    directory = settings.knowledge_dir
    try:
        asyncio.run(serve_page(directory, say_url, port=port, browser=browser, direct=direct))
    except KeyboardInterrupt:
        typer.echo("Stopped.")


def say(
    line: Annotated[
        list[str] | None, typer.Argument(help='A line such as "/role title:MTS"; else from stdin.')
    ] = None,
    raw: Annotated[bool, typer.Option("--json", help="Print raw messages.")] = False,  # noqa: FBT002
) -> None:
    """Talk to the bot in the terminal, line by line, and print what that member would see."""
    need_preview()
    from bot.preview.terminal import hold_dialogue  # noqa: PLC0415 - an optional dependency

    settings = settings_or_fail()
    start_logging(settings)
    lines = [" ".join(line)] if line else sys.stdin
    failed = asyncio.run(hold_dialogue(settings.knowledge_dir, lines, as_json=raw, out=typer.echo))
    if failed:
        raise typer.Exit(1)


def healthy() -> None:
    """Tell by the exit code whether a running bot is connected; for a container's health check."""
    from bot.monitoring import is_healthy  # noqa: PLC0415

    file = settings_or_fail().health_file
    if file is None:
        fail("HEALTH_FILE is not set, so there is no sign of life to look at.")
    if not is_healthy(file):
        typer.echo("not connected", err=True)
        raise typer.Exit(1)
    typer.echo("connected")


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
) -> None:
    """Copy the database, consistently, while the bot goes on."""
    from bot.store.backup import back_up  # noqa: PLC0415 - the database is loaded only for this
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
