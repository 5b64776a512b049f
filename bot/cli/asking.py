"""Resolve titles and answer questions in the terminal."""

import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import fail, knowledge_or_fail, lines_of_input, settings_or_fail

if TYPE_CHECKING:
    from bot.titles import Resolution


def resolve(
    titles: Annotated[list[str] | None, typer.Argument(help="Titles; else one a line.")] = None,
    employer: Annotated[str | None, typer.Option(help="Who posted the titles.")] = None,
    raw: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,  # noqa: FBT002
) -> None:
    """Say which role a title means, and how that was found."""
    knowledge = knowledge_or_fail(settings_or_fail().knowledge_dir)
    named = knowledge.titles.employer(employer) if employer else None
    if employer and named is None:
        fail(f"{employer} is not among the employers in the knowledge base.")
    for title in titles or lines_of_input():
        found = knowledge.titles.resolve(title, named.id if named else None)
        typer.echo(_resolution_json(found) if raw else _resolution_text(found))


def ask(
    questions: Annotated[
        list[str] | None, typer.Argument(help="Questions; else one a line from standard input.")
    ] = None,
    raw: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,  # noqa: FBT002
    explain: Annotated[bool, typer.Option(help="Say what led to each reading.")] = False,  # noqa: FBT002
    whole: Annotated[bool, typer.Option("--all", help="All behind the first screen.")] = False,  # noqa: FBT002
) -> None:
    """Answer questions in your own words."""
    from bot.language.model_files import ModelFiles  # noqa: PLC0415 - only what this needs
    from bot.lookups.registry import Answers  # noqa: PLC0415
    from bot.services.asking import explain as explaining  # noqa: PLC0415
    from bot.services.asking.asker import Asker  # noqa: PLC0415

    asker = Asker.of(knowledge_or_fail(settings_or_fail().knowledge_dir), ModelFiles())
    answers = Answers(asker.knowledge, datetime.now(UTC).date())
    for question in questions or lines_of_input():
        reply = asker.ask(question)
        if raw:
            typer.echo(explaining.as_json(question, reply))
        elif explain:
            typer.echo("\n".join([question, *explaining.why(asker.understanding, reply)]))
        else:
            typer.echo(explaining.as_text(reply, answers, whole=whole))


def _resolution_json(found: "Resolution") -> str:
    return json.dumps(
        {
            "title": found.title,
            "status": found.status,
            "roles": found.roles,
            "candidates": found.candidates,
            "how": found.how,
            "stripped": [dataclasses.asdict(item) for item in found.stripped],
        },
        ensure_ascii=False,
    )


def _resolution_text(found: "Resolution") -> str:
    if found.status == "matched":
        stripped = ", ".join(item.text for item in found.stripped)
        left_out = f"; left out: {stripped}" if stripped else ""
        return f"{found.title} → {', '.join(found.roles)} (by {found.how}{left_out})"
    offered = ", ".join(found.candidates) or "nothing near"
    what = "choose from" if found.status == "choose" else "unknown; nearest"
    return f"{found.title} → {what}: {offered}"
