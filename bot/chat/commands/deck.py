"""/deck: a server's own quiz decks, by its moderators: taken in, shown, and given out again."""

from typing import assert_never

import discord
from discord import app_commands

from bot.chat.attachments import list_problems, read_attachment, text_file
from bot.chat.kit.components import card, fitted, literal, text
from bot.chat.kit.context import Choices, Context, offers, takes_context
from bot.chat.kit.options import Title, matching
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.rights import managers_group, require_moderator
from bot.knowledge.decks import ChoiceItem
from bot.quiz.pool import TOPIC_NAMES
from bot.services.servers.server_decks import CSV, MAX_BYTES, TEMPLATE, deck_name, form_of
from bot.services.servers.server_service import RefusedDeck, TakenDeck

PREVIEWED = 5
MENTIONED = 5

deck = managers_group("deck", "This server's own quiz decks, for its moderators.", guild_only=True)


@offers
async def offer_decks(context: Context, typed: str) -> Choices:
    """Offer the server's own decks."""
    known = context.services.servers.deck_titles(context.guild)
    return matching(((it.title, name) for name, it in known.items()), typed)


@deck.command()
@app_commands.describe(
    attachment="A YAML or CSV file with questions",
    name="What to call it; by its file's name if left out",
)
@takes_context
async def upload(
    context: Context, attachment: discord.Attachment, name: Title | None = None
) -> None:
    """Take in a deck of questions, or hear everything that is wrong with it."""
    guild, servers = require_moderator(context), context.services.servers
    called = deck_name(name, attachment.filename)
    await context.defer()
    await servers.check_room(guild, called)
    raw = await read_attachment(attachment, MAX_BYTES)
    outcome = await servers.take_deck(guild, context.member, called, attachment.filename, raw)
    match outcome:
        case TakenDeck():
            await context.send(_taken(outcome))
        case RefusedDeck():
            lines, rest = list_problems(outcome.problems)
            said = f"## I can't take this deck yet\n{lines}"
            if form_of(attachment.filename) == CSV:
                said += (
                    f"\n**A table that I take**, also as `/deck template`:\n```csv\n{TEMPLATE}```"
                )
            await context.send(Reply(card([text(said)]), text_file("problems.txt", rest)))
        case _:
            assert_never(outcome)


def _taken(taken: TakenDeck) -> Reply:
    verb = "Replaced" if taken.replaced else "Taken in"
    title = literal(taken.title)
    lines = [
        f"## {verb}: {title}",
        f"{taken.items} questions. Play it with `/quiz start topic:{title}`.",
    ]
    said, rest = list_problems(taken.advice)
    if taken.advice:
        lines.append(f"**Worth a look; it stops nothing**\n{said}")
    lines.append(f"-# Its name for /deck is `{taken.name}`.")
    return Reply(card([text("\n".join(lines))]), text_file("advice.txt", rest))


@deck.command(name="list")
@takes_context
async def list_(context: Context) -> None:
    """This server's decks, and what members reported of them."""
    lines = ["## This server's own decks"]
    for one in await context.services.servers.list_decks(require_moderator(context)):
        told = ", ".join(f"`{it}`" for it in one.reported[:MENTIONED])
        note = f"; members reported {told}" if told else ""
        lines.append(
            f"- **{literal(one.deck.title)}** (`{one.deck.name}`): {one.deck.items} questions, "
            f"<t:{int(one.deck.at.timestamp())}:d>{note}"
        )
    if len(lines) == 1:
        lines.append("None yet. /deck upload takes a CSV or YAML file; /deck template is a start.")
    await context.send(Reply(card([text(fitted(lines))])))


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
@takes_context
async def preview(context: Context, name: Title) -> None:
    """The first questions of a deck, with their answers."""
    found = await context.services.servers.read_deck(require_moderator(context), name)
    lines = [f"## {literal(found.name)}", literal(found.about)]
    for item in found.items[:PREVIEWED]:
        right = item.right if isinstance(item, ChoiceItem) else item.explanation
        topic = TOPIC_NAMES[item.topic]
        lines.append(
            f"- {literal(item.question)}\n  -# {topic}, {item.difficulty} · {literal(right)}"
        )
    if len(found.items) > PREVIEWED:
        lines.append(f"…and {len(found.items) - PREVIEWED} more; /deck export gives all.")
    await context.send(Reply(card([text(fitted(lines))])))


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
@takes_context
async def remove(context: Context, name: Title) -> None:
    """Remove a deck."""
    gone = await context.services.servers.remove_deck(require_moderator(context), name)
    # Its file is given once more, so that nothing is lost by a slip.
    file = Attachment(gone.file, gone.body)
    said = f"Removed **{literal(gone.title)}**. Here it is, should you want it back: /deck upload."
    await context.send(Reply(said, (file,)))


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
@takes_context
async def export(context: Context, name: Title) -> None:
    """A deck as the file that it came in, to change and upload again."""
    found = await context.services.servers.deck(require_moderator(context), name)
    file = Attachment(found.file, found.body)
    await context.send(Reply(f"**{literal(found.title)}**", (file,)))


@deck.command()
@takes_context
async def template(context: Context) -> None:
    """A small deck as a table, to fill in and upload."""
    require_moderator(context)
    said = (
        "Three columns are enough: the question, the right answer, and the wrong answers with `|` "
        "between them. Fill it in, then `/deck upload` takes it."
    )
    await context.send(Reply(said, (Attachment("template.csv", TEMPLATE.encode()),)))
