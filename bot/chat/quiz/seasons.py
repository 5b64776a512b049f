"""Seasons on Discord: opened and closed by moderators, with certificates for the first three."""

from collections.abc import Mapping

from bot.chat.kit.components import Layout, button, card, literal, moment, picture, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Attachment, Reply, Visibility
from bot.chat.quiz.portraits import certificate, portraits, server_name
from bot.chat.quiz.prize_actions import CloseSeason, NameSeason, OpenSeason, ShowSeasons
from bot.chat.quiz.standings import standings_text
from bot.chat.rights import for_moderators, require_moderator
from bot.lookups.wording import plural
from bot.quiz.scoring import Season
from bot.services.leaderboards import NoSeasonError
from bot.services.seasons import LONGEST_NAME, PLACES, ClosedSeason

NAME = "name"


async def _show(context: Context, action: ShowSeasons) -> None:
    del action
    guild = require_moderator(context)
    await context.replace(Reply(seasons_screen(await context.services.seasons.listed(guild))))


async def _name(context: Context, action: NameSeason) -> None:
    del action
    field = Field(NAME, "Its name", hint="such as Spring 2027", required=True, most=LONGEST_NAME)
    await context.open_form(Form("Open a season", OpenSeason(), (field,)))


async def _open(context: Context, action: OpenSeason, fields: Mapping[str, str]) -> None:
    del action
    guild = require_moderator(context)
    listed = await context.services.seasons.open(guild, fields.get(NAME, ""))
    await context.replace(Reply(seasons_screen(listed)))


async def _close(context: Context, action: CloseSeason) -> None:
    """Tell the channel; who else clicked meanwhile is told that it is closed."""
    guild = require_moderator(context)
    listed = await context.services.seasons.listed(guild)
    if not any(it.id == action.season and it.closed is None for it in listed):
        raise NoSeasonError
    await context.defer(Visibility.PUBLIC)
    closed = await context.services.seasons.close(guild)
    files = await _certificates(context, guild, closed)
    await context.send(Reply(_end(closed, files), tuple(files.values()), Visibility.PUBLIC))


async def _certificates(
    context: Context, guild: int, closed: ClosedSeason
) -> Mapping[str, Attachment]:
    """Draw a certificate for each of the first; what it shows is said by its key."""
    client, winners = context.interaction.client, closed.winners
    shown = await portraits(client, guild, [it.member for it in winners])
    found: dict[str, Attachment] = {}
    for it in winners:
        name = shown[it.member].name if it.member in shown else "A member"
        deed = f"came {PLACES[it.rank]} in the season {closed.season.name}"
        points = f"{plural(it.points, 'point')} among {plural(closed.people, 'member')}"
        drawn = certificate(name, deed, points, server_name(context), context.now)
        if (file := await context.app.pages.picture(drawn)) is not None:
            found[drawn.describe()] = file
    return found


ACTIONS = for_moderators(
    on(ShowSeasons, _show),
    on(NameSeason, _name),
    on_form(OpenSeason, _open),
    on(CloseSeason, _close),
)


def seasons_screen(listed: tuple[Season, ...]) -> Layout:
    """Show the season that is open and those before it."""
    current = next((it for it in listed if it.closed is None), None)
    lines = ["## Seasons"]
    if current is None:
        lines.append("None is open. In a season, /quiz leaderboard counts from its beginning.")
        buttons = [button("Open a season…", NameSeason(), primary=True)]
    else:
        lines += [
            f"**{literal(current.name)}** is open (since <t:{int(current.opened.timestamp())}:D>).",
            "When you close it, I tell this channel who came first.",
        ]
        buttons = [button("Close it", CloseSeason(current.id), primary=True)]
    past = [it for it in listed if it.closed is not None]
    lines += [f"- {literal(it.name)}, closed {moment(it.closed)}" for it in past if it.closed]
    return card([text("\n".join(lines))], buttons)


def _end(closed: ClosedSeason, files: Mapping[str, Attachment]) -> Layout:
    lines = [f"## {literal(closed.season.name)} is over"]
    lines.append(standings_text(closed.winners) or "Nobody scored in it.")
    if closed.winners and closed.role is not None:
        lines.append(f"The role <@&{closed.role}> goes with it.")
    lines.append("-# /quiz leaderboard keeps its board.")
    return card([text("\n".join(lines)), *(picture(it.name, told) for told, it in files.items())])
