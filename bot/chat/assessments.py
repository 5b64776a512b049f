"""Results of /match and /assess as they are told: that they are kept, and how they changed."""

from collections.abc import Sequence
from typing import assert_never

from bot.lookups.charts import CountChart
from bot.services.assessments import AssessmentScore, OutcomeKept, OutcomeLost

SHOWN = 4
"""Earlier results that are named beside a new one."""


def kept_lines(kept: OutcomeKept | OutcomeLost | None) -> tuple[str, ...]:
    """Say whether a result was kept, and what came before; nothing where there was none to keep."""
    match kept:
        case None:
            return ()
        case OutcomeLost():
            return ("This result could not be kept just now.",)
        case OutcomeKept(earlier=()):
            return ("Kept.",)
        case OutcomeKept(earlier):
            said = ", ".join(f"{it.text} ({it.at:%d %b %Y})" for it in earlier[-SHOWN:])
            return (f"Kept. Earlier: {said}.",)
        case _:
            assert_never(kept)


def history_page(scores: Sequence[AssessmentScore]) -> tuple[list[str], CountChart]:
    """Lay out scores over time, in words and as a chart."""
    counts = tuple((f"{it.at:%d %b %Y}", it.score) for it in scores)
    lines = ["## Your self-assessments", *(f"- {day}: {score}" for day, score in counts)]
    if len(scores) > 1:
        lines.append(f"From the first to the last: {scores[-1].score - scores[0].score:+d}.")
    return lines, CountChart("Your self-assessments", "points", counts)
