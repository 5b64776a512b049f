"""Check knowledge files, and write the schemas that editors check them with."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Directory, fail, settings_or_fail
from bot.services.editing.checking import CheckFormat

if TYPE_CHECKING:
    from bot.services.editing.checking import CheckReport


def check(
    directory: Directory = None,
    form: Annotated[
        CheckFormat,
        typer.Option("--format", help="For people, programs, or remarks on a change at GitHub."),
    ] = CheckFormat.TEXT,
    strict: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--strict", help="Fail on what is worth a look as well.")
    ] = False,
) -> None:
    """Check knowledge files and print every problem as file:line:column.

    Exits with 0 where the files are fine, 1 where the bot would refuse them (or, with --strict,
    where something is worth a look), 2 where they cannot be read at all.
    """
    from bot.knowledge.loader import read_directory  # noqa: PLC0415
    from bot.records.problems import KnowledgeError  # noqa: PLC0415
    from bot.services.editing.checking import written  # noqa: PLC0415 - only what this command needs

    folder = directory or settings_or_fail().knowledge_dir
    try:
        raw = read_directory(folder)
    except (KnowledgeError, OSError) as error:
        fail(str(error))
    report = _checked(raw)
    refused = bool(report.problems)
    typer.echo(
        written(report, form, str(directory or "")), err=refused and form is CheckFormat.TEXT
    )
    if refused or (strict and report.advice):
        raise typer.Exit(1)


def _checked(raw: Mapping[str, bytes]) -> "CheckReport":
    """Check files, with a bar on a terminal."""
    from bot.services.editing.checking import check_files  # noqa: PLC0415

    today = datetime.now(UTC).date()
    if not sys.stderr.isatty():
        return check_files(raw, today)
    with typer.progressbar(length=len(raw), label="checking", file=sys.stderr) as bar:
        return check_files(raw, today, lambda _: bar.update(1))


def schema(
    directory: Annotated[
        Path | None, typer.Argument(help="Where to write; knowledge/schema if left out.")
    ] = None,
) -> None:
    """Write the JSON Schemas that editors check knowledge files with."""
    from bot.knowledge.files import write_schemas  # noqa: PLC0415

    target = directory or settings_or_fail().knowledge_dir / "schema"
    for path in write_schemas(target):
        typer.echo(f"wrote {path}")
