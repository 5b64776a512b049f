"""The command line: run · preview · say · ask · check · resolve · schema · backup · restore."""

import typer

from bot.cli import asking, check, serving
from bot.cli.common import settings_or_fail

COMMANDS = (
    serving.run,
    serving.preview,
    serving.say,
    check.check,
    check.schema,
    asking.resolve,
    asking.ask,
    serving.backup,
    serving.restore,
    serving.healthy,
)


def main() -> None:
    build()()


def build() -> typer.Typer:
    app = typer.Typer(
        help="A Discord bot that tells AI jobs apart. Without a command: serve Discord where a "
        "token is set, else open the local page.",
        no_args_is_help=False,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback(invoke_without_command=True)(start)
    for command in COMMANDS:
        app.command()(command)
    return app


def start(context: typer.Context) -> None:
    """Serve Discord where a token is set, else open the local page."""
    if context.invoked_subcommand is not None:
        return
    if settings_or_fail().discord_token is not None:
        serving.run()
    else:
        typer.echo("No DISCORD_TOKEN is set, so this is the bot in a local page, without Discord.")
        typer.echo("To go live, set DISCORD_TOKEN; the README says how to get one.")
        serving.preview()
