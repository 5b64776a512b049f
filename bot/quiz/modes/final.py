"""Final: the last question counts double, in any mode where all answer the same question."""

from bot.quiz.rules import Rules

DOUBLE = 2


def weight(rules: Rules, number: int, questions: int) -> int:
    """Give how many times question `number` (from 0) of so many counts."""
    return DOUBLE if rules.final_double and number == questions - 1 else 1
