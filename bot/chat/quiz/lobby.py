"""The lobby of a game: who is in, by which rules, and how it begins."""

from collections.abc import Iterator

from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    literal,
    mention,
    moment,
    rows,
    text,
)
from bot.chat.quiz.actions import BeginGame, JoinGame, LeaveGame, OpenSetup, PickTeam, ShowTopics
from bot.chat.quiz.standings import members_text
from bot.lookups.wording import plural
from bot.quiz.game import Game
from bot.quiz.modes.survival import LIVES
from bot.quiz.modes.teams import TEAM_NAMES
from bot.quiz.rules import LIGHTNING_SECONDS, SCORING_WORDS, Mode
from bot.quiz.scoring import STREAK_BONUS, STREAK_FROM

SHOWN = 30


def lobby(game: Game, name: str) -> Layout:
    """Show who is in, the rules, and how it begins."""
    lines = [f"### Quiz: {literal(name)}", *rules_lines(game)]
    lines += _team_lines(game) or [f"**In ({len(game.members)}):** {_named(game.members)}"]
    if game.due is not None:
        lines.append(f"It begins {moment(game.due)}, or when {mention(game.host)} starts it.")
    lines.append("-# Answers are private. Joining late works: just answer.")
    buttons = [
        button("Join", JoinGame(game.id), primary=True),
        button("Leave", LeaveGame(game.id)),
        button("Start now", BeginGame(game.id)),
    ]
    settings = [button("Change", OpenSetup(game.id)), button("Topics", ShowTopics())]
    below = [*rows(_team_buttons(game)), *rows(settings)]
    return card([text("\n".join(lines))], buttons, below)


def rules_lines(game: Game) -> Iterator[str]:
    """Say in plain words how a game is played."""
    rules = game.rules
    if rules.mode is Mode.LIGHTNING:
        yield (
            f"Lightning: {LIGHTNING_SECONDS} seconds, as many questions as you can, each at their "
            "own pace."
        )
    else:
        seconds = rules.pace.seconds
        time = "no timer" if seconds is None else f"{seconds} seconds each"
        yield f"{_length(game)}, {time}."
        yield f"{SCORING_WORDS[rules.scoring].capitalize()}."
    if rules.mode is Mode.SURVIVAL:
        yield (
            f"Survival: you have {LIVES} lives, and a wrong or missing answer takes one. The last "
            "one standing wins."
        )
    if rules.mode is Mode.TEAMS:
        yield f"{rules.teams} teams: what their members win on average counts."
    if rules.pays_streaks:
        yield f"From {STREAK_FROM} right in a row on, each earns {STREAK_BONUS} more."
    if rules.final_double:
        yield "The last question counts double."
    if rules.hints:
        yield "A hint costs half the points of its question."


def _length(game: Game) -> str:
    there, asked = len(game.questions), game.wish.count
    if there >= asked:
        return plural(there, "question")
    return f"{plural(there, 'question')} ({asked} asked for, {there} there)"


def _named(members: tuple[int, ...]) -> str:
    return members_text(members, SHOWN)


def _team_lines(game: Game) -> list[str]:
    """Say who is in which team, and who is put into one when it begins."""
    if game.rules.mode is not Mode.TEAMS:
        return []
    lines = []
    for number in range(game.rules.teams):
        own = tuple(it for it in game.members if game.teams.get(it) == number)
        lines.append(f"**{TEAM_NAMES[number]} ({len(own)}):** {_named(own) or 'nobody yet'}")
    if free := tuple(it for it in game.members if it not in game.teams):
        lines.append(f"**Put where they balance it ({len(free)}):** {_named(free)}")
    return lines


def _team_buttons(game: Game) -> list[Component]:
    if game.rules.mode is not Mode.TEAMS:
        return []
    return [button(TEAM_NAMES[it], PickTeam(game.id, it)) for it in range(game.rules.teams)]
