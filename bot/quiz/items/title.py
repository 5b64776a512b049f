"""A role to be typed, in whatever words people call it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Self

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import TitleItem
from bot.quiz.items.base import (
    ANSWER_LIMIT,
    FULL,
    ByForm,
    Given,
    Hint,
    Judgement,
    Question,
    UnreadableAnswerError,
    verdict,
)
from bot.titles import Resolution


@dataclass(frozen=True, slots=True)
class GivenRoles(Given):
    """The ids of the roles that a typed title means; mostly one."""

    prefix = "roles"
    roles: tuple[str, ...]

    @property
    def body(self) -> str:
        return ",".join(self.roles)

    @classmethod
    def parse(cls, body: str) -> Self:
        return cls(tuple(body.split(",")))


@dataclass(frozen=True)
class TitleQuestion(Question):
    """A question that is answered by a typed title."""

    item: TitleItem
    item_type = TitleItem
    given_type = GivenRoles

    @property
    def answered(self) -> ByForm:
        return ByForm("Which role?", "in any words people use for it")

    @property
    def prompt(self) -> str:
        return "Type the role, in any words people use for it."

    @property
    def right(self) -> GivenRoles:
        return GivenRoles(self.item.accept)

    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        """Accept a role in whatever words people call it; say what was forgiven."""
        known = knowledge()
        found = known.titles.resolve(typed[:ANSWER_LIMIT])
        if found.status == "choose":
            names = " or ".join(known.role_names[role] for role in found.candidates[:3])
            raise UnreadableAnswerError(f"That can mean {names}. Say which.")
        if found.status == "unknown":
            raise UnreadableAnswerError("I know no role by that title. Try another name for it.")
        given = GivenRoles(tuple(found.roles))
        words = self.meaning(given, known.role_names)
        return verdict(self, given, words, _forgiven(found, words))

    def credit(self, given: Given) -> int | None:
        if not isinstance(given, GivenRoles):
            return None
        return FULL if any(role in self.item.accept for role in given.roles) else 0

    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        if isinstance(given, GivenRoles):
            return " or ".join(role_names.get(role, role) for role in given.roles)
        return given.body

    def hint(self, random: Random, role_names: Mapping[str, str]) -> Hint | None:
        """Give the first letter of each word of the role."""
        del random
        name = role_names[self.item.accept[0]]
        return Hint(" ".join(f"{word[0]}…" for word in name.split()))

    def answer_key(self) -> str:
        return repr(self.item.accept)


def _forgiven(found: Resolution, names: str) -> str | None:
    """Say how a title was read, where it was not the role's own name."""
    if found.how in ("id", "name"):
        return None
    spelling = ", spelling forgiven" if found.how == "fuzzy" else ""
    left_out = ", ".join(part.text for part in found.stripped)
    without = f", without {left_out}" if left_out else ""
    return f"“{found.title}” read as {names}{spelling}{without}"
