"""*Is my offer good?* under a role's pay: one amount to type, and the same card with it judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.answers import turn_page
from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.lookups.by_title import Asked
from bot.lookups.queries import SalaryQuery
from bot.lookups.typed_offer import NO_AMOUNT, how_read, offer_code
from bot.records.numbers import read_money

FIELD = "amount"
LONGEST = 40
"""Characters of an amount."""


@dataclass(frozen=True, slots=True)
class AskOffer(Action, prefix="toffer"):
    """Ask for the amount of an offer in a role, as the card it stands under narrows it."""

    role: str
    employer: str | None
    level: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class OfferForm(Action, prefix="tjudge"):
    """Judge the amount that was typed."""

    role: str
    employer: str | None
    level: str | None
    place: str | None


async def ask_offer(context: Context, action: AskOffer) -> None:
    field = Field(
        FIELD, "What were you offered?", hint="450k, or 38k a month", required=True, most=LONGEST
    )
    form = OfferForm(action.role, action.employer, action.level, action.place)
    await context.open_form(Form("Is my offer good?", form, (field,)))


async def judge(context: Context, action: OfferForm, fields: Mapping[str, str]) -> None:
    if (found := read_money(fields.get(FIELD, ""))) is None:
        await context.tell(NO_AMOUNT)
        return
    code = offer_code(found)
    query = SalaryQuery(action.role, action.employer, action.level, code, action.place)
    await turn_page(context, Asked(query, how_read(found)))


ACTIONS = (on(AskOffer, ask_offer), on_form(OfferForm, judge))
