"""What a finished flow came to, in a word or a number that can be kept."""

from typing import Literal

from bot.knowledge.base import Knowledge
from bot.lookups.assess import score_of
from bot.lookups.match import role_of
from bot.lookups.queries import AssessQuery, MatchQuery, Query

Kind = Literal["assessment", "match"]


def outcome_of(query: Query, knowledge: Knowledge) -> tuple[Kind, str] | None:
    """Give the kind of flow and its outcome: a score, or a role id; None where none is finished."""
    match query:
        case AssessQuery():
            score = score_of(query, knowledge)
            return None if score is None else ("assessment", str(score))
        case MatchQuery():
            role = role_of(query, knowledge)
            return None if role is None else ("match", role)
        case _:
            return None
