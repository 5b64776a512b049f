"""What a person works through: ways to a role, self-assessment, a study plan."""

import hashlib
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bot.knowledge.decks import ItemTopic
from bot.records.fields import Label, Reviewed, RoleRef, Slug, SourceRef, Strict, Text
from bot.records.problems import RecordError
from bot.records.references import Unique

MAX_QUESTIONS, MAX_OPTIONS = 12, 9
MAX_PLAN_LETTERS = 2500
END = "end"
CLAIM_OF_ROLE = r"^[a-z0-9-]+/[a-z0-9-]+$"
ClaimName = Annotated[
    str, StringConstraints(pattern=CLAIM_OF_ROLE), Field(description="role/its-id")
]
Points = Annotated[int, Field(strict=True, ge=1, le=3)]
Weeks = Annotated[int, Field(strict=True, ge=1, le=52)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:4]


class MatchOption(Strict):
    """One answer to a question: what it speaks for, why, and where it leads."""

    id: Slug
    text: Label
    because: Text
    speaks_for: dict[RoleRef, Points] = Field(description="Role id to points, 1 to 3.")
    next: Slug | None = Field(None, description="The question that follows, or end.")
    source: SourceRef | None = Field(
        None, description="What `because` rests on; the way's by default."
    )
    rests_on: tuple[ClaimName, ...] = Field((), description="Claims, each as role/its-id.")
    ours: bool = Field(default=False, description="No claim says so; it is the editors' reading.")
    gaps: dict[RoleRef, Slug] = Field(
        default_factory=dict,
        description="What a role asks that is lacked then: role id to its claim.",
    )

    @property
    def is_founded(self) -> bool:
        return bool(self.rests_on) or self.ours


class MatchQuestion(Strict):
    """One question on the way to a role."""

    id: Slug
    text: Asked
    options: tuple[MatchOption, ...] = Field(min_length=2, max_length=MAX_OPTIONS)


class Way(Strict):
    """One way to find a role; without questions, by the shares of a week."""

    id: Annotated[Slug, Unique("way")]
    name: Label
    about: Label
    source: SourceRef
    reviewed: Reviewed = None
    questions: tuple[MatchQuestion, ...] = Field((), max_length=MAX_QUESTIONS)

    @property
    def digest(self) -> str:
        """Change with the way, so that answers to other questions are not taken for these."""
        return _digest(self.model_dump_json())

    @property
    def options(self) -> tuple[MatchOption, ...]:
        return tuple(option for question in self.questions for option in question.options)

    @model_validator(mode="after")
    def _founded_alike(self) -> Self:
        bare = [it.id for it in self.options if it.speaks_for and not it.is_founded]
        if bare and any(it.is_founded for it in self.options):
            raise RecordError(
                f"{bare[0]} does not say what it rests on, as others of this way do",
                "add rests_on, or ours: true",
            )
        return self

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        order = [question.id for question in self.questions]
        for number, question in enumerate(self.questions):
            for option in question.options:
                if option.next in (None, END):
                    continue
                if option.next not in order[number + 1 :]:
                    raise RecordError(
                        f"{question.id} leads to {option.next}, which is no later question",
                        "lead to one further down, or to end",
                    )
        return self


class MatchFile(Strict):
    """knowledge/match.yaml."""

    ways: tuple[Way, ...] = Field(min_length=1)


class RatedDimension(Strict):
    """What is rated 1 to 5, with what 1, 3 and 5 mean."""

    id: Slug
    name: Label
    at_1: Label
    at_3: Label
    at_5: Label


class ScoreReading(Strict):
    """What a sum of ratings means, and what to do next."""

    low: int
    high: int
    text: Text
    next: Text


class AssessmentFile(Strict):
    """knowledge/assessment.yaml."""

    source: SourceRef
    reviewed: Reviewed = None
    dimensions: tuple[RatedDimension, ...] = Field(min_length=1, max_length=9)
    readings: tuple[ScoreReading, ...] = Field(min_length=1)

    @property
    def digest(self) -> str:
        """Change with the dimensions, so that ratings of others are not taken for these."""
        return _digest("".join(it.model_dump_json() for it in self.dimensions))

    @model_validator(mode="after")
    def _covers_all_scores(self) -> Self:
        count = len(self.dimensions)
        covered = [score for it in self.readings for score in range(it.low, it.high + 1)]
        if covered != list(range(count, 5 * count + 1)):
            raise RecordError(
                f"readings cover every score from {count} to {5 * count} once, in order",
                "mend low and high",
            )
        return self


class Checkpoint(Strict):
    """What to do on one day of the study plan."""

    day: Annotated[int, Field(strict=True, ge=0, le=365)]
    title: Label
    tasks: tuple[Text, ...] = Field(min_length=1)
    assessment: bool = Field(default=False, description="The self-assessment is taken that day.")

    @property
    def step(self) -> str:
        """Name it among the steps of a plan."""
        return str(self.day)


class StudyUnit(Strict):
    """What to prepare for one round of interviews; our words, and our weight.

    A unit of the same id is the same work for another role.
    """

    id: Annotated[Slug, Field(max_length=40)]
    round: Slug | None = Field(
        None, description="The round of the role's prompts that it prepares for, if any."
    )
    title: Label
    weight: Points = Field(description="Its share of the hours, beside those of the others.")
    prepare: Text
    topic: ItemTopic = Field(ItemTopic.INTERVIEWS, description="Of its quiz questions.")


class PlanLength(Strict):
    """How many weeks a document speaks of, and for whom."""

    low: Weeks
    high: Weeks
    who: Label | None = Field(None, description="For whom, within a sentence; empty for all.")
    rests_on: Slug = Field(description="The claim of interviews.yaml on this role that says so.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise RecordError("low is more than high", "swap them")
        return self


class RolePlan(Strict):
    """How long and what to prepare towards a role, what weighs most first."""

    role: RoleRef
    lengths: tuple[PlanLength, ...] = Field((), description="The usual one first; none if unsaid.")
    units: tuple[StudyUnit, ...] = Field(min_length=1, max_length=8)


class PlanFile(Strict):
    """knowledge/plan.yaml: the study plan."""

    source: SourceRef
    reviewed: Reviewed = None
    checkpoints: tuple[Checkpoint, ...] = Field(min_length=1, max_length=9)
    roles: tuple[RolePlan, ...] = ()
    others: tuple[StudyUnit, ...] = Field(
        min_length=1, max_length=8, description="For roles whose interviews nobody describes."
    )

    def units_of(self, role: str) -> tuple[StudyUnit, ...]:
        """Give what to prepare towards a role, what weighs most first."""
        return next((it.units for it in self.roles if it.role == role), self.others)

    def unit(self, role: str, name: str) -> StudyUnit | None:
        """Find a unit by its id: the role's own, else another role's; None where it has left."""
        every = (*self.units_of(role), *(it for plan in self.roles for it in plan.units))
        return next((it for it in (*every, *self.others) if it.id == name), None)

    def checkpoint(self, name: str) -> Checkpoint | None:
        """Find a checkpoint by the name of its step, which is its day."""
        return next((it for it in self.checkpoints if it.step == name), None)

    def lengths_of(self, role: str) -> tuple[PlanLength, ...]:
        """Give how many weeks documents speak of; none where they say nothing."""
        return next((it.lengths for it in self.roles if it.role == role), ())

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [it.day for it in self.checkpoints]
        if days != sorted(set(days)):
            raise RecordError("checkpoints stand in the order of their days", "sort them")
        written = sum(len(text) for it in self.checkpoints for text in (it.title, *it.tasks))
        if written > MAX_PLAN_LETTERS:
            raise RecordError(
                f"the plan has {written} letters, and one message shows it whole",
                f"shorten it to {MAX_PLAN_LETTERS}",
            )
        return self
