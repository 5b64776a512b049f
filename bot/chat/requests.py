"""*Ask for this to be added*: what members miss, counted for the operators."""

from dataclasses import dataclass
from typing import assert_never

from bot.chat.asking import slowed_down
from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context
from bot.chat.kit.dispatch import on
from bot.language.reading import Missed
from bot.services.misses import RequestNoted, RequestRefused


@dataclass(frozen=True, slots=True)
class WantAnswer(Action, prefix="twant"):
    """Count that the clicker wants something to be added."""

    kind: Missed
    text: str


async def want(context: Context, action: WantAnswer) -> None:
    if await slowed_down(context):
        return
    asker = context.local.asker
    outcome = await context.services.misses.want(asker, context.member, action.text, action.kind)
    await context.tell(_said(outcome))


def _said(outcome: RequestNoted | RequestRefused) -> str:
    match outcome:
        case RequestNoted(wanted, is_new=True):
            others = f" {wanted} members want it by now." if wanted > 1 else ""
            return f"Noted: the people who look after what I know see your request.{others}"
        case RequestNoted():
            return "You asked for this already, and it still counts."
        case RequestRefused.SETTLED:
            return "The people who look after what I know have looked at this one already."
        case RequestRefused.NOTHING_KEPT:
            return (
                "I keep only words of the field and found none in this. Ask with the name of a "
                "job, a level or a lab, and I can pass it on."
            )
        case _:
            assert_never(outcome)


ACTIONS = (on(WantAnswer, want),)
