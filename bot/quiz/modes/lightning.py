"""Lightning: a minute for as many questions as one can, each member at their own pace.

All questions open at once and everybody meets them in the same order. A member's time for an
answer runs from the one before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.quiz.phases import Ending
from bot.quiz.rounds import Round

MOST_QUESTIONS = 40


def opened(count: int, now: datetime) -> tuple[Round, ...]:
    return (Round(now),) * count


def next_of(member: int, rounds: Sequence[Round]) -> int | None:
    """Give the index of the question a member is at; None where they answered all."""
    unanswered = (at for at, it in enumerate(rounds) if it.answer_of(member) is None)
    return next(unanswered, None)


def began(member: int, rounds: Sequence[Round]) -> datetime:
    """Give when the question began that a member is at."""
    answers = (round_.answer_of(member) for round_ in rounds)
    taken = sum(answer.taken for answer in answers if answer is not None)
    return rounds[0].opened + timedelta(milliseconds=taken)


def all_answered(members: Iterable[int], rounds: Sequence[Round]) -> bool:
    everybody = tuple(members)
    if sum(len(it.answers) for it in rounds) < len(everybody) * len(rounds):
        return False
    return all(next_of(member, rounds) is None for member in everybody)


def closed(rounds: Sequence[Round], ending: Ending) -> tuple[Round, ...]:
    """Close all rounds; those that nobody reached count for nobody."""
    return tuple(
        replace(round_, ending=ending if round_.answers else Ending.SKIPPED) for round_ in rounds
    )
