"""/aliases: a server's own words for roles, by its moderators."""

from discord import app_commands

from bot.chat.attachments import text_file
from bot.chat.kit.components import card, fits, fitted, literal, text
from bot.chat.kit.context import Choices, Context, offers, takes_context
from bot.chat.kit.options import Title, matching, titles
from bot.chat.kit.reply import Reply
from bot.chat.rights import managers_group, require_moderator
from bot.services.servers.server_service import AddedAlias

A_LINE = 10
NONE_YET = "This server has no words of its own yet. /aliases add makes one."

aliases = managers_group(
    "aliases", "This server's own words for roles, for its moderators.", guild_only=True
)


@offers
async def offer_own(context: Context, typed: str) -> Choices:
    """Offer the server's own words."""
    known = context.services.servers.aliases(context.guild)
    return matching(((title, title) for title in known), typed)


@aliases.command(name="add")
@app_commands.describe(title="What people here say", role="The role it means")
@app_commands.autocomplete(role=titles)
@takes_context
async def add_(context: Context, title: Title, role: Title) -> None:
    """Let a word mean a role in this server, whatever it means elsewhere."""
    guild = require_moderator(context)
    added = await context.services.servers.add_alias(guild, context.member, title, role)
    said = f"In this server “{literal(added.title)}” means **{literal(added.role_name)}**"
    await context.tell(f"{said} from now on.{_elsewhere(added)}")


def _elsewhere(added: AddedAlias) -> str:
    if (shared := added.elsewhere) is None:
        return ""
    title, role = literal(added.title), literal(shared.role_name)
    if shared.same:
        return f" {title} means {role} everywhere already; I've kept it anyway."
    return f" Elsewhere {title} means {role}; in this server your meaning wins."


@aliases.command()
@app_commands.describe(title="The word")
@app_commands.autocomplete(title=offer_own)
@takes_context
async def remove(context: Context, title: Title) -> None:
    """Let a word mean here what it means elsewhere."""
    removed = await context.services.servers.remove_alias(require_moderator(context), title)
    said = "is no longer a word of this server" if removed else "is no word of this server's own"
    await context.tell(f"“{literal(title)}” {said}.")


@aliases.command(name="list")
@takes_context
async def list_(context: Context) -> None:
    """This server's own words, role by role."""
    by_role = context.services.servers.aliases_by_role(require_moderator(context))
    lines = ["## This server's own words"]
    for role, words in by_role.items():
        named = [literal(word) for word in words]
        lines += [
            f"- **{literal(role)}**: {', '.join(named[at : at + A_LINE])}"
            for at in range(0, len(named), A_LINE)
        ]
    shown = fitted(lines) if by_role else NONE_YET
    files = text_file("aliases.txt", None if fits(lines) else "\n".join(lines))
    await context.send(Reply(card([text(shown)]), files))
