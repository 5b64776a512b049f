"""The small edits: a claim's figures, words and review; a role's names; what means a role."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import Form
from bot.chat.kit.components import button, card, text
from bot.chat.kit.errors import tell
from bot.chat.kit.forms import Choice, Field
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import line_text, literal
from bot.chat.knowledge.ids import Code, Verb
from bot.chat.knowledge.proposing import is_operator, propose_edit
from bot.knowledge.money import PayClaim
from bot.lookups.wording import pay_line
from bot.quiz.items.number import read_number
from bot.records.dates import When
from bot.records.fields import Claim
from bot.services.editing.claims import EditableClaim, claim_by_code
from bot.services.editing.edits import AliasEdit, PayEdit, ReviewEdit, RoleEdit, WordsEdit

Interaction = discord.Interaction[Any]
Values = Mapping[str, str]
LONGEST_WORDS = 600
WHY = Field("why", "Why? Kept in the history", most=200)
AMOUNTS = (("low", "Low end"), ("median", "Median"), ("high", "High end"))


def claim_card(interaction: Interaction, place: EditableClaim) -> FrameView:
    """Show a claim as it stands, and what can be done to it."""
    context = context_of(interaction)
    claim = place.claim
    lines = [f"## {literal(place.about)}", f"`{place.file}`"]
    if isinstance(claim, PayClaim):
        said = pay_line(context.knowledge, claim, context.clock().date())
        lines.append(line_text(said, dict.fromkeys(said.sources, 1), bullet=False))
    else:
        lines.append(literal(claim.text))
    lines.append(f"-# Source: {literal(claim.source)}{_dates(claim)}")
    buttons = []
    if isinstance(claim, PayClaim) and claim.figures is not None:
        buttons.append(button("Change the figures", str(Code(Verb.FIGURES, place.code))))
    if not isinstance(claim, PayClaim) or claim.words is not None:
        buttons.append(button("Change the words", str(Code(Verb.WORDS, place.code))))
    buttons.append(button("Mark as reviewed", str(Code(Verb.REVIEWED, place.code))))
    return card([text("\n".join(lines))], buttons)


def _dates(claim: Claim | PayClaim) -> str:
    date = f", dated {claim.date}" if claim.date is not None else ""
    return date + (f", last reviewed {claim.reviewed}" if claim.reviewed is not None else "")


async def _place(interaction: Interaction, code: Code) -> EditableClaim | None:
    """Give the claim of a button, to operators; tell where that cannot be."""
    if not await is_operator(interaction):
        return None
    return claim_by_code(context_of(interaction).repository.snapshot, code.about)


async def ask_figures(interaction: Interaction, code: Code) -> None:
    """Ask for other figures of a pay claim."""
    place = await _place(interaction, code)
    if place is None or not isinstance(place.claim, PayClaim) or place.claim.figures is None:
        return
    figures = place.claim.figures
    unit = f"{figures.currency} a {figures.period}"
    fields: list[Field | Choice] = [
        Field(name, f"{label}, {unit}", _plain(getattr(figures, name)), "empty for none", most=20)
        for name, label in AMOUNTS
    ]
    fields += [_sources(interaction, place), _date(place)]
    await interaction.response.send_modal(Form("Change the figures", str(code), fields))


async def take_figures(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose other figures."""
    place = await _place(interaction, code)
    if place is None or not isinstance(place.claim, PayClaim):
        return
    amounts: dict[str, int | None] = {}
    for name, label in AMOUNTS:
        typed = values.get(name, "").strip()
        amounts[name] = read_number(typed) if typed else None
        if typed and amounts[name] is None:
            wrong = f"{label}: “{literal(typed)}” is no amount. Write it like 249000 or 249k."
            await tell(interaction, wrong)
            return
    if (date := await _read_date(interaction, values)) is None:
        return
    source = values.get("source", place.claim.source)
    edit = PayEdit(claim=place.claim.id, source=source, date=date, **amounts)
    await propose_edit(interaction, edit, None)


async def ask_words(interaction: Interaction, code: Code) -> None:
    """Ask for other words of a claim."""
    place = await _place(interaction, code)
    if place is None:
        return
    words = _words(place.claim)
    fields = (
        Field("text", "In our own words", words, long=True, required=True, most=LONGEST_WORDS),
        _sources(interaction, place),
        _date(place, required=isinstance(place.claim, PayClaim)),
        WHY,
    )
    await interaction.response.send_modal(Form("Change the words", str(code), fields))


async def take_words(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose other words."""
    if (place := await _place(interaction, code)) is None:
        return
    typed = values.get("date", "").strip()
    date = await _read_date(interaction, values) if typed else None
    if typed and date is None:
        return
    pays = isinstance(place.claim, PayClaim)
    edit = WordsEdit(
        file=place.file,
        path=place.path,
        field="words" if pays else "text",
        was=_words(place.claim),
        id=place.claim.id if isinstance(place.claim, PayClaim) else None,
        text=values.get("text", ""),
        source=values.get("source", place.claim.source),
        date=date,
    )
    await propose_edit(interaction, edit, values.get("why") or None)


async def mark_reviewed(interaction: Interaction, code: Code) -> None:
    """Propose to note that a claim was looked at and stands."""
    if (place := await _place(interaction, code)) is None:
        return
    pay = place.claim if isinstance(place.claim, PayClaim) else None
    edit = ReviewEdit(
        file=place.file,
        path=place.path,
        was=None if pay is not None else _words(place.claim),
        id=pay.id if pay is not None else None,
        month=f"{context_of(interaction).clock():%Y-%m}",
    )
    await propose_edit(interaction, edit, "reviewed")


async def ask_role(interaction: Interaction, role: str) -> None:
    """Ask for other names of a role, and for its tier."""
    knowledge = context_of(interaction).knowledge
    known = knowledge.roles[role]
    tiers = [(tier.id, tier.name) for tier in knowledge.tiers.values()]
    fields = (
        Field("name", "Name", known.name, required=True, most=80),
        Field("short", "Short name, for buttons and charts", known.short, required=True, most=16),
        Choice("tier", "Tier", tiers, known.tier),
        WHY,
    )
    await interaction.response.send_modal(Form(known.name, str(Code(Verb.ROLE, role)), fields))


async def take_role(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose other names of a role."""
    if not await is_operator(interaction):
        return
    name, short = (" ".join(values.get(it, "").split()) for it in ("name", "short"))
    edit = RoleEdit(role=code.about, name=name, short=short, tier=values.get("tier", ""))
    await propose_edit(interaction, edit, values.get("why") or None)


async def ask_alias(interaction: Interaction, role: str) -> None:
    """Ask for titles that mean a role, and for some that no longer do."""
    known = context_of(interaction).knowledge.roles[role]
    hint = "one a line, as people type them"
    fields = (
        Field("add", "Titles that mean this role", hint=hint, long=True, most=1000),
        Field("employers", "Only at these employers (ids, or empty)", most=200),
        Field("drop", "Titles that no longer mean it", hint=hint, long=True, most=1000),
        WHY,
    )
    await interaction.response.send_modal(
        Form(f"Titles of {known.name}", str(Code(Verb.ALIAS, role)), fields)
    )


async def take_alias(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose titles for a role."""
    if not await is_operator(interaction):
        return
    titles = context_of(interaction).knowledge.titles
    employers: list[str] = []
    for typed in values.get("employers", "").replace(",", "\n").splitlines():
        if not typed.strip():
            continue
        if (found := titles.employer(typed.strip())) is None:
            said = f"I know no employer “{literal(typed.strip())}”. Add it to employers.yaml first."
            await tell(interaction, said)
            return
        employers.append(found.id)
    edit = AliasEdit(
        role=code.about,
        add=_lines(values.get("add", "")),
        drop=_lines(values.get("drop", "")),
        employers=tuple(employers),
    )
    await propose_edit(interaction, edit, values.get("why") or None)


def _lines(typed: str) -> tuple[str, ...]:
    folded = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in folded if line))


def _words(claim: Claim | PayClaim) -> str:
    return (claim.words or "") if isinstance(claim, PayClaim) else claim.text


def _plain(amount: int | None) -> str:
    return "" if amount is None else str(amount)


def _sources(interaction: Interaction, place: EditableClaim) -> Choice:
    known, now = context_of(interaction).knowledge.sources.values(), place.claim.source
    # The first 25 fit: the one that is cited goes first.
    options = sorted(((it.id, it.title) for it in known), key=lambda it: it[0] != now)
    return Choice("source", "Who says so", options, now)


def _date(place: EditableClaim, *, required: bool = True) -> Field:
    date = place.claim.date
    hint = "2026, mid-2026, 2026-06, 2026-06-15 or 2025 to 2026"
    return Field("date", "As of", str(date) if date else "", hint, required=required, most=40)


async def _read_date(interaction: Interaction, values: Values) -> str | None:
    """Read a date; tell how one is written where this is none."""
    try:
        return str(When.parse(values.get("date", "")))
    except ValueError as error:
        await tell(interaction, f"As of: {literal(str(error))}.")
        return None
