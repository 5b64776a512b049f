"""Which of two roles for whom, and where sources disagree: our synthesis, and what it rests on."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from bot.knowledge.roles import FactKind
from bot.records.fields import RoleRef, Slug, Strict, Text
from bot.records.problems import RecordError, suggestion
from bot.records.references import Defines, Fault, Unique

ABOUT_PAY = "pay"
ABOUT = (*FactKind, ABOUT_PAY)
VERDICT_LENGTH = 240
WHY_LENGTH = 140
_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
CLAIM = f"^{_SLUG}(/{_SLUG})?$"
SUPPORT = rf"^{_SLUG}(/{_SLUG}|#(gist|\d+))$"
ClaimPath = Annotated[str, StringConstraints(pattern=CLAIM, max_length=100)]
"""A pay claim by its id, or a role's claim as role/claim."""
Support = Annotated[str, StringConstraints(pattern=SUPPORT, max_length=100)]
"""A role's claim as role/claim, or the gist or a point of a comparison: name#gist, name#0."""


class WrittenVerdict(Strict):
    """Which of two roles for whom, where documents tell the two apart."""

    roles: tuple[RoleRef, ...] = Field(min_length=2, max_length=2)
    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=VERDICT_LENGTH)
    ] = Field(description="Choose X for …; Y for ….")
    why: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=WHY_LENGTH)
    ] = Field(description="What tells them apart, in one sentence.")
    rests_on: tuple[Support, ...] = Field(
        min_length=1, description="What it is made of: role/claim, comparison#gist, comparison#0."
    )


class VerdictsFile(Strict):
    """knowledge/verdicts.yaml; a pair that is missing is composed."""

    verdicts: tuple[WrittenVerdict, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Find pairs that have a verdict already."""
        seen: set[frozenset[str]] = set()
        for index, verdict in enumerate(self.verdicts):
            pair = frozenset(verdict.roles)
            if pair in seen:
                wrong = f"{' and '.join(verdict.roles)} have a verdict already"
                yield Fault(("verdicts", index, "roles"), wrong, "keep one of the two")
            seen.add(pair)


class Disagreement(Strict):
    """Claims that disagree, and one sentence that says how."""

    id: Annotated[Slug, Defines("disagreement"), Unique("disagreement")]
    roles: tuple[RoleRef, ...] = Field(min_length=1)
    about: str = Field(description="A kind of fact, or pay.")
    text: Text
    claims: tuple[ClaimPath, ...] = Field(
        min_length=2, description="Ids of pay claims, or role/claim."
    )

    @field_validator("about")
    @classmethod
    def _is_known(cls, about: str) -> str:
        if about not in ABOUT:
            raise RecordError(f"{about} is nothing to disagree about", suggestion(about, ABOUT))
        return about


class DisagreementsFile(Strict):
    """knowledge/disagreements.yaml."""

    disagreements: tuple[Disagreement, ...] = ()
