"""Turn knowledge into lines: shared words for facts, pay, dates and what people typed."""

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import (
    BASIS_WORDS,
    Figures,
    PayClaim,
    PayRatio,
    PayStatement,
    money,
    ratio_amount,
)
from bot.knowledge.roles import Source
from bot.language.reading import Missed
from bot.language.words import clean
from bot.lookups.model import AnswerAction, Block, Line, Mark, Topic
from bot.records.claims import Claim
from bot.records.dates import When
from bot.records.numbers import NUMBER_WORDS

OLD_AFTER_MONTHS = 18
QUOTE_LIMIT = 90
ADD = "Ask for this to be added"
REQUEST_LIMIT = 80
"""Characters of what is asked for: as many as a button's id has room for."""
Marks = tuple[tuple[Mark, str | None], ...]


def quote(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Repeat what a person typed, on one line, so that it neither links nor reorders text."""
    line = " ".join((text if text.isprintable() else _visible(text)).split())
    return "“" + cut(re.sub(r"://+", ": ", line), limit) + "”"


def _visible(text: str) -> str:
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return "".join(kept)


def cut(text: str, limit: int) -> str:
    """Shorten text to a limit at a word, with an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;. ") + "…"


def join(items: Sequence[str], last: str = "and") -> str:
    """Join names as in a sentence: a, b and c."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def spoken(date: When) -> str:
    """Say a date as people do: June 2026, 15 June 2026, mid-2026, 2025–2026."""
    return "–".join(map(_spoken, date.text.split(" to ")))


def _spoken(text: str) -> str:
    year, *rest = text.split("-")
    if not rest or not year.isdigit():
        return text
    month = month_name[int(rest[0])]
    return " ".join([*(str(int(day)) for day in rest[1:]), month, year])


def plural(count: int, word: str) -> str:
    """Count things: 1 role, 15 roles."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def claim_line(claim: Claim, label: str | None = None) -> Line:
    """Say a fact, with the date and scope that are its own."""
    scopes = [part for it in claim.citations for part in (it.scope, it.date and str(it.date))]
    note = ", ".join(dict.fromkeys(part for part in scopes if part))
    marks = ((Mark.DOUBTFUL, claim.doubt),) if claim.doubt else ()
    return Line(claim.text, label, claim.sources, note or None, marks, claims=(claim,))


def sources_of(parts: Iterable[Line | Block | Topic]) -> tuple[str, ...]:
    """List the ids of the sources that lines, blocks and topics cite, in reading order."""
    lines = (line for part in parts for line in ((part,) if isinstance(part, Line) else part.lines))
    return tuple(dict.fromkeys(source for line in lines for source in line.sources))


def cited(knowledge: Knowledge, parts: Iterable[Line | Block | Topic]) -> tuple[Source, ...]:
    """Give the sources that lines, blocks and topics cite, in reading order."""
    return tuple(knowledge.sources[source] for source in sources_of(parts))


def provenance(knowledge: Knowledge, sources: Iterable[str], caution: str = "") -> str:
    """Say in one small line how many sources there are, of what years, and one caution.

    `5 sources, 2025–2026. US figures; no level given.` Nothing where there is no source.
    """
    dates = [knowledge.sources[it].date for it in dict.fromkeys(sources)]
    if not dates:
        return caution
    first = min(date.first.year for date in dates)
    last = max(date.last.year for date in dates)
    years = str(last) if first == last else f"{first}–{last}"
    return f"{plural(len(dates), 'source')}, {years}.{f' {caution}' if caution else ''}"


def figures_text(figures: Figures) -> str:
    """Say amounts with their period: $280–420K a year, can exceed $1.4M a year."""
    first, *rest = money(figures).split(", ")
    return ", ".join([f"{first} a {figures.period}", *rest])


def pay_text(claim: PayClaim) -> str:
    """Say a pay claim: its figures, its words, or both."""
    parts = [figures_text(claim.figures)] if claim.figures else []
    if claim.words:
        parts.append(claim.words)
    return ". ".join(part.rstrip(".") for part in parts) + "."


def is_typical(claims: Iterable[PayClaim]) -> bool:
    """Tell whether the sources call all of these figures typical."""
    return all(claim.figures is not None and claim.figures.typical for claim in claims)


def basis_words(claims: Iterable[PayClaim]) -> str:
    """Say what figures are, alike for all: typical total compensation, pay as published."""
    shown = tuple(claims)
    found = {claim.basis for claim in shown}
    basis = BASIS_WORDS[found.pop() if len(found) == 1 else "unspecified"]
    return f"typical {basis}" if is_typical(shown) else basis


def employer_names(knowledge: Knowledge, employers: Iterable[str]) -> str:
    """Name employers in a sentence."""
    return join([knowledge.employers[item].name for item in employers])


def pay_scope(claim: PayStatement) -> str:
    """Say what a pay claim covers, and what its figures leave open."""
    parts = [
        None if claim.basis == "unspecified" else BASIS_WORDS[claim.basis],
        claim.scope,
        str(claim.date),
        f"reported by {claim.reported_by}" if claim.reported_by else None,
        *_left_open(claim),
    ]
    return " · ".join(part for part in parts if part)


def _left_open(claim: PayStatement) -> Iterator[str]:
    """Say what figures leave open: words say themselves what they are about."""
    if isinstance(claim, PayClaim) and claim.figures is None:
        return
    missing = [name for name in ("level", "region") if not getattr(claim, name)]
    if missing:
        yield f"no {join(missing, 'or')} given"
    if claim.basis == "unspecified":
        yield "bonus and equity may or may not count"


def pay_marks(knowledge: Knowledge, claim: PayStatement, today: date) -> Marks:
    """Mark a pay claim that is doubtful, disputed or old."""
    marks: list[tuple[Mark, str | None]] = []
    if claim.doubt:
        marks.append((Mark.DOUBTFUL, claim.doubt))
    marks += [(Mark.DISPUTED, _other_side(knowledge, other)) for other in claim.disagrees_with]
    if claim.date.older_than(OLD_AFTER_MONTHS, today):
        marks.append((Mark.OLD, f"over {OLD_AFTER_MONTHS} months, from {claim.date}"))
    return tuple(marks)


def _other_side(knowledge: Knowledge, claim: str) -> str:
    """Say what another claim says, and who says it."""
    if (found := knowledge.pay.get(claim)) is not None:
        return f"{knowledge.sources[found.source].title}: {pay_text(found)}"
    ratio = next(item for item in knowledge.ratios if item.id == claim)
    return f"{knowledge.sources[ratio.source].title}: {ratio_text(ratio)}"


def pay_line(knowledge: Knowledge, claim: PayClaim, today: date) -> Line:
    """Say a pay claim with all that it depends on."""
    text = f"{pay_text(claim)} {claim.note}" if claim.note else pay_text(claim)
    label, marks = claim_label(knowledge, claim), pay_marks(knowledge, claim, today)
    return told_of_pay(text, label, claim, marks)


def told_of_pay(text: str, label: str | None, claim: PayStatement, marks: Marks = ()) -> Line:
    """Say something of a claim in words of one's own, with where and when it holds."""
    return Line(text, label, (claim.source,), pay_scope(claim), marks, claims=(claim,))


def ratio_text(ratio: PayRatio) -> str:
    """Say a ratio: research scientists, 40 to 80 % more than research engineers."""
    amount = ratio_amount(ratio)
    if ratio.unit == "amount-more":
        amount = amount.removesuffix(" more") + f" a {ratio.period} more"
    than = "" if ratio.unit == "times" else "than "
    return f"{ratio.subject}: {amount} {than}{ratio.reference}."


def ratio_line(knowledge: Knowledge, ratio: PayRatio, today: date) -> Line:
    """Say a ratio with all that it depends on."""
    text = f"{ratio_text(ratio)} {ratio.note}" if ratio.note else ratio_text(ratio)
    marks = pay_marks(knowledge, ratio, today)
    return told_of_pay(text, claim_label(knowledge, ratio), ratio, marks)


def claim_label(knowledge: Knowledge, claim: PayStatement) -> str:
    """Name a claim by what sets it apart: employer, level, region."""
    parts = [
        employer_names(knowledge, claim.employers),
        claim.level,
        claim.region,
        None if claim.roles else "all roles",
    ]
    return ", ".join(part for part in parts if part) or "In general"


def in_words(name: str) -> str:
    """Write the name of a role as within a sentence: ML engineer, research scientist."""
    plain, bracket, rest = name.partition(" (")
    words = (it if it[1:] != it[1:].lower() else it.lower() for it in plain.split())
    return " ".join(words) + bracket + rest


def in_plural(name: str) -> str:
    """Write the name of a role in plural: ML engineers, software engineers (ML team)."""
    plain, bracket, rest = in_words(name).partition(" (")
    return f"{plain}s{bracket}{rest}"


def with_article(name: str) -> str:
    """Write the name of a role with its article: an ML engineer, a research scientist."""
    said = in_words(name)
    spelt = said.split()[0][:2].isupper()
    return f"{'an' if said[0] in ('AEFHILMNORSX' if spelt else 'aeiou') else 'a'} {said}"


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def count_words(count: int, word: str) -> str:
    """Count things as in a sentence: one range, six ranges, 15 ranges."""
    return f"{number_word(count)} {word}{'' if count == 1 else 's'}"


def number_word(count: int) -> str:
    """Write a count as in a sentence: no, one, six, 15."""
    small = ("no", *NUMBER_WORDS[:10])
    return small[count] if count < len(small) else str(count)


def ask_for(kind: Missed, text: str) -> AnswerAction:
    """Offer to ask for a question to be answered, or for a thing of a name to be added."""
    return AnswerAction(ADD, "want", f"{kind}:{' '.join(clean(text).split())[:REQUEST_LIMIT]}")
