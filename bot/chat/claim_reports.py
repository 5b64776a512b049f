"""*Something wrong?* under an answer, for members; *Edit* beside it, for operators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.chat.answers import slowed_down
from bot.chat.kit.actions import Action
from bot.chat.kit.components import OPTION_LIMIT, card, literal, menu, text
from bot.chat.kit.context import OUTDATED, Context, on, on_form, on_menu
from bot.chat.kit.forms import Choice, Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.knowledge.claim_forms import claim_card
from bot.chat.page_ids import EditShown, PageAction, ReportForm, SayWrong
from bot.chat.rights import for_operators
from bot.knowledge.money import PayClaim
from bot.lookups.model import Answer
from bot.lookups.wording import claim_label, pay_text
from bot.services.editing.claims import EditableClaim, claim_by_code, editable

WHOLE = "all"
MOST_CLAIMS = 24
"""Claims that a menu offers beside the whole answer."""
LONGEST = 500


@dataclass(frozen=True, slots=True)
class ChooseShown(Action, prefix="kes"):
    """Open one of the claims of an answer; a menu of their codes."""


async def say_wrong(context: Context, action: SayWrong) -> None:
    """Ask what is wrong, and with which of the claims that an answer shows."""
    if (answer := await _answer(context, action)) is None:
        return
    options = [(WHOLE, "All of it, or something else")]
    options += [(it.code, _named(context, it)) for it in _shown(context, answer)]
    what = Field("wrong", "What is wrong? The operators read it", long=True, most=LONGEST)
    which = Choice("claim", "What is it about?", options, WHOLE)
    form = ReportForm(action.page, action.code)
    await context.open_form(Form("Something wrong?", form, (which, what)))


async def take_report(context: Context, action: ReportForm, fields: Mapping[str, str]) -> None:
    """Keep a report with what it is about; a claim that the answer does not show is none."""
    if (answer := await _answer(context, action)) is None or await slowed_down(context):
        return
    shown = {it.code: it for it in _shown(context, answer)}
    claim = shown.get(fields.get("claim", WHOLE))
    said = answer.headline if claim is None else _named(context, claim)
    code, wrong = (None if claim is None else claim.code), fields.get("wrong", "")
    reports = context.services.claim_reports
    if await reports.report(context.member, action.code, code, said, wrong):
        await context.tell("Thank you. The people who look after what I know read it.")
    else:
        await context.tell("You reported that already, and it still waits for somebody to look.")


async def edit_shown(context: Context, action: EditShown) -> None:
    """Show an operator the claims of an answer, each of which can be changed."""
    if (answer := await _answer(context, action)) is None:
        return
    shown = tuple(_shown(context, answer))
    if not shown:
        await context.tell(
            "Nothing here stands as a claim of its own. `/knowledge download` has the files."
        )
    elif len(shown) == 1:
        await context.send(claim_card(context, shown[0]))
    else:
        options = ((it.code, _named(context, it), it.file) for it in shown)
        chooser = menu(ChooseShown(), "Edit…", options)
        head = f"## What this answer says\n{literal(answer.headline)}"
        await context.send(Reply(card([text(head)], rows_after=[chooser])))


async def choose_shown(context: Context, action: ChooseShown, chosen: tuple[str, ...]) -> None:
    del action
    found = claim_by_code(context.services.editing.snapshot, chosen[0])
    await context.replace(claim_card(context, found))


async def _answer(context: Context, action: PageAction) -> Answer | None:
    """Answer the query of an action again; say so where this version knows none such."""
    if (query := action.query) is None:
        await context.tell(OUTDATED)
        return None
    return context.local.answers.answer(query)


def _shown(context: Context, answer: Answer) -> Iterator[EditableClaim]:
    found = editable(context.services.editing.snapshot, answer.all_claims)
    yield from found[:MOST_CLAIMS]


def _named(context: Context, claim: EditableClaim) -> str:
    """Say a claim as an answer does, as far as a menu has room."""
    found = claim.claim
    if isinstance(found, PayClaim):
        said = f"{claim_label(context.services.knowledge, found)}: {pay_text(found)}"
    else:
        said = found.text
    return said if len(said) <= OPTION_LIMIT else said[: OPTION_LIMIT - 1] + "…"


ACTIONS = (
    on(SayWrong, say_wrong),
    on_form(ReportForm, take_report),
    *for_operators(on(EditShown, edit_shown), on_menu(ChooseShown, choose_shown)),
)
