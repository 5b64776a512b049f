"""What members reported; of quiz questions, how they fared and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, fitted, literal, menu, text
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.knowledge.change_review import change_reply
from bot.chat.knowledge.claim_report_list import (
    ShowReports,
    claim_report_lines,
    claim_report_menu,
)
from bot.chat.rights import for_operators
from bot.knowledge.decks import ChoiceItem
from bot.lookups.wording import plural
from bot.services.reports import (
    ItemRecord,
    ItemWording,
    PoorItem,
    ReportedItem,
    ReportSettledError,
)

MAX_GIVEN = 8
SHOWN = 20


@dataclass(frozen=True, slots=True)
class ChooseReported(Action, prefix="krl"):
    """Show how a question fared; a menu of the codes of items."""


@dataclass(frozen=True, slots=True)
class BringBack(Action, prefix="krb"):
    """Ask a retired question again; a menu of the codes of items."""


@dataclass(frozen=True, slots=True)
class KeepItem(Action, prefix="krk"):
    """Close the reports on a question, which is fine."""

    item: str


@dataclass(frozen=True, slots=True)
class AskWording(Action, prefix="kra"):
    """Ask for other words of a question."""

    item: str


@dataclass(frozen=True, slots=True)
class WordingForm(Action, prefix="krf"):
    """Propose other words of a question."""

    item: str


@dataclass(frozen=True, slots=True)
class RetireItem(Action, prefix="krr"):
    """Ask a question no more."""

    item: str


@dataclass(frozen=True, slots=True)
class VoidItem(Action, prefix="krv"):
    """Let a question count in no past game."""

    item: str


@dataclass(frozen=True, slots=True)
class JudgeAgain(Action, prefix="krj"):
    """Judge past answers by the question as it stands now."""

    item: str


async def report_list(context: Context, note: str | None = None) -> Layout:
    """List reported answers and questions, the most reported first, and questions retired."""
    found = await context.services.reports.listed()
    answers = await context.services.claim_reports.listed()
    lines = ["## Reported", *([note] if note else [])]
    menus = []
    if answers:
        lines += ["**Answers**", *claim_report_lines(answers), "**Quiz questions**"]
        menus.append(claim_report_menu(answers))
    lines += [_line(it) for it in found.reported[:SHOWN]] or ["Nothing is reported."]
    if found.reported:
        options = [(it.code, it.question, f"{it.reports} reports") for it in found.reported]
        menus.append(menu(ChooseReported(), "Look at a question…", options))
    if found.poor:
        lines += ["**Worth a look, by the answers**", *map(_poor_line, found.poor[:SHOWN])]
    if found.retired:
        lines.append(f"{len(found.retired)} retired.")
        options = [(it.code, it.question, "retired") for it in found.retired]
        menus.append(menu(BringBack(), "Bring back…", options))
    return card([text(fitted(lines))], rows_after=menus)


def _line(one: ReportedItem) -> str:
    away = f" · **out of play in {plural(one.servers, 'server')}**" if one.servers else ""
    return f"- {one.reports} × {literal(one.question)}{away}"


def _poor_line(one: PoorItem) -> str:
    learned = one.learned
    share = f"{round(100 * learned.right)} % of {learned.answered} answers are right"
    why = "good players miss it; " if learned.misleads else ""
    return f"- {why}{share}: {literal(one.question)}"


async def _card(context: Context, reported: ReportedItem, note: str | None = None) -> Layout:
    """Show how an item fared, and what can be done."""
    record = await context.services.reports.record(reported)
    lines = [f"## Reported {reported.reports} times"] + ([note] if note else [])
    item = reported.item
    if item is None:
        lines.append(f"`{reported.id}` is no longer asked: its fact or its deck has changed.")
    else:
        lines += [literal(item.question), f"**Right:** {literal(record.right_answer or '')}"]
        lines.append(f"-# {literal(item.explanation)} Source: {literal(item.source)}")
    lines += _fared(record)
    code = reported.code
    buttons = [button("Keep it", KeepItem(code))]
    if item is not None and reported.file is not None:
        buttons.append(button("Mend it…", AskWording(code)))
    if item is not None:
        buttons.append(button("Retire it", RetireItem(code)))
    if record.figures.answered:
        buttons.append(button("Take it out of past scores", VoidItem(code)))
        if isinstance(item, ChoiceItem):
            buttons.append(button("Judge past answers again", JudgeAgain(code)))
    buttons.append(button("Back", ShowReports()))
    return card([text("\n".join(lines))], buttons)


def _fared(record: ItemRecord) -> list[str]:
    """Say how an item fared: right ones, by option, by time."""
    figures = record.figures
    if not figures.answered:
        return ["Nobody has answered it in a game that counts."]
    share = round(100 * figures.right / figures.answered)
    lines = [f"Answered {figures.answered} times, {figures.right} right ({share} %)."]
    for given, times in figures.given[:MAX_GIVEN]:
        lines.append(f"- {times} × {literal(given)}")
    spans = (("right", figures.right_ms), ("wrong", figures.wrong_ms))
    said = [f"{what} after {ms / 1000:.1f} s" for what, ms in spans if ms is not None]
    lines.append(f"-# On average {', '.join(said)}.")
    return lines


async def show_reports(context: Context, action: ShowReports) -> None:
    del action
    await context.send(Reply(await report_list(context)))


async def choose_reported(
    context: Context, action: ChooseReported, chosen: tuple[str, ...]
) -> None:
    del action
    reported = await context.services.reports.one(chosen[0])
    await context.replace(Reply(await _card(context, reported)))


async def bring_back(context: Context, action: BringBack, chosen: tuple[str, ...]) -> None:
    del action
    await context.services.reports.bring_back(chosen[0])
    await context.replace(Reply(await report_list(context, "It is in play again.")))


async def keep(context: Context, action: KeepItem) -> None:
    reports = context.services.reports
    await reports.keep(context.member, await reports.one(action.item))
    await context.replace(Reply(await report_list(context, "Kept; it is in play.")))


async def ask_wording(context: Context, action: AskWording) -> None:
    item = (await context.services.reports.one(action.item)).item
    if item is None:
        raise ReportSettledError
    fields = [Field("question", "Question", item.question, long=True, required=True, most=300)]
    if isinstance(item, ChoiceItem):
        fields.append(Field("right", "Right option", item.right, required=True, most=80))
        wrong = "\n".join(item.wrong)
        fields.append(
            Field("wrong", "Wrong, one a line", wrong, long=True, required=True, most=400)
        )
    explained = item.explanation
    fields.append(Field("explanation", "Why", explained, long=True, required=True, most=400))
    await context.open_form(Form("Mend the question", WordingForm(action.item), fields))


async def take_wording(context: Context, action: WordingForm, fields: Mapping[str, str]) -> None:
    reports = context.services.reports
    reported = await reports.one(action.item)
    wording = ItemWording(
        question=fields.get("question", ""),
        explanation=fields.get("explanation", ""),
        right=fields.get("right"),
        wrong=tuple(fields.get("wrong", "").splitlines()),
    )
    await context.defer()
    outcome = await reports.propose_wording(context.member, reported, wording)
    await context.send(change_reply(outcome))


async def retire(context: Context, action: RetireItem) -> None:
    """Ask an item no more: a written one leaves its deck, a generated one is remembered."""
    reports = context.services.reports
    reported = await reports.one(action.item)
    if reported.file is not None:
        await context.defer()
    outcome = await reports.retire(context.member, reported)
    if outcome is not None:
        await context.send(change_reply(outcome))
        return
    note = "Retired; it is asked no more, until its fact changes."
    await context.replace(Reply(await report_list(context, note)))


async def void(context: Context, action: VoidItem) -> None:
    reported = await context.services.reports.one(action.item)
    games = await context.services.reports.void(reported)
    note = f"Taken out of the scores of {games} past game{'' if games == 1 else 's'}."
    await context.replace(Reply(await _card(context, reported, note)))


async def judge_again(context: Context, action: JudgeAgain) -> None:
    reported = await context.services.reports.one(action.item)
    changed = await context.services.reports.judge_again(reported)
    note = f"Judged again: {changed} answer{'' if changed == 1 else 's'} changed."
    await context.replace(Reply(await _card(context, reported, note)))


ACTIONS = for_operators(
    on(ShowReports, show_reports),
    on_menu(ChooseReported, choose_reported),
    on_menu(BringBack, bring_back),
    on(KeepItem, keep),
    on(AskWording, ask_wording),
    on_form(WordingForm, take_wording),
    on(RetireItem, retire),
    on(VoidItem, void),
    on(JudgeAgain, judge_again),
)
