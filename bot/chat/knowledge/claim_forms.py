"""The forms of operators: claims, new or changed; names of a role; titles; a file."""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.chat.attachments import UploadError, read_attachment
from bot.chat.kit.actions import Action
from bot.chat.kit.components import button, card, literal, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Choice, Field, FileField, Form, uploaded
from bot.chat.kit.pages import line_text
from bot.chat.kit.reply import Reply
from bot.chat.knowledge.change_review import change_reply
from bot.chat.rights import for_operators
from bot.knowledge.money import PayClaim
from bot.lookups.wording import pay_line
from bot.records.claims import Claim
from bot.services.editing.claims import (
    Amount,
    ClaimGoneError,
    EditableClaim,
    claim_by_code,
    figures_edit,
    review_edit,
    titles_edit,
    words_edit,
)
from bot.services.editing.edits import Edit, RoleEdit
from bot.services.editing.new_claims import ClaimPlace, new_claim_edit, place_by_code

LONGEST_WORDS = 600
DATE_HINT = "2026, mid-2026, 2026-06, 2026-06-15 or 2025 to 2026"
WHY = Field("why", "Why? Kept in the history", most=200)
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AskFigures(Action, prefix="kef"):
    """Ask for other figures of a pay claim."""

    claim: str


@dataclass(frozen=True, slots=True)
class FiguresForm(Action, prefix="kff"):
    """Propose other figures of a pay claim."""

    claim: str


@dataclass(frozen=True, slots=True)
class AskWords(Action, prefix="kew"):
    """Ask for other words of a claim."""

    claim: str


@dataclass(frozen=True, slots=True)
class WordsForm(Action, prefix="kfw"):
    """Propose other words of a claim."""

    claim: str


@dataclass(frozen=True, slots=True)
class MarkReviewed(Action, prefix="ker"):
    """Propose to note that a claim was looked at and stands."""

    claim: str


@dataclass(frozen=True, slots=True)
class NewClaimForm(Action, prefix="kfn"):
    """Propose a claim for a place."""

    place: str


@dataclass(frozen=True, slots=True)
class RoleForm(Action, prefix="kfr"):
    """Propose other names of a role."""

    role: str


@dataclass(frozen=True, slots=True)
class TitlesForm(Action, prefix="kft"):
    """Propose titles for a role."""

    role: str


@dataclass(frozen=True, slots=True)
class UploadForm(Action, prefix="kfu"):
    """Take a knowledge file; without a name it is known by what the file is called."""

    file: str | None


def claim_card(context: Context, claim: EditableClaim) -> Reply:
    """Show a claim as it stands, and what can be done to it."""
    found = claim.claim
    lines = [f"## {literal(claim.about)}", f"`{claim.file}`"]
    if isinstance(found, PayClaim):
        said = pay_line(context.services.knowledge, found, context.now.date())
        lines.append(line_text(said, bullet=False))
    else:
        lines.append(literal(found.text))
    who = literal(", ".join(claim.sources))
    lines.append(f"-# {'Source' if claim.source else 'Sources'}: {who}{_dates(found)}")
    buttons = []
    if isinstance(found, PayClaim) and found.figures is not None:
        buttons.append(button("Change the figures", AskFigures(claim.code)))
    if not isinstance(found, PayClaim) or found.words is not None:
        buttons.append(button("Change the words", AskWords(claim.code)))
    buttons.append(button("Mark as reviewed", MarkReviewed(claim.code)))
    return Reply(card([text("\n".join(lines))], buttons))


def _dates(claim: Claim | PayClaim) -> str:
    date = f", dated {claim.date}" if claim.date is not None else ""
    return date + (f", last reviewed {claim.reviewed}" if claim.reviewed is not None else "")


def _claim(context: Context, code: str) -> EditableClaim:
    return claim_by_code(context.services.editing.snapshot, code)


async def ask_figures(context: Context, action: AskFigures) -> None:
    claim = _claim(context, action.claim)
    if not isinstance(claim.claim, PayClaim) or claim.claim.figures is None:
        raise ClaimGoneError
    figures = claim.claim.figures
    unit = f"{figures.currency} a {figures.period}"
    fields: list[Field | Choice | FileField] = [
        Field(it, f"{it.label}, {unit}", _plain(getattr(figures, it)), "empty for none", most=20)
        for it in Amount
    ]
    fields += [_sources(context, claim), _date(claim)]
    await context.open_form(Form("Change the figures", FiguresForm(action.claim), fields))


async def take_figures(context: Context, action: FiguresForm, fields: Fields) -> None:
    claim = _claim(context, action.claim)
    amounts = {it: fields.get(it, "") for it in Amount}
    source = fields.get("source", claim.source or "")
    await propose(context, figures_edit(claim, amounts, source, fields.get("date", "")), None)


async def ask_words(context: Context, action: AskWords) -> None:
    claim = _claim(context, action.claim)
    date = _date(claim, required=isinstance(claim.claim, PayClaim))
    fields = (
        Field(
            "text", "In our own words", claim.words, long=True, required=True, most=LONGEST_WORDS
        ),
        *((_sources(context, claim), date) if claim.source else ()),
        WHY,
    )
    await context.open_form(Form("Change the words", WordsForm(action.claim), fields))


async def take_words(context: Context, action: WordsForm, fields: Fields) -> None:
    claim = _claim(context, action.claim)
    source = fields.get("source", claim.source)
    edit = words_edit(claim, fields.get("text", ""), source, fields.get("date", ""))
    await propose(context, edit, fields.get("why"))


async def mark_reviewed(context: Context, action: MarkReviewed) -> None:
    edit = review_edit(_claim(context, action.claim), f"{context.now:%Y-%m}")
    await propose(context, edit, "reviewed")


def role_form(context: Context, role: str) -> Form:
    """Ask for other names of a role, and for its tier."""
    knowledge = context.services.knowledge
    known = knowledge.roles[role]
    tiers = [(tier.id, tier.name) for tier in knowledge.tiers.values()]
    fields = (
        Field("name", "Name", known.name, required=True, most=80),
        Field("short", "Short name, for buttons and charts", known.short, required=True, most=16),
        Choice("tier", "Tier", tiers, known.tier),
        WHY,
    )
    return Form(known.name, RoleForm(role), fields)


async def take_role(context: Context, action: RoleForm, fields: Fields) -> None:
    name, short = (" ".join(fields.get(it, "").split()) for it in ("name", "short"))
    edit = RoleEdit(role=action.role, name=name, short=short, tier=fields.get("tier", ""))
    await propose(context, edit, fields.get("why"))


def titles_form(context: Context, role: str) -> Form:
    """Ask for titles that mean a role, and for some that no longer do."""
    known = context.services.knowledge.roles[role]
    hint = "one a line, as people type them"
    fields = (
        Field("add", "Titles that mean this role", hint=hint, long=True, most=1000),
        Field("employers", "Only at these employers (ids, or empty)", most=200),
        Field("drop", "Titles that no longer mean it", hint=hint, long=True, most=1000),
        WHY,
    )
    return Form(f"Titles of {known.name}", TitlesForm(role), fields)


async def take_titles(context: Context, action: TitlesForm, fields: Fields) -> None:
    add, drop, employers = (fields.get(it, "") for it in ("add", "drop", "employers"))
    edit = titles_edit(context.services.knowledge, action.role, add, drop, employers)
    await propose(context, edit, fields.get("why"))


def upload_form(file: str | None, why: str | None) -> Form:
    """Ask for a file, for those who did not attach one to the command."""
    fields = (
        FileField("upload", "The file, as YAML"),
        Field("why", "Why? Kept in the history", why or "", most=300),
    )
    return Form("Upload a knowledge file", UploadForm(file), fields)


async def take_upload(context: Context, action: UploadForm, fields: Fields) -> None:
    attachment = uploaded(context.interaction, fields.get("upload", ""))
    if attachment is None:
        raise UploadError("No file came with that form.", "Open it again, and choose one.")
    await upload(context, attachment, action.file, fields.get("why", "").strip() or None)


async def upload(
    context: Context, attachment: discord.Attachment, file: str | None, why: str | None
) -> None:
    """Take a file that somebody sent, and show what it would change."""
    editing = context.services.editing
    name = editing.file_name(file, attachment.filename)
    await context.defer()
    body = await read_attachment(attachment)
    outcome = await editing.propose_file(context.member, name, body, why)
    await context.send(change_reply(outcome))


async def propose(context: Context, edit: Edit, why: str | None) -> None:
    """Show what an edit would do, with buttons to decide on it."""
    await context.defer()
    outcome = await context.services.editing.propose_edit(context.member, edit, why or None)
    await context.send(change_reply(outcome))


def _plain(amount: int | None) -> str:
    return "" if amount is None else str(amount)


def _sources(context: Context, claim: EditableClaim) -> Choice:
    known, now = context.services.knowledge.sources.values(), claim.source
    # The first 25 fit: the one that is cited goes first.
    options = sorted(((it.id, it.title) for it in known), key=lambda it: it[0] != now)
    return Choice("source", "Who says so", options, now)


def _date(claim: EditableClaim, *, required: bool = True) -> Field:
    date = claim.claim.date
    return Field("date", "As of", str(date) if date else "", DATE_HINT, required=required, most=40)


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


async def take_claim(context: Context, action: NewClaimForm, fields: Fields) -> None:
    place = place_by_code(context.services.editing.snapshot, action.place)
    text, source, date, scope = (fields.get(it, "") for it in ("text", "source", "date", "scope"))
    edit = new_claim_edit(place, text, source, date, scope)
    await propose(context, edit, fields.get("why"))


ACTIONS = for_operators(
    on(AskFigures, ask_figures),
    on_form(FiguresForm, take_figures),
    on(AskWords, ask_words),
    on_form(WordsForm, take_words),
    on(MarkReviewed, mark_reviewed),
    on_form(NewClaimForm, take_claim),
    on_form(RoleForm, take_role),
    on_form(TitlesForm, take_titles),
    on_form(UploadForm, take_upload),
)
