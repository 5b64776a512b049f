"""Members and their places, in Discord's markup. They are named by mentions that ping nobody."""

from collections.abc import Iterable, Sequence

from bot.chat.kit.components import Layout, card, mention, text
from bot.lookups.wording import plural
from bot.quiz.scoring import Standing

SHOWN_MEMBERS = 10
SHOWN_STANDINGS = 10
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def members_text(members: Sequence[int], most: int = SHOWN_MEMBERS) -> str:
    """Name some members, and count the rest."""
    return listed([mention(member) for member in members], most)


def listed(names: Sequence[str], most: int = SHOWN_MEMBERS) -> str:
    """Write some of many, and count the rest."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def ordinal(number: int) -> str:
    """Write a place: 1st, 2nd, 11th."""
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def standings_text(standings: Iterable[Standing]) -> str:
    """List places, points and right answers."""
    return "\n".join(
        f"**{it.rank}.** {mention(it.member)} – {plural(it.points, 'point')}, {it.right} right"
        for it in standings
    )


def standings_screen(standings: Sequence[Standing], asker: int) -> Layout:
    """Show the standings, and the asker's own place where it is further down."""
    lines = ["## Scores so far", standings_text(standings[:SHOWN_STANDINGS]) or "Nobody is in."]
    own = [place for place in standings[SHOWN_STANDINGS:] if place.member == asker]
    if own:
        lines += ["…", standings_text(own)]
    return card([text("\n".join(lines))])
