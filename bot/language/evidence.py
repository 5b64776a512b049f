"""What shows that a question is about jobs in AI at all."""

from dataclasses import dataclass

from bot.knowledge.asking.files import Intent
from bot.knowledge.base import Knowledge
from bot.language.analysis import Analysis
from bot.language.mentions import Kind
from bot.language.weighing import Weighed

FAIR = 2
LIKENED, LIKENED_WITH_ROLE = 1.2, 0.7
"""So much must the examples say where no phrase says anything; less where a role is named."""
STRANGE = 3
"""So many words that belong to nothing here say that a question is about something else."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a question is about this field."""

    roles: tuple[str, ...]
    named: bool
    lab: bool
    field: bool
    other_target: bool


def collect(analysis: Analysis, best: Weighed | None, knowledge: Knowledge) -> Evidence:
    """Collect what shows that this is about jobs in AI."""
    intent = best.intent if best is not None else Intent.ROLE
    named = [
        one.values[0]
        for one in analysis.of(Kind.ROLE)
        if not (one.likened and intent is Intent.ROLE and one is not next(analysis.of(Kind.ROLE)))
    ]
    asked = best is not None and best.best >= FAIR
    topics = [one.values[0] for one in analysis.of(Kind.TOPIC)] if asked else []
    roles = tuple(dict.fromkeys((*named, *topics))) or _hinted(analysis, intent, knowledge)
    others = [one for one in analysis.of(Kind.OTHER_JOB) if not one.background]
    return Evidence(
        roles,
        bool(named or topics) or analysis.has(Kind.TITLE, Kind.UNCLEAR, Kind.TIER),
        analysis.has(Kind.EMPLOYER),
        analysis.has(Kind.FIELD, Kind.HINT),
        bool(others),
    )


def likeness_needed(analysis: Analysis) -> float:
    """Give how much the examples must say: less of a role, more of anything technical."""
    named = analysis.has(Kind.ROLE, Kind.TITLE) and not analysis.has(Kind.TECHNOLOGY)
    return LIKENED_WITH_ROLE if named and len(analysis.unknown) < STRANGE else LIKENED


def _hinted(analysis: Analysis, intent: Intent, knowledge: Knowledge) -> tuple[str, ...]:
    """Give the roles that weak words hint at, where nothing better is said.

    On the way into the field, what is nearest to the job that a person has is a hint, too.
    """
    if analysis.has(Kind.TITLE, Kind.UNCLEAR):
        return ()
    if intent is Intent.PATH and analysis.has(Kind.FIELD):
        for one in analysis.of(Kind.OTHER_JOB):
            if found := knowledge.titles.resolve(one.text.removesuffix("s")).candidates:
                return found
    hints = [one for one in analysis.of(Kind.HINT) if not one.intents or intent in one.intents]
    return min(hints, key=lambda one: one.rank).values if hints else ()
