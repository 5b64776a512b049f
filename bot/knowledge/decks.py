"""Quiz items: things that can be asked, written by hand in decks or generated from facts."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from bot.records.dates import When
from bot.records.fields import Label, Percent, RoleRef, SourceRef, Strict
from bot.records.problems import RecordError
from bot.records.references import Unique

OPTION_LIMIT = 80
"""Characters of an option: what fits on a button together with its letter is shown above it."""

Option = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=OPTION_LIMIT)
]
Step = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=300)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=400)]
ITEM_ID = r"^[a-z0-9]+([-:.+][a-z0-9]+)*$"
ItemId = Annotated[str, StringConstraints(pattern=ITEM_ID, max_length=120)]


class ItemTopic(StrEnum):
    """What an item is about; people choose a quiz by it."""

    ROLES = "roles"
    TITLES = "titles"
    PAY = "pay"
    WEEKS = "weeks"
    TIERS = "tiers"
    INTERVIEWS = "interviews"
    DEMAND = "demand"
    DISTINCTIONS = "distinctions"
    LABS = "labs"
    LEVELS = "levels"
    GUIDE = "guide"


class Difficulty(StrEnum):
    """How hard an item is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class ItemBase(Strict):
    """What all kinds of items have in common."""

    id: Annotated[ItemId, Unique("item")]
    topic: ItemTopic
    difficulty: Difficulty
    roles: tuple[RoleRef, ...] = Field((), description="Role ids that the item is about.")
    question: Asked
    explanation: Reason = Field(description="Why the right answer is right.")
    source: SourceRef
    date: When | None = Field(None, description="When it differs from the date of the source.")
    scope: Label | None = Field(None, description="Where or for whom it holds, if narrower.")


class ChoiceItem(ItemBase):
    """One right option among 2 to 5."""

    kind: Literal["choice"]
    right: Option
    wrong: tuple[Option, ...] = Field(min_length=1, max_length=4)
    shares: tuple[tuple[Label, Percent], ...] = Field(
        (), description="A whole in percent, drawn beside the question, which says it in words too."
    )

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        options = [option.casefold() for option in (self.right, *self.wrong)]
        if len(set(options)) != len(options):
            raise RecordError("two options are the same", "change one of them")
        return self


class TitleItem(ItemBase):
    """A role to be typed, in whatever words people call it."""

    kind: Literal["title"]
    accept: tuple[RoleRef, ...] = Field(min_length=1, description="Role ids that count as right.")


class NumberItem(ItemBase):
    """A number to be guessed: the closest guess wins, and each scores by its distance."""

    kind: Literal["number"]
    answer: Annotated[int, Field(strict=True)]
    unit: Label = Field(description="What is counted: percent, USD a year, weeks …")
    low: Annotated[int, Field(strict=True, description="The least that a sane answer could be.")]
    high: Annotated[int, Field(strict=True, description="The most that a sane answer could be.")]

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if not self.low <= self.answer <= self.high or self.low == self.high:
            raise RecordError(
                f"the answer {self.answer} lies between low and high, which differ",
                f"mend low {self.low} or high {self.high}",
            )
        return self


class OrderItem(ItemBase):
    """Three to five things to be put in order, listed in the right one."""

    kind: Literal["order"]
    order: tuple[Step, ...] = Field(min_length=3, max_length=5)
    by: Label = Field(description="What the order goes by, as in: most engineering first.")

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        steps = [step.casefold() for step in self.order]
        if len(set(steps)) != len(steps):
            raise RecordError("two things to order are the same", "change one of them")
        return self


Item = Annotated[ChoiceItem | TitleItem | NumberItem | OrderItem, Field(discriminator="kind")]
ITEM: TypeAdapter[Item] = TypeAdapter(Item)


class DeckFile(Strict):
    """knowledge/quiz/<deck>.yaml: items written by hand."""

    name: Label
    about: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    items: tuple[Item, ...] = Field(min_length=1)
