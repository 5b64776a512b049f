"""Survival: three lives, of which a wrong or missing answer takes one; the last one left wins.

Who comes late has missed what was asked before. Alone it is how far one gets.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.quiz.rounds import Round

LIVES = 3


@dataclass(frozen=True, slots=True)
class Lives:
    """How many lives a member has left, and the index of the round that took the last one."""

    left: int
    out: int | None = None


def lives_of(member: int, rounds: Sequence[Round]) -> Lives:
    """Count the lives of a member, who need not have joined."""
    left = LIVES
    for number, round_ in enumerate(rounds):
        answer = round_.answer_of(member)
        if round_.counts and (answer is None or not answer.is_right):
            left -= 1
            if left == 0:
                return Lives(0, number)
    return Lives(left)


def is_decided(members: Collection[int], rounds: Sequence[Round]) -> bool:
    """Whether one or none of those who are in is left, or nobody where one played alone."""
    answered = {answer.member for round_ in rounds for answer in round_.counted}
    left = [member for member in members if lives_of(member, rounds).left]
    return len(left) <= (1 if len(answered | set(members)) > 1 else 0)


def merit(member: int, rounds: Sequence[Round]) -> tuple[int, int]:
    """Give what ranks before points: how long one lasted, then the lives that are left."""
    lives = lives_of(member, rounds)
    return (len(rounds) if lives.out is None else lives.out, lives.left)
