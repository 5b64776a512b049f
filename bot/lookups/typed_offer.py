"""An offer as people type it, and as a query has it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from bot.knowledge.base import Knowledge
from bot.knowledge.money import amount, short_amount
from bot.lookups.by_title import Asked, by_title, employer_by_name, with_lead, with_missing
from bot.lookups.model import Answer, AnswerAction, Step
from bot.lookups.pay import HOME, level_code
from bot.lookups.queries import SalaryQuery
from bot.records.numbers import Period, TypedAmount, read_money

NO_AMOUNT = "I couldn't read an amount above zero in that. Write it as 450k or $450,000."
BY_PERIOD = "If it's for a month, a week, a day or an hour, say so: 38k a month."
PLACE_LIMIT = 20
_A_YEAR: Mapping[Period, tuple[int, str]] = {
    "year": (1, "a year"),
    "month": (12, "over 12 months"),
    "week": (52, "over 52 weeks"),
    "day": (260, "over 52 weeks of 5 days"),
    "hour": (2_080, "over 52 weeks of 40 hours"),
}
"""How often a period is in a year, and what that takes for granted."""
_SHORTEST_PLACE = 4
_BRITAIN = frozenset({"u k", "united kingdom", "great britain", "britain", "england"})
_CODE = re.compile(r"(?P<value>\d+)(?P<currency>[A-Z]{3})?(?:/(?P<per>month|week|day|hour))?")


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount that was offered, by the period it was named for; `currency` None if none was."""

    value: int
    currency: str | None = None
    per: Period = "year"

    @classmethod
    def of(cls, code: str) -> "Offer":
        """Read what `offer_code` wrote; an odd code is an offer of nothing."""
        match = _CODE.fullmatch(code)
        if match is None:
            return cls(0)
        return cls(int(match["value"]), match["currency"], cast("Period", match["per"] or "year"))

    @property
    def a_year(self) -> int:
        return self.value * _A_YEAR[self.per][0]

    def as_named(self, currency: str = "") -> str:
        """Write it as it was offered: $450K, $38K a month."""
        by = "" if self.per == "year" else f" {'an' if self.per == 'hour' else 'a'} {self.per}"
        return f"{amount(self.value, self.currency or currency)}{by}"

    def words(self, currency: str) -> str:
        """Write it with what it comes to in a year: $38K a month, $456K over 12 months,."""
        if self.per == "year":
            return self.as_named(currency)
        return f"{self.as_named(currency)}, {amount(self.a_year, currency)} {_A_YEAR[self.per][1]},"

    def equals(self, currency: str) -> str:
        """Begin a sentence on where it stands: $450K is, $38K a month is $456K a year:."""
        if self.per == "year":
            return f"{self.as_named(currency)} is"
        over = "a year" if self.per == "month" else _A_YEAR[self.per][1]
        return f"{self.as_named(currency)} is {amount(self.a_year, currency)} {over}:"


def offer_action(query: SalaryQuery, label: str) -> AnswerAction:
    """Offer to judge an amount against the ranges that a card shows."""
    parts = (query.role, query.employer, query.level, query.place)
    return AnswerAction(label, "offer", ":".join(it or "" for it in parts))


def offer_code(found: TypedAmount) -> str:
    """Write a typed amount as a query has it: 450000, 90000EUR, 38000GBP/month."""
    return f"{found.value}{found.currency or ''}{'' if found.per == 'year' else f'/{found.per}'}"


def offer_in(question: str) -> str | None:
    """Find an amount in a question that can only be money."""
    found = read_money(question)
    return offer_code(found) if found is not None and found.marked else None


def is_rate(question: str) -> bool:
    """Whether a question names an amount by the hour, day, week or month: it is about pay."""
    found = read_money(question)
    return found is not None and found.marked and found.per != "year"


def offer_by_name(  # noqa: PLR0913, PLR0917 - the options of the command
    knowledge: Knowledge,
    role: str,
    typed: str,
    employer: str | None = None,
    level: str | None = None,
    place: str | None = None,
    per: Period | None = None,
) -> Asked | Answer:
    """Ask how a typed amount stands for a typed title, at a typed employer, level and place."""
    named, missing = employer_by_name(knowledge, employer)
    wanted = level_code(level) if level else None
    where = place_code(place) if place else None
    found = read_money(typed, per)
    code = None if found is None else offer_code(found)
    asked = by_title(knowledge, role, lambda it: SalaryQuery(it, named, wanted, code, where), named)
    if found is None and isinstance(asked, Asked) and isinstance(asked.query, SalaryQuery):
        pay = Step("What it pays", asked.query)
        again = (offer_action(asked.query, "Type it again"),)
        return Answer(NO_AMOUNT, text=BY_PERIOD, steps=(pay,), actions=again)
    return with_missing(with_lead(asked, how_read(found)), missing)


def how_read(found: TypedAmount | None) -> tuple[str, ...]:
    """Say what of a typed amount was taken for granted."""
    said = []
    if found is not None and found.in_thousands:
        said.append(f"I read that as {short_amount(found.value)} a year.")
    if found is not None and not found.alone:
        said.append("I judged one amount alone: add up base, bonus and equity for the whole.")
    return tuple(said)


def place_code(text: str) -> str | None:
    """Write a typed place as a person would: Germany, UK; None where there is no letter."""
    words = re.findall(r"[^\W\d_]+", text)
    if words[:-1] and words[0].lower() == "the":
        words = words[1:]
    named = " ".join(
        word.upper() if len(word) < _SHORTEST_PLACE else word.title() for word in words
    )
    return named[:PLACE_LIMIT].strip() or None


def country(text: str) -> str | None:
    """Write a typed country, those with many names always alike."""
    if (named := place_code(text)) is None:
        return None
    return "US" if named.lower() in HOME else "UK" if named.lower() in _BRITAIN else named
