"""Leaderboards: one screen, with menus for what counts; and a member's own figures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.chat.answers import send_chart
from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, Layout, button, card, literal, mention, menu, text
from bot.chat.kit.context import Context, on, on_choice
from bot.chat.kit.reply import Reply
from bot.chat.quiz.standings import ordinal, standings_text
from bot.chat.rights import require_server
from bot.knowledge.decks import ItemTopic
from bot.lookups.charts import Bar, ShareChart
from bot.lookups.wording import plural
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.scoring import LeaderboardVisibility, MemberFigures, Season
from bot.services.leaderboards import USUAL, BoardChoice, BoardPage, Period, Scope

Options = list[tuple[BoardChoice, str, str | None]]
PERIODS = {
    Period.WEEK: "This week",
    Period.MONTH: "This month",
    Period.ALL_TIME: "Of all time",
}


@dataclass(frozen=True, slots=True)
class ShowBoard(Action, prefix="lb"):
    """Show a leaderboard."""

    period: Period
    season: int | None
    topic: ItemTopic | None
    scope: Scope

    @property
    def choice(self) -> BoardChoice:
        return BoardChoice(self.period, self.season, self.topic, self.scope)


@dataclass(frozen=True, slots=True)
class ChooseBoard(Action, prefix="lc"):
    """A menu of leaderboards; `menu` sets the two of a message apart."""

    menu: str


async def show_leaderboard(context: Context, choice: BoardChoice = USUAL) -> None:
    """Show who is ahead, to the asker alone."""
    await context.send(Reply(await _page(context, choice)))


async def _page(context: Context, choice: BoardChoice) -> Layout:
    guild = require_server(context)
    found = await context.services.leaderboards.board(guild, context.member, choice)
    return board_screen(found)


async def _show(context: Context, action: ShowBoard) -> None:
    await context.replace(Reply(await _page(context, action.choice)))


async def show_stats(context: Context, member: int) -> None:
    """Show what a member did in quizzes here, with a chart by topic."""
    leaderboards = context.services.leaderboards
    figures = await leaderboards.figures(member, context.guild, context.member)
    name = mention(member)
    if figures is None:
        await context.tell(f"{name} chose not to be shown.")
        return
    if not figures.topics:
        view = card([text(f"## Quizzes of {name}\nNo counted answers yet.")])
        await context.send(Reply(view))
        return
    await send_chart(context, _stats(member, figures), _chart(figures))


def _stats(member: int, figures: MemberFigures) -> list[str]:
    share = 100 * figures.right // max(1, figures.answered)
    lines = [
        f"## Quizzes of {mention(member)}",
        (
            f"{figures.games} games, {figures.answered} answers, "
            f"{figures.right} right ({share} %), {figures.points} points for the leaderboard."
        ),
    ]
    lines += [
        f"- {TOPIC_NAMES[ItemTopic(topic.topic)]}: {topic.right} of {topic.answered} right"
        for topic in figures.topics
    ]
    return lines


def _chart(figures: MemberFigures) -> ShareChart:
    bars = []
    for topic in figures.topics:
        right = 100 * topic.right // topic.answered
        label = TOPIC_NAMES[ItemTopic(topic.topic)]
        bars.append(Bar(label, (("right", right), ("missed", 100 - right))))
    return ShareChart("Right answers by topic, in percent", tuple(bars))


ACTIONS = (on(ShowBoard, _show), on_choice(ChooseBoard))


def board_screen(page: BoardPage) -> Layout:
    """Show the first places and the asker's own, and what else can be counted."""
    choice, board = page.choice, page.board
    about = "" if choice.topic is None else f", {TOPIC_NAMES[choice.topic]}"
    where = (
        "Points in this server"
        if choice.scope is Scope.SERVER
        else "Points of those who chose to be seen everywhere, on questions that every server has"
    )
    lines = [f"## Leaderboard: {_when(page)}{about}", f"-# {where}, in games of two or more."]
    if board.places:
        lines.append(standings_text(board.places))
    else:
        lines.append("Nobody yet. A quiz starts with /quiz start.")
    lines += _own(page)
    return card([text("\n".join(lines))], [_other_scope(choice)], list(_menus(page)))


def _when(page: BoardPage) -> str:
    if page.season is None:
        return PERIODS[page.choice.period].lower()
    return literal(page.season.name)


def _own(page: BoardPage) -> Iterator[str]:
    """Say where the asker stands, wherever that is."""
    own, board = page.board.own, page.board
    if own is not None:
        if own not in board.places:
            yield "…"
            yield standings_text([own])
        yield f"-# You are {ordinal(own.rank)} of {plural(board.people, 'member')}."
    elif page.visibility is LeaderboardVisibility.HIDDEN:
        yield "-# You are hidden on leaderboards; /privacy changes that."
    elif page.choice.scope is Scope.GLOBAL and page.visibility is LeaderboardVisibility.SERVER:
        yield "-# You are seen in your servers alone; /privacy changes that."
    else:
        yield "-# You have no points here yet. /privacy sets where you appear."


def _other_scope(choice: BoardChoice) -> Component:
    if choice.scope is Scope.GLOBAL:
        return button("This server", _shows(replace(choice, scope=Scope.SERVER)))
    period = Period.MONTH if choice.period is Period.SEASON else choice.period
    return button("All servers", _shows(BoardChoice(period, None, choice.topic, Scope.GLOBAL)))


def _shows(choice: BoardChoice) -> ShowBoard:
    return ShowBoard(choice.period, choice.season, choice.topic, choice.scope)


def _menus(page: BoardPage) -> Iterator[Component]:
    choice = page.choice
    whens: Options = [
        (replace(choice, period=it, season=None), PERIODS[it], None) for it in PERIODS
    ]
    if choice.scope is Scope.SERVER:
        whens += [
            (replace(choice, period=Period.SEASON, season=it.id), it.name, _told(it))
            for it in page.seasons
        ]
    topics: Options = [(replace(choice, topic=None), "All topics", None)]
    topics += [(replace(choice, topic=it), name, None) for it, name in TOPIC_NAMES.items()]
    for name, prompt, options in (("when", "Since when", whens), ("topic", "What on", topics)):
        values = [(_shows(it).custom_id or "", label, hint) for it, label, hint in options]
        yield menu(ChooseBoard(name), prompt, values, [_shows(choice).custom_id or ""])


def _told(season: Season) -> str:
    return "The season that is open" if season.closed is None else "A past season"
