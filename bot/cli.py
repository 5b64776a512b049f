"""The command line: run · preview · say · ask · check · resolve · schema · backup · restore."""

import asyncio
import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.asking.asker import Asker
    from bot.knowledge.base import Knowledge
    from bot.knowledge.problems import Problem
    from bot.knowledge.titles import Resolution, TitleResolver
    from bot.knowledge.titles.scoring import Guess, Row, Score

app = typer.Typer(
    help="A Discord bot that tells AI jobs apart. Without a command: serve Discord where a token "
    "is set, else open the local page.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Directory = Annotated[
    Path | None,
    typer.Argument(help="Directory of the knowledge files; the shipped one if left out."),
]


def main() -> None:
    """Run the command line."""
    app()


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Serve Discord where a token is set, else open the local page."""
    if context.invoked_subcommand is not None:
        return
    if _settings().discord_token is not None:
        run()
    else:
        typer.echo("No DISCORD_TOKEN is set, so this is the bot in a local page, without Discord.")
        typer.echo("To go live, set DISCORD_TOKEN; the README says how to get one.")
        preview()


@app.command()
def run() -> None:
    """Serve Discord until stopped."""
    from bot.app import StartError, serve  # noqa: PLC0415 - discord.py is loaded only to serve
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415

    settings = _settings()
    _log(settings)
    try:
        asyncio.run(serve(settings))
    except (StartError, KnowledgeError) as error:
        _fail(str(error))


@app.command()
def preview(
    port: Annotated[
        int | None, typer.Option(help="Port of the page; a free one if left out.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,  # noqa: FBT002
) -> None:
    """Open the bot in a local web page, without Discord."""
    _need_preview()
    from bot.preview.page import serve_page  # noqa: PLC0415 - an optional dependency

    settings = _settings()
    _log(settings)
    knowledge = _knowledge(settings.knowledge_dir)

    def say_url(url: str) -> None:
        typer.echo(f"The bot is here: {url}")
        typer.echo("Type / in the message box. Stop with Ctrl+C.")

    try:
        asyncio.run(serve_page(knowledge, say_url, port=port, browser=browser))
    except KeyboardInterrupt:
        typer.echo("Stopped.")


@app.command()
def say(
    line: Annotated[
        list[str] | None, typer.Argument(help='A line such as "/role title:MTS"; else from stdin.')
    ] = None,
    raw: Annotated[bool, typer.Option("--json", help="Print raw messages.")] = False,  # noqa: FBT002
) -> None:
    """Talk to the bot in the terminal, line by line, and print what that member would see."""
    _need_preview()
    from bot.preview.dialogue import hold  # noqa: PLC0415 - an optional dependency

    settings = _settings()
    _log(settings)
    lines = [" ".join(line)] if line else sys.stdin
    failed = asyncio.run(
        hold(_knowledge(settings.knowledge_dir), lines, as_json=raw, out=typer.echo)
    )
    if failed:
        raise typer.Exit(1)


@app.command()
def check(directory: Directory = None) -> None:
    """Check knowledge files and print every problem as file:line:column."""
    folder = directory or _settings().knowledge_dir
    knowledge = _knowledge(folder, code=1)
    typer.echo(
        f"Fine: {len(knowledge.roles)} roles, {knowledge.claim_count()} claims, "
        f"{len(knowledge.sources)} sources, version {knowledge.version}."
    )
    for problem in _poor_decks(knowledge, folder):
        typer.echo(f"to improve: {problem}", err=True)


@app.command()
def resolve(
    titles: Annotated[list[str] | None, typer.Argument(help="Titles; else one a line.")] = None,
    employer: Annotated[str | None, typer.Option(help="Who posted the titles.")] = None,
    raw: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,  # noqa: FBT002
    score: Annotated[
        Path | None, typer.Option(help="Score labelled titles (CSV) and print every wrong row.")
    ] = None,
) -> None:
    """Say which role a title means, and how that was found."""
    knowledge = _knowledge(_settings().knowledge_dir)
    if score is not None:
        _score(knowledge.titles, score)
        return
    named = knowledge.titles.employer(employer) if employer else None
    if employer and named is None:
        _fail(f"{employer} is not among the employers in the knowledge base.")
    for title in titles or _lines():
        found = knowledge.titles.resolve(title, named.id if named else None)
        typer.echo(_resolution_json(found) if raw else _resolution_text(found))


@app.command()
def ask(
    questions: Annotated[
        list[str] | None, typer.Argument(help="Questions; else one a line from standard input.")
    ] = None,
    raw: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,  # noqa: FBT002
    explain: Annotated[bool, typer.Option(help="Say what led to each reading.")] = False,  # noqa: FBT002
    score: Annotated[
        Path | None, typer.Option(help="Score labelled questions (CSV); print every wrong row.")
    ] = None,
) -> None:
    """Answer questions in your own words."""
    from bot.answers.service import Answers  # noqa: PLC0415 - only what this command needs
    from bot.asking import telling  # noqa: PLC0415
    from bot.asking.asker import Asker  # noqa: PLC0415

    asker = Asker(_knowledge(_settings().knowledge_dir))
    if score is not None:
        _score_questions(asker, score)
        return
    answers = Answers(asker.knowledge, datetime.now(UTC).date())
    for question in questions or _lines():
        reply = asker.ask(question)
        if raw:
            typer.echo(telling.as_json(question, reply))
        elif explain:
            typer.echo("\n".join([question, *telling.why(reply)]))
        else:
            typer.echo(telling.as_text(reply, answers))


@app.command()
def schema(
    directory: Annotated[
        Path | None, typer.Argument(help="Where to write; knowledge/schema if left out.")
    ] = None,
) -> None:
    """Write the JSON Schemas that editors check knowledge files with."""
    from bot.knowledge.schema import write_schemas  # noqa: PLC0415

    target = directory or _settings().knowledge_dir / "schema"
    for path in write_schemas(target):
        typer.echo(f"wrote {path}")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
) -> None:
    """Copy the database, consistently, while the bot goes on."""
    from bot.store.backup import back_up  # noqa: PLC0415
    from bot.store.problems import StoreError  # noqa: PLC0415

    try:
        back_up(_settings().database_file, file)
    except StoreError as error:
        _fail(str(error))
    typer.echo(f"wrote {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `backup` wrote.")],
) -> None:
    """Put a copy in the place of the database; the bot has to be stopped."""
    from bot.store.backup import restore as put_back  # noqa: PLC0415
    from bot.store.problems import StoreError  # noqa: PLC0415

    database = _settings().database_file
    try:
        kept = put_back(file, database)
    except StoreError as error:
        _fail(str(error))
    typer.echo(f"{database} is restored." + (f" The former one is {kept}." if kept else ""))


@app.command()
def healthy() -> None:
    """Tell by the exit code whether a running bot is connected; for a container's health check."""
    from bot.health import is_healthy  # noqa: PLC0415

    file = _settings().health_file
    if file is None:
        _fail("HEALTH_FILE is not set, so there is no sign of life to look at.")
    if not is_healthy(file):
        typer.echo("not connected", err=True)
        raise typer.Exit(1)
    typer.echo("connected")


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        _fail(str(error))


def _log(settings: Settings) -> None:
    from bot.logs import set_up_logging  # noqa: PLC0415

    set_up_logging(settings.log_level, settings.log_format)


def _knowledge(directory: Path, code: int = 2) -> "Knowledge":
    from bot.knowledge.loader import load  # noqa: PLC0415
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415

    try:
        return load(directory)
    except KnowledgeError as error:
        _fail(str(error), code)


def _poor_decks(knowledge: "Knowledge", folder: Path) -> "Iterator[Problem]":
    """Say what makes quiz decks poor, with its place in the file."""
    from bot.knowledge.files import parse  # noqa: PLC0415
    from bot.knowledge.loader import read_directory  # noqa: PLC0415
    from bot.quiz.lint import lint  # noqa: PLC0415

    files, _ = parse(read_directory(folder))
    for finding in lint(knowledge):
        document = files.documents[f"quiz/{finding.deck}.yaml"]
        yield document.problem(finding.path, finding.wrong, finding.right)


def _need_preview() -> None:
    """Say how to install the simulator where it is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("simcord") is None or find_spec("markdown_it") is None:
        _fail("This needs the preview extra: pip install 'careers-bot[preview]'.")


def _score(resolver: "TitleResolver", file: Path) -> None:
    """Print the score beside the baselines', and every row that is wrong."""
    from bot.knowledge.titles.scoring import baselines, ours, read_rows, score  # noqa: PLC0415

    try:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = read_rows(stream)
    except (OSError, KeyError, UnicodeDecodeError) as error:
        _fail(f"{file} cannot be read as a CSV with the columns title and expected: {error}")
    result = _scored(score, "this resolver", ours(resolver), rows)
    for wrong in result.wrong:
        typer.echo(f"{wrong.row.title!r}: {wrong.given}, not {'|'.join(wrong.row.expected)}")
    typer.echo(f"this resolver: {result}")
    for name, guess in baselines(resolver).items():
        typer.echo(f"{name}: {_scored(score, name, guess, rows)}")


def _scored(
    score: "Callable[[Guess, Iterable[Row]], Score]",
    name: str,
    guess: "Guess",
    rows: "Sequence[Row]",
) -> "Score":
    """Score one way to guess, with a bar on a terminal."""
    with typer.progressbar(rows, label=name, file=sys.stderr) as bar:
        return score(guess, bar if sys.stderr.isatty() else rows)


def _score_questions(asker: "Asker", file: Path) -> None:
    """Print the score beside the baselines', and every row that is wrong."""
    from bot.asking.scoring import baselines, ours, read_rows, score  # noqa: PLC0415

    try:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = read_rows(stream)
    except (OSError, KeyError, UnicodeDecodeError) as error:
        _fail(f"{file} cannot be read as a CSV with the columns question, intent, roles: {error}")
    result = score(ours(asker.understanding), rows)
    for row, given in result.wrong:
        labelled = f"{row.intent} {'|'.join(sorted(row.roles))}".strip()
        found = f"{given.intent} {'|'.join(sorted(given.roles))}".strip()
        typer.echo(f"{row.question!r}: {found}, not {labelled}")
    typer.echo(f"this bot: {result}")
    for name, guess in baselines(asker.knowledge).items():
        typer.echo(f"{name}: {score(guess, rows)}")


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        yield line.rstrip("\n").rstrip("\r")


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


def _fail(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
