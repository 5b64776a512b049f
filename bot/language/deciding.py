"""Decide from what stands in a question: what is asked, of which roles, and how surely."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.knowledge.asking import AskingFiles, Intent, Talk
from bot.knowledge.base import Knowledge
from bot.language.follow_ups import carry_on
from bot.language.mentions import MentionKind
from bot.language.phrases import CLEAR, NO_DOUBT, OVERRULING, Weighed
from bot.language.reading import Analysis, Band, Clause, Reading, ReadingChoice
from bot.titles import Resolution

MOST_ROLES = 4
NEAR = 0.3
"""Two readings whose scores are so close are put to the person."""
SHORT = 3
FAIR = 2
LIKENED, LIKENED_WITH_ROLE = 1.2, 0.7
"""So much must the examples say where no phrase says anything; less where a role is named."""
STRANGE = 3
"""So many words that belong to nothing here say that a question is about something else."""
LONGEST_ACRONYM = 4
OF_A_ROLE = frozenset(
    {Intent.SALARY, Intent.INTERVIEW, Intent.PHD, Intent.MARKET, Intent.DAY_TO_DAY, Intent.LEVELS}
)
_LEADING = frozenset({"and", "but", "also", "plus", "so", "or", "then"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a question is about this field."""

    roles: tuple[str, ...]
    named: bool
    lab: bool
    field: bool
    other_target: bool


def decide(analysis: Analysis, knowledge: Knowledge, before: Reading | None) -> Reading:
    """Turn what was found into a reading."""
    files = knowledge.asking
    blank = Reading(
        analysis.text,
        Band.UNKNOWN,
        Intent.OUT_OF_SCOPE,
        language=analysis.language,
        mentions=analysis.mentions,
        found=analysis.found,
        other_jobs=tuple(one.text for one in analysis.of(MentionKind.OTHER_JOB)),
    )
    best = analysis.weighed[0] if analysis.weighed else None
    if best is not None and not best.best and best.score < likeness_needed(analysis):
        best = None
    evidence = collect(analysis, best, knowledge)
    talked = small_talk(analysis, best, evidence, files)
    if talked is not None:
        return _said(blank, talked)
    if (topic := out_of_scope(analysis, best, evidence, files)) is not None:
        return _said(blank, topic)
    carried = carry_on(analysis, blank, before, best, files.vocabulary)
    if carried is not None:
        return carried
    return _answer(analysis, blank, evidence, best, knowledge)


def _said(blank: Reading, talk: Talk) -> Reading:
    return replace(blank, talk=talk.id, reply=talk.reply, action=talk.action)


def _answer(
    analysis: Analysis,
    blank: Reading,
    evidence: Evidence,
    best: Weighed | None,
    knowledge: Knowledge,
) -> Reading:
    """Answer on evidence, ask back where a part is missing, else say that it is not known."""
    if analysis.quoted is not None and _decodes(analysis):
        return _decoded(analysis, blank, analysis.quoted)
    if best is None or best.intent in (Intent.ROLE, Intent.TITLE_DECODE):
        near = _near_miss(analysis, knowledge, decodes=best is not None and best.best > CLEAR)
        if near is not None and not evidence.roles:
            return near_reading(blank, near)
    if best is None:
        return _bare(analysis, blank, evidence)
    intent = best.intent
    if not evidence.named and not evidence.roles:
        if not _holds_without_role(analysis, evidence, best):
            return blank
    elif best.score < FAIR and len(analysis.unknown) >= STRANGE:
        return blank
    of_any = evidence.named or evidence.roles or evidence.field or evidence.lab or best.alone
    reading = replace(
        blank,
        band=Band.ANSWER if of_any else Band.CLARIFY,
        intent=intent,
        roles=_roles(analysis, intent, evidence),
        employer=analysis.first(MentionKind.EMPLOYER),
        level=analysis.first(MentionKind.LEVEL),
        tier=analysis.first(MentionKind.TIER),
        section=_section(analysis, intent),
        title=_title(analysis) if intent is Intent.TITLE_DECODE else None,
        others=_others(analysis, best),
        why=tuple(f"{one.intent}: {one.score:.1f}" for one in analysis.weighed[:3]),
    )
    return _doubted(analysis, reading, best)


def _holds_without_role(analysis: Analysis, evidence: Evidence, best: Weighed) -> bool:
    """Whether a question that names no role is about this field all the same."""
    strange = len(analysis.unknown)
    if evidence.other_target and not (evidence.field and best.intent is Intent.PATH):
        return False
    if evidence.lab and not best.best:
        return best.score >= LIKENED and strange <= 1
    if evidence.field or evidence.lab:
        return best.score >= CLEAR and strange <= STRANGE + (best.intent is Intent.PATH)
    if best.alone:
        allowed = {Intent.PATH: STRANGE, Intent.QUIZ: 0, Intent.TIER: 0}
        return strange <= allowed.get(best.intent, 1)
    # Without a role these are asked back: of which one? Of anything else it is not known.
    return best.score >= NO_DOUBT and strange == 0 and best.intent in OF_A_ROLE


def _bare(analysis: Analysis, blank: Reading, evidence: Evidence) -> Reading:
    """Read a message that names a role, and asks nothing that is known: show it, or ask what."""
    strange = len(analysis.unknown)
    elsewhere = analysis.topics is not None or analysis.has(MentionKind.TECHNOLOGY)
    if not evidence.roles or (strange and elsewhere) or strange > 2 * STRANGE:
        return blank
    intent = Intent.COMPARE if len(evidence.roles) > 1 else Intent.ROLE
    reading = replace(
        blank,
        band=Band.ANSWER,
        intent=intent,
        roles=evidence.roles[:MOST_ROLES],
        employer=analysis.first(MentionKind.EMPLOYER),
    )
    if not strange:
        return reading
    asked = (Intent.ROLE, Intent.SALARY, Intent.INTERVIEW, Intent.PATH)
    choices = tuple(ReadingChoice(one, evidence.roles[0]) for one in asked)
    return replace(reading, band=Band.CLARIFY, choices=choices)


def _roles(analysis: Analysis, intent: Intent, evidence: Evidence) -> tuple[str, ...]:
    """Return the roles that a question is about; a title that may be any role names none."""
    found = evidence.roles
    if not found and intent not in (Intent.LEVELS, Intent.TITLE_DECODE):
        found = tuple(one.values[0] for one in analysis.of(MentionKind.TITLE))
    return found[:MOST_ROLES]


def _near_miss(analysis: Analysis, knowledge: Knowledge, *, decodes: bool) -> Resolution | None:
    """Find a title that is none of the roles, of which it is known what it is instead.

    Where nothing asks to decode it, only an acronym that stands nearly alone is taken for one.
    """
    decodes = decodes and any(one.key == Intent.TITLE_DECODE for one in analysis.found)
    if len(analysis.words) > 2 * SHORT and not decodes:
        return None
    asks_what = [word.text for word in analysis.words[:2]] in (["what", "is"], ["what", "are"])
    for one in analysis.of(MentionKind.OTHER_JOB, MentionKind.UNCLEAR):
        found = knowledge.titles.resolve(one.text)
        acronym = one.length == 1 and len(one.text) <= LONGEST_ACRONYM
        if found.near_miss and len(found.candidates) == 1 and (acronym or decodes or asks_what):
            return found
    return None


def near_reading(blank: Reading, found: Resolution) -> Reading:
    """Decode a title that is near one role and is none."""
    return replace(
        blank,
        band=Band.ANSWER,
        intent=Intent.TITLE_DECODE,
        roles=found.candidates,
        title=found.title,
    )


def _decodes(analysis: Analysis) -> bool:
    """Whether a quoted title is asked about, rather than a role."""
    quoted = analysis.quoted
    if quoted is None:
        return False
    scores = {one.intent: one.score for one in analysis.weighed}
    best = analysis.weighed[0].intent if analysis.weighed else Intent.ROLE
    unusual = quoted.how not in ("id", "name", None) and " " in quoted.title
    unasked = best is Intent.ROLE or analysis.weighed[0].best <= FAIR
    return scores.get(Intent.TITLE_DECODE, 0) >= CLEAR or (unusual and unasked)


def _decoded(analysis: Analysis, blank: Reading, found: Resolution) -> Reading:
    """Decode the title in quotation marks."""
    given = found.roles if " / " in found.title else found.roles[:1]
    if found.status != "matched" and len(found.candidates) == 1:
        given = found.candidates
    return replace(
        blank,
        band=Band.ANSWER,
        intent=Intent.TITLE_DECODE,
        roles=given,
        title=found.title,
        employer=analysis.first(MentionKind.EMPLOYER),
    )


def _section(analysis: Analysis, intent: Intent) -> str | None:
    """Return the page of a profile that the heaviest phrase of an intent calls for."""
    own = (one for one in analysis.found if one.key == intent)
    best = max(own, key=lambda one: one.weight, default=None)
    return best.section if best is not None else None


def _title(analysis: Analysis) -> str | None:
    """Return the words of the title that is asked about."""
    named = (
        *analysis.of(MentionKind.TITLE),
        *analysis.of(MentionKind.ROLE, MentionKind.UNCLEAR, MentionKind.OTHER_JOB),
    )
    return next((one.text for one in named), None)


def _others(analysis: Analysis, best: Weighed) -> tuple[Clause, ...]:
    """Return the other questions of a message, each in the words of its clause."""
    rest = [
        one
        for one in analysis.weighed
        if one.intent is not best.intent and one.clause != best.clause and one.best > CLEAR
    ]
    clauses: dict[int, Clause] = {}
    for one in rest:
        words = [word for word in analysis.words if word.clause == one.clause]
        while len(words) > 1 and words[0].text in _LEADING:
            words = words[1:]
        text = analysis.text[words[0].start : words[-1].end]
        clauses.setdefault(one.clause, Clause(one.intent, " ".join(text.split())))
    return tuple(clauses[number] for number in sorted(clauses))[:SHORT]


def _doubted(analysis: Analysis, reading: Reading, best: Weighed) -> Reading:
    """Ask back where a title is unclear, or two readings are too near to choose from."""
    unclear = next(analysis.of(MentionKind.UNCLEAR), None)
    if unclear is not None and not reading.roles and reading.intent is not Intent.TITLE_DECODE:
        choices = tuple(ReadingChoice(reading.intent, role) for role in unclear.values[:MOST_ROLES])
        return replace(reading, band=Band.CLARIFY, choices=choices)
    rival = next((one for one in analysis.weighed if one.intent is not best.intent), None)
    near = rival is not None and best.score - rival.score < NEAR and rival.clause == best.clause
    if rival is not None and near and best.score < OVERRULING:
        role = reading.roles[0] if len(reading.roles) == 1 else None
        pair = (ReadingChoice(best.intent, role), ReadingChoice(rival.intent, role))
        return replace(reading, band=Band.CLARIFY, choices=pair)
    return reading


def collect(analysis: Analysis, best: Weighed | None, knowledge: Knowledge) -> Evidence:
    """Collect what shows that this is about jobs in AI."""
    intent = best.intent if best is not None else Intent.ROLE
    named = [
        one.values[0]
        for one in analysis.of(MentionKind.ROLE)
        if not (
            one.likened and intent is Intent.ROLE and one is not next(analysis.of(MentionKind.ROLE))
        )
    ]
    asked = best is not None and best.best >= FAIR
    topics = [one.values[0] for one in analysis.of(MentionKind.TOPIC)] if asked else []
    roles = tuple(dict.fromkeys((*named, *topics))) or _hinted(analysis, intent, knowledge)
    others = [one for one in analysis.of(MentionKind.OTHER_JOB) if not one.background]
    return Evidence(
        roles,
        bool(named or topics)
        or analysis.has(MentionKind.TITLE, MentionKind.UNCLEAR, MentionKind.TIER),
        analysis.has(MentionKind.EMPLOYER),
        analysis.has(MentionKind.FIELD, MentionKind.HINT),
        bool(others),
    )


def likeness_needed(analysis: Analysis) -> float:
    """How much the examples must say: less of a role, more of anything technical."""
    named = analysis.has(MentionKind.ROLE, MentionKind.TITLE) and not analysis.has(
        MentionKind.TECHNOLOGY
    )
    return LIKENED_WITH_ROLE if named and len(analysis.unknown) < STRANGE else LIKENED


def _hinted(analysis: Analysis, intent: Intent, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the roles that weak words hint at, where nothing better is said.

    On the way into the field, what is nearest to the job that a person has is a hint, too.
    """
    if analysis.has(MentionKind.TITLE, MentionKind.UNCLEAR):
        return ()
    if intent is Intent.PATH and analysis.has(MentionKind.FIELD):
        for one in analysis.of(MentionKind.OTHER_JOB):
            if found := knowledge.titles.resolve(one.text.removesuffix("s")).candidates:
                return found
    hints = [
        one for one in analysis.of(MentionKind.HINT) if not one.intents or intent in one.intents
    ]
    return min(hints, key=lambda one: one.rank).values if hints else ()


def small_talk(
    analysis: Analysis, best: Weighed | None, evidence: Evidence, files: AskingFiles
) -> Talk | None:
    """Take a message as small talk where it asks for nothing else."""
    if analysis.talk is None:
        return None
    weight = analysis.talk.weight
    asks = best is not None and best.score >= weight and not (best.score < OVERRULING <= weight)
    short = len(analysis.words) <= SHORT + weight
    if evidence.named or (asks and (evidence.field or evidence.lab or (best and best.alone))):
        return None
    if not short or (asks and analysis.unknown):
        return None
    return _by_id(files.small_talk.talk)[analysis.talk.key]


def out_of_scope(
    analysis: Analysis, best: Weighed | None, evidence: Evidence, files: AskingFiles
) -> Talk | None:
    """Decline for a topic that outweighs what else is said."""
    topic = analysis.topics
    if topic is None:
        return None
    score = best.score if best is not None else 0.0
    if topic.weight > OVERRULING + 1 or not (evidence.roles or evidence.named):
        outweighed = best is not None and best.alone and best.best > topic.weight
        keep = (evidence.field or evidence.lab) and best is not None and best.best >= topic.weight
        if topic.weight > OVERRULING + 1 or not (outweighed or keep):
            return _by_id(files.out_of_scope.topics)[topic.key]
        return None
    if topic.weight > score and score < CLEAR:
        return _by_id(files.out_of_scope.topics)[topic.key]
    return None


def _by_id(talk: tuple[Talk, ...]) -> Mapping[str, Talk]:
    return {one.id: one for one in talk}
