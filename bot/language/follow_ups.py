"""Questions that go on from the last one and leave out what was said."""

from dataclasses import replace

from bot.knowledge.asking import Intent, VocabularyFile
from bot.language.mentions import MentionKind
from bot.language.phrases import CLEAR, Weighed
from bot.language.reading import Analysis, Band, Reading
from bot.titles.normalize import normalize

MOST_ROLES = 4
SHORT = 8
_FIELD_WIDE = frozenset({Intent.TIER, Intent.QUIZ})
_VERSUS = frozenset({"vs", "versus", "or", "compared"})


def carry_on(
    analysis: Analysis,
    blank: Reading,
    before: Reading | None,
    best: Weighed | None,
    vocabulary: VocabularyFile,
) -> Reading | None:
    """Complete a question by what was asked before; None where it stands for itself."""
    if before is None or before.declined or not analysis.words:
        return None
    goes_on = _begins_so(analysis, vocabulary) or _points_back(analysis, vocabulary)
    roles = tuple(
        dict.fromkeys(m.values[0] for m in analysis.of(MentionKind.ROLE, MentionKind.TOPIC))
    )
    clear = best is not None and best.best >= CLEAR
    blank = replace(
        blank,
        band=Band.ANSWER,
        carried=True,
        employer=analysis.first(MentionKind.EMPLOYER) or before.employer,
        level=analysis.first(MentionKind.LEVEL),
    )
    if roles:
        return _other_role(analysis, blank, before, roles, best if clear else None, goes_on=goes_on)
    if best is not None and clear:
        complete = best.alone or best.intent in _FIELD_WIDE or analysis.has(MentionKind.FIELD)
        strange = bool(analysis.unknown) and not goes_on
        if (
            complete
            or strange
            or not before.roles
            or analysis.has(MentionKind.OTHER_JOB, MentionKind.TITLE)
        ):
            return None
        return replace(blank, intent=best.intent, roles=before.roles)
    if (
        analysis.has(MentionKind.EMPLOYER, MentionKind.LEVEL)
        and len(analysis.words) <= SHORT
        and not analysis.unknown
    ):
        return replace(blank, intent=before.intent, roles=before.roles)
    return None


def _other_role(  # noqa: PLR0913 - all that a follow-up may leave out
    analysis: Analysis,
    blank: Reading,
    before: Reading,
    roles: tuple[str, ...],
    best: Weighed | None,
    *,
    goes_on: bool,
) -> Reading | None:
    """Ask the same of another role, or compare it with the last one: `and RE?`, `vs AS?`."""
    versus = analysis.words[0].text in _VERSUS
    if versus and before.roles and len(roles) < MOST_ROLES:
        both = tuple(dict.fromkeys((*before.roles, *roles)))[:MOST_ROLES]
        return replace(blank, intent=Intent.COMPARE, roles=both, employer=None)
    if best is None and goes_on and before.intent is not Intent.OUT_OF_SCOPE:
        return replace(blank, intent=before.intent, roles=roles)
    return None


def _begins_so(analysis: Analysis, vocabulary: VocabularyFile) -> bool:
    """Whether a question begins as one that goes on."""
    text = " ".join(word.text for word in analysis.words) + " "
    return any(text.startswith(normalize(start) + " ") for start in vocabulary.follow_ups)


def _points_back(analysis: Analysis, vocabulary: VocabularyFile) -> bool:
    text = " " + " ".join(word.text for word in analysis.words) + " "
    return any(f" {normalize(word)} " in text for word in vocabulary.pronouns)
