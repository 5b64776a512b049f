"""An appeal, as the channel sees it, and how it was decided."""

from collections.abc import Sequence

from bot.chat.kit.components import Layout, button, card, literal, mention, text
from bot.chat.quiz.actions import GrantAppeal, RefuseAppeal
from bot.chat.quiz.standings import SHOWN_STANDINGS, standings_text
from bot.quiz.scoring import Standing


def appeal(game: int, number: int, member: int, given: str) -> Layout:
    """Ask the host or a moderator to judge an answer again."""
    said = (
        f"{mention(member)} says that their answer to question {number + 1} should count: "
        f"“{literal(given)}”. The host or a moderator decides; nobody decides their own."
    )
    buttons = [
        button("Count it", GrantAppeal(game, number, member), primary=True),
        button("Keep it as it is", RefuseAppeal(game, number, member)),
    ]
    return card([text(said)], buttons)


def decision(
    number: int, member: int, judge: int, standings: Sequence[Standing], *, granted: bool
) -> Layout:
    """Say how an appeal was decided, and where everybody stands now."""
    what = "now counts as right" if granted else "stays as it was judged"
    lines = [
        (
            f"The answer of {mention(member)} to question {number + 1} {what}, "
            f"as {mention(judge)} decided."
        )
    ]
    if granted:
        lines.append("**Standings**\n" + standings_text(standings[:SHOWN_STANDINGS]))
    return card([text("\n".join(lines))])
