"""`/knowledge add claim`: a claim by a form, checked and looked at like every other change."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context
from bot.chat.kit.dispatch import on_form
from bot.chat.kit.forms import Choice, Field, Form
from bot.chat.knowledge.claim_forms import DATE_HINT, LONGEST_WORDS, WHY, propose
from bot.chat.rights import for_operators
from bot.services.editing.new_claims import ClaimPlace, new_claim_edit, place_by_code


@dataclass(frozen=True, slots=True)
class NewClaimForm(Action, prefix="kfn"):
    """Propose a claim for a place."""

    place: str


def new_claim_form(context: Context, place: ClaimPlace) -> Form:
    """Ask for the sentence, who says it, when and where it holds."""
    sources = [(it.id, it.title) for it in context.services.knowledge.sources.values()]
    pays = place.role is not None
    date = Field("date", "As of", hint=DATE_HINT, required=pays, most=40)
    fields = (
        Field("text", "In our own words", long=True, required=True, most=LONGEST_WORDS),
        Choice("source", "Who says so", sources),
        date,
        Field("scope", "Where or for whom it holds, if narrower", most=80),
        WHY,
    )
    return Form(f"{place.about}: {place.kind}", NewClaimForm(place.code), fields)


async def take_claim(context: Context, action: NewClaimForm, fields: Mapping[str, str]) -> None:
    place = place_by_code(context.services.editing.snapshot, action.place)
    text, source, date, scope = (fields.get(it, "") for it in ("text", "source", "date", "scope"))
    edit = new_claim_edit(place, text, source, date, scope)
    await propose(context, edit, fields.get("why"))


ACTIONS = for_operators(on_form(NewClaimForm, take_claim))
