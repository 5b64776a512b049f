"""What members report to earn: a form for one's own, figures of groups, and what is far off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, fitted, literal, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import TITLE_LIMIT, Choice, Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.page_ids import OpenBeside, page_id
from bot.chat.rights import for_moderators, require_moderator, require_server
from bot.knowledge.base import Knowledge
from bot.knowledge.money import BASIS_WORDS, amount, span
from bot.knowledge.roles import Role
from bot.lookups.pay import region_words
from bot.lookups.queries import SalaryQuery
from bot.lookups.typed_offer import NO_AMOUNT, PLACE_LIMIT, country
from bot.lookups.wording import capital, in_plural, plural, with_article
from bot.records.numbers import CURRENCIES, read_money
from bot.services.pay_reports import MemberPayError
from bot.tools.member_pay import LEAST, HeldPay, PayGroup, PayReport

OTHER = "other"
LONGEST = 40
BASES: Mapping[str, str] = {
    "total": "Total: base, bonus and equity",
    "base": "Base salary alone",
}
PROMISE = (
    f"Others see it only with at least {LEAST - 1} similar reports, rounded and without names. If "
    "you report again, the new one replaces this. It is deleted after a year, or at once with "
    "/privacy."
)
SO_MANY = (
    f"I show pay once {LEAST} members report the same level, country, currency, and total or base. "
    "No names are shown."
)
HELD = (
    "It is far from what is published or reported, so a moderator looks at it first: they see the "
    "amount, the role and the level, and not who you are."
)
OUTLIER = (
    "It is under half or over twice what is published or reported here. Let it count where it may "
    "be true."
)
UNCHECKED = (
    "-# Members report this themselves, and nobody checks it. It is rounded, and no part of what "
    "is published."
)


class PayFormError(MemberPayError):
    """Something in the form cannot be used."""

    remedy = "Send the form again with /pay share."


@dataclass(frozen=True, slots=True)
class SharePay(Action, prefix="pays"):
    """Open the form for what one earns in a role."""

    role: str
    employer: str | None


@dataclass(frozen=True, slots=True)
class PayForm(Action, prefix="payf"):
    """Keep what one earns."""

    role: str
    employer: str | None


@dataclass(frozen=True, slots=True)
class CountPay(Action, prefix="payc"):
    """Let a report count that was held."""

    report: int


@dataclass(frozen=True, slots=True)
class DeclinePay(Action, prefix="payd"):
    """Delete a report that was held."""

    report: int


async def ask_pay(context: Context, action: SharePay) -> None:
    """Open the form, where the server has members' pay."""
    context.services.pay_reports.require(require_server(context))
    role, knowledge = _role(context, action.role), context.services.knowledge
    levels = [(it.id, ", ".join((it.name, *it.also))) for it in knowledge.levels.levels]
    fields = (
        Field("amount", "What do you earn in a year?", hint="450k", required=True, most=LONGEST),
        Choice("currency", "In which currency?", [(it, it) for it in CURRENCIES], "USD"),
        Choice("basis", "Base salary or total pay?", list(BASES.items())),
        Choice("level", "At which level?", [*levels, (OTHER, "Another, or I don't know")]),
        Field("place", "In which country?", hint="US, Germany", required=True, most=PLACE_LIMIT),
    )
    form = PayForm(action.role, action.employer)
    await context.open_form(Form(_title(role), form, fields))


def _title(role: Role) -> str:
    """Name the role in full, where a form's title has room for that."""
    full = f"Your pay as {with_article(role.name)}"
    return full if len(full) <= TITLE_LIMIT else f"Your pay as {with_article(role.short)}"


async def take_pay(context: Context, action: PayForm, fields: Mapping[str, str]) -> None:
    guild, role = require_server(context), _role(context, action.role)
    context.services.pay_reports.require(guild)
    report = _report(context.services.knowledge, action, fields)
    shared = await context.services.pay_reports.share(guild, context.member, report)
    earned = f"{amount(report.amount, report.currency)} a year, {BASIS_WORDS[report.basis]},"
    lines = [
        "## Thank you, that waits for a moderator" if shared.held else "## Thank you, that counts",
        f"You reported {earned} as {_who(context.services.knowledge, report, role.name)}.",
        *([HELD] if shared.held else []),
        *(["It takes the place of your earlier report."] if shared.replaced else []),
        f"-# {PROMISE}",
    ]
    await context.send(Reply(card([text("\n".join(lines))])))


def _role(context: Context, role: str) -> Role:
    """Find a role by its id; raise PayFormError for one that is gone."""
    if (found := context.services.knowledge.roles.get(role)) is None:
        raise PayFormError("I don't know that role any more.")
    return found


def _report(knowledge: Knowledge, action: PayForm, fields: Mapping[str, str]) -> PayReport:
    """Read the form; raise PayFormError."""
    currency, basis = fields.get("currency", ""), fields.get("basis", "")
    found, place = read_money(fields.get("amount", "")), country(fields.get("place", ""))
    if found is None:
        raise PayFormError(NO_AMOUNT)
    if found.per != "year":
        raise PayFormError(f"I need what you earn in a year, and that is for a {found.per}.")
    if found.currency not in (None, currency):
        raise PayFormError(f"You typed an amount in {found.currency} and chose {currency}.")
    if place is None or currency not in CURRENCIES or basis not in BASES:
        raise PayFormError("I need a country, a currency, and what the amount counts.")
    levels, level = {it.id for it in knowledge.levels.levels}, fields.get("level")
    return PayReport(
        action.role,
        level if level in levels else None,
        action.employer if action.employer in knowledge.employers else None,
        place,
        currency,
        "total" if basis == "total" else "base",
        found.value,
    )


async def show_pay(context: Context, role: str) -> None:
    """Show what members report of a role, as far as that singles nobody out."""
    found = await context.services.pay_reports.of_role(require_server(context), role)
    knowledge = context.services.knowledge
    buttons = [button("Share yours", SharePay(role, None))]
    if (published := page_id(OpenBeside, SalaryQuery(role))) is not None:
        buttons.append(button("Published pay", published))
    name = knowledge.roles[role].name
    lines = [*_groups(knowledge, name, found.groups)] or _none_yet(name, found.missing)
    await context.send(Reply(card([text(fitted(lines))], buttons)))


def _none_yet(name: str, missing: int) -> list[str]:
    more = plural(missing, "more matching report")
    return [
        f"## {more} needed to show what {in_plural(name)} here earn",
        SO_MANY,
    ]


def _groups(knowledge: Knowledge, name: str, groups: Sequence[PayGroup]) -> Iterator[str]:
    """Say the largest group in full, and each other on a line."""
    for at, it in enumerate(groups):
        currency, basis = it.like.currency, BASIS_WORDS[it.like.basis]
        middle, half = amount(it.median, currency), span(it.low, it.high, currency)
        said = f"{it.members} members of this server reported"
        if at == 0:
            yield f"## Members here: {middle} a year for {_who(knowledge, it.like, name)}"
            yield f"{said} their pay, and that is the median. The middle half is {half}, {basis}."
        else:
            where = capital(_where(knowledge, it.like))
            yield f"- **{where}, {basis}:** median {middle}, middle half {half}; {said}"
    if groups:
        yield UNCHECKED


def _who(knowledge: Knowledge, report: PayReport, name: str) -> str:
    return f"{with_article(name)} {_where(knowledge, report)}"


def _where(knowledge: Knowledge, report: PayReport) -> str:
    levels = {it.id: it.name for it in knowledge.levels.levels}
    parts = [f"at {levels[report.level]}" if report.level in levels else "at another level"]
    if report.employer is not None and report.employer in knowledge.employers:
        parts.append(f"at {knowledge.employers[report.employer].name}")
    return " ".join((*parts, f"in {literal(region_words(report.place))}"))


def held_screen(knowledge: Knowledge, held: Sequence[HeldPay]) -> Layout:
    """Show the report that waits longest: the amount, the role and the level, and nothing else."""
    if not held:
        return card([text("## No report of pay waits")])
    report, number = held[0].report, held[0].number
    levels = {it.id: it.name for it in knowledge.levels.levels}
    role = knowledge.roles.get(report.role)
    names = (role.name if role is not None else report.role, levels.get(report.level or ""))
    who = ", ".join(filter(None, names))
    lines = [
        f"## {plural(len(held), 'report')} of pay {'waits' if len(held) == 1 else 'wait'} for you",
        f"**{amount(report.amount, report.currency)} a year**, {BASIS_WORDS[report.basis]}: {who}.",
        OUTLIER,
        "-# Nobody sees whose it is. Declined reports are deleted, and may be sent again.",
    ]
    buttons = [
        button("Let it count", CountPay(number), primary=True),
        button("Decline", DeclinePay(number)),
    ]
    return card([text("\n".join(lines))], buttons)


async def show_held(context: Context) -> None:
    held = await context.services.pay_reports.held(require_moderator(context))
    await context.send(Reply(held_screen(context.services.knowledge, held)))


async def count_pay(context: Context, action: CountPay) -> None:
    await _settle(context, action.report, count=True)


async def decline_pay(context: Context, action: DeclinePay) -> None:
    await _settle(context, action.report, count=False)


async def _settle(context: Context, report: int, *, count: bool) -> None:
    """Settle one report, and show the next."""
    guild, reports = require_moderator(context), context.services.pay_reports
    await reports.settle(guild, report, count=count)
    await context.replace(Reply(held_screen(context.services.knowledge, await reports.held(guild))))


ACTIONS = (
    on(SharePay, ask_pay),
    on_form(PayForm, take_pay),
    *for_moderators(on(CountPay, count_pay), on(DeclinePay, decline_pay)),
)
