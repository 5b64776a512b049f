"""Exams of a server: what they ask, what it takes to pass, and the role that follows."""

from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from bot.knowledge.decks import ItemTopic
from bot.quiz.pool import DECK_PREFIX, OWN_PREFIX
from bot.records.fields import SNOWFLAKE, Strict
from bot.records.problems import RecordError

Id = Annotated[
    str,
    StringConstraints(pattern=SNOWFLAKE),
    Field(description="A Discord id, in quotes."),
]
MOST_EXAMS = 10
LEAST_QUESTIONS, MOST_QUESTIONS = 3, 30
LEAST_MARK, FULL_MARK = 50, 100
MOST_TRIES = 7


class Exam(Strict):
    """One exam: private, without hints, and only right answers count."""

    topic: str = Field(max_length=120, description="A topic, or a deck as deck:name or own:name.")
    questions: int = Field(
        10, ge=LEAST_QUESTIONS, le=MOST_QUESTIONS, description="How many are asked."
    )
    pass_mark: int = Field(
        80, ge=LEAST_MARK, le=FULL_MARK, description="The percentage of right answers it takes."
    )
    tries: int = Field(2, ge=1, le=MOST_TRIES, description="How often a member may try in a week.")
    role: Id | None = Field(None, description="The role of who passes, if any.")

    @field_validator("topic")
    @classmethod
    def _known_topic(cls, value: str) -> str:
        if not value.startswith((DECK_PREFIX, OWN_PREFIX)) and value not in set(ItemTopic):
            known = ", ".join(ItemTopic)
            raise RecordError(f"{value} is no topic", f"write a deck, or one of {known}")
        return value

    def needed(self, questions: int) -> int:
        """Give how many of so many questions have to be right."""
        return -(-self.pass_mark * questions // 100)
