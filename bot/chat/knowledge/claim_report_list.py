"""What members say is wrong with answers: listed, looked at, edited, settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, button, card, fitted, literal, menu, text
from bot.chat.kit.context import Context, on, on_menu
from bot.chat.kit.reply import Reply
from bot.chat.knowledge.claim_forms import claim_card
from bot.chat.page_ids import Open, page_id
from bot.chat.rights import for_operators
from bot.lookups.registry import decode
from bot.lookups.wording import plural
from bot.services.claim_reports import ReportedClaim
from bot.services.editing.claims import claim_by_code

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ShowReports(Action, prefix="kr"):
    """List what was reported: answers and quiz questions."""


@dataclass(frozen=True, slots=True)
class ChooseClaimReport(Action, prefix="krc"):
    """Show what was said of a claim or an answer; a menu of the codes of reports."""


@dataclass(frozen=True, slots=True)
class EditReported(Action, prefix="kre"):
    """Open the claim that was reported."""

    claim: str


@dataclass(frozen=True, slots=True)
class SettleClaimReport(Action, prefix="krs"):
    """Close the reports on a claim or an answer."""

    report: str


def claim_report_lines(found: Sequence[ReportedClaim]) -> list[str]:
    """List what was reported, the most reported first."""
    return [f"- {it.reports} × {literal(it.said)}" for it in found[:SHOWN]]


def claim_report_menu(found: Sequence[ReportedClaim]) -> Component:
    options = ((it.code, it.said, plural(it.reports, "report")) for it in found)
    return menu(ChooseClaimReport(), "Look at an answer…", options)


async def choose_report(
    context: Context, action: ChooseClaimReport, chosen: tuple[str, ...]
) -> None:
    del action
    found = await context.services.claim_reports.one(chosen[0])
    lines = [
        f"## Reported {found.reports} ×, last <t:{int(found.latest_at.timestamp())}:R>",
        literal(found.said),
        *(f"- “{literal(it)}”" for it in found.wrong),
    ]
    buttons = [button("Edit", EditReported(found.claim))] if found.claim is not None else []
    query = decode(found.query)
    if query is not None and (opening := page_id(Open, query)) is not None:
        buttons.append(button("The answer", opening))
    buttons += [button("Settled", SettleClaimReport(found.code)), button("Back", ShowReports())]
    await context.replace(Reply(card([text(fitted(lines))], buttons)))


async def edit_reported(context: Context, action: EditReported) -> None:
    found = claim_by_code(context.services.editing.snapshot, action.claim)
    await context.send(claim_card(context, found))


async def settle(context: Context, action: SettleClaimReport) -> None:
    reports = context.services.claim_reports
    found = await reports.one(action.report)
    await reports.settle(context.member, found)
    said = f"Settled: {literal(found.said)}"
    await context.replace(Reply(card([text(said)], [button("Back", ShowReports())])))


ACTIONS = for_operators(
    on_menu(ChooseClaimReport, choose_report),
    on(EditReported, edit_reported),
    on(SettleClaimReport, settle),
)
