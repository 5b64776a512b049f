"""What only some modes have to tell: lives, teams, what counts double."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.chat.kit.components import mention
from bot.chat.quiz.standings import listed, members_text
from bot.lookups.wording import plural
from bot.quiz.game import Game
from bot.quiz.modes.survival import LIVES
from bot.quiz.modes.teams import TEAM_NAMES, TeamStanding
from bot.quiz.rules import Mode

HEART, OUT = "❤️", "💀"
NAMED = 8
"""Members whose lives are told one by one; of more they are counted."""


def hearts(lives: int) -> str:
    return HEART * lives or OUT


def asked_lines(game: Game) -> Iterator[str]:
    """Say above an open question what is special about it."""
    if game.round.weight > 1:
        yield "🏁 **The final: this one counts double.**"
    if game.rules.mode is Mode.SURVIVAL and game.number > 0:
        yield f"-# {len(game.playing)} of {len(game.members)} still in"


def told_lines(game: Game) -> Iterator[str]:
    """Say after a question how lives or teams stand, and what comes next."""
    match game.rules.mode:
        case Mode.SURVIVAL:
            yield from _survival(game)
        case Mode.TEAMS:
            said = (f"{_team(it)} {float(it.mean):.0f}" for it in game.team_standings())
            yield f"**On average:** {' · '.join(said)}"
        case Mode.CLASSIC | Mode.LIGHTNING:
            pass
    if game.next_counts_double:
        yield "🏁 **The next one is the final and counts double.**"


def team_line(standing: TeamStanding) -> str:
    """Say how a team did, and who was in it."""
    won = f"{float(standing.mean):.0f} on average"
    return f"**{standing.rank}. {_team(standing)}** {won} · {members_text(standing.members)}"


def lives_text(game: Game, member: int) -> str:
    """Say how many lives are left, or where the last one went."""
    lives = game.lives_of(member)
    return hearts(lives.left) if lives.out is None else f"{OUT} out at question {lives.out + 1}"


def _survival(game: Game) -> Iterator[str]:
    fallen = [it for it in game.members if game.lives_of(it).out == game.number]
    if fallen:
        yield f"{OUT} {members_text(fallen)} {'is' if len(fallen) == 1 else 'are'} out"
    left = {it: game.lives_of(it).left for it in game.playing}
    if len(left) > NAMED:
        yield _counted(list(left.values()))
    elif left:
        yield listed([f"{mention(it)} {hearts(left[it])}" for it in left], NAMED)


def _counted(left: Sequence[int]) -> str:
    number = Counter(left)
    said = (f"{number[it]} with {hearts(it)}" for it in range(LIVES, 0, -1) if number[it])
    return f"{plural(len(left), 'member')} still in: {', '.join(said)}"


def _team(standing: TeamStanding) -> str:
    return TEAM_NAMES[standing.team]
