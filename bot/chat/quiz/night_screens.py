"""What is seen and clicked of a quiz to come: planned, announced, reminded of, listed, over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.chat.kit.actions import Action
from bot.chat.kit.components import (
    Layout,
    Option,
    button,
    card,
    literal,
    mention,
    menu,
    moment,
    text,
)
from bot.lookups.wording import plural
from bot.quiz.nights import NightPhase, QuizNight
from bot.quiz.rules import Mode
from bot.services.nights.planning import ListedNight

EVENT_NAME = 100
"""Characters that the name of an event may have."""


@dataclass(frozen=True, slots=True)
class AnnounceNight(Action, prefix="na"):
    """Announce what one planned; with 1 as an event of Discord's too."""

    night: int
    event: int


@dataclass(frozen=True, slots=True)
class RemindNight(Action, prefix="nr"):
    """Be reminded, or no more."""

    night: int


@dataclass(frozen=True, slots=True)
class CancelNight(Action, prefix="nc"):
    """Call a quiz off; a menu of their numbers."""


def title(name: str) -> str:
    return f"Quiz: {name}"[:EVENT_NAME]


def draft(planned: ListedNight, zone: str, *, event: bool) -> Layout:
    """Show when a quiz would be, before anybody else sees it."""
    night = planned.night
    lines = [
        f"## {_when(night.at)}",
        f"{_what(night, planned.name)}, in <#{night.channel}>. Is that right?",
        f"-# Read by this server's clock, {zone}.",
    ]
    buttons = [button("Announce it", AnnounceNight(night.number, 0), primary=True)]
    if event:
        buttons.append(button("Announce it with an event", AnnounceNight(night.number, 1)))
    return card([text("\n".join(lines))], buttons)


def announcement(night: QuizNight, name: str) -> Layout:
    """Announce a quiz to all."""
    lines = [
        f"## {literal(title(name))}",
        f"{_when(night.at)}, {moment(night.at)}",
        f"{_what(night, name)}, hosted by {mention(night.host)}. It opens here by itself.",
    ]
    return card([text("\n".join(lines))], [button("Remind me", RemindNight(night.number))])


def closed(night: QuizNight, name: str) -> Layout:
    """Show what became of a quiz."""
    match night.phase:
        case NightPhase.OPENED:
            said = "It is open below."
        case NightPhase.CANCELLED:
            said = "It was called off."
        case NightPhase.MISSED:
            said = "It fell out."
        case NightPhase.DRAFT | NightPhase.PLANNED:
            raise AssertionError(f"it is still to come: {night}")
        case _:
            assert_never(night.phase)
    lines = [f"## {literal(title(name))}", _when(night.at), said]
    return card([text("\n".join(lines))])


def reminder(night: QuizNight, name: str) -> str:
    return f"**{literal(title(name))}** opens {moment(night.at)} in <#{night.channel}>."


def mentions(night: QuizNight, members: Sequence[int]) -> str:
    names = " ".join(map(mention, members))
    return f"{names} You wanted to be reminded: the quiz opens {moment(night.at)}."


def listed(found: Sequence[ListedNight], own: Sequence[ListedNight]) -> Layout:
    """List the quizzes to come; those of `own` the reader may call off."""
    lines = ["## Quizzes to come"]
    for it in found:
        night = it.night
        waiting = f", {plural(it.waiting, 'member')} to be reminded" if it.waiting else ""
        lines.append(
            f"- {_when(night.at)} in <#{night.channel}>: {_what(night, it.name)}, by "
            f"{mention(night.host)}{waiting}"
        )
    if not found:
        lines.append("None is planned. `/quiz schedule when:friday 20:00` plans one.")
    options = [
        Option(str(it.night.number), f"{it.name}, {it.night.at:%d %b %H:%M} UTC") for it in own
    ]
    menus = [menu(CancelNight(), "Call one off", options)] if options else []
    return card([text("\n".join(lines))], rows_after=menus)


def _when(at: datetime) -> str:
    """Write a moment as each reader's own app shows it, by their clock."""
    return f"<t:{int(at.timestamp())}:F>"


def _what(night: QuizNight, name: str) -> str:
    mode = "" if night.rules.mode is Mode.CLASSIC else f", {night.rules.mode}"
    level = f", {night.wish.difficulty}" if night.wish.difficulty is not None else ""
    about = literal(name) if night.wish.topic is not None else "everything"
    return f"{plural(night.wish.count, 'question')} about {about}{level}{mode}"
