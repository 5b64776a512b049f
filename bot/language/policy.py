"""Make a reading of what was found in a question, by these rules in their order.

1. Small talk that is the whole message gets its own reply.
2. A topic whose phrases overrule all else (an attempt to turn the bot, a person in a crisis) gets
   its own reply, where the model does not rule it out.
3. A question that leaves something out is completed by the one before; one that is complete stands
   for itself, however short.
4. A title in quotation marks, or a near miss of a role that stands nearly alone, is decoded.
5. What the model takes for something else, or for a remark that asks nothing, is declined; with
   the reply of its topic, where one has phrases in it, and with the reading that it may be after
   all as a button.
6. A message that is hardly more than names of roles shows them, however unsure the model is.
7. Where no intent has a share worth acting on, nothing is answered.
8. A title that may mean several roles is asked back; so is a question that points to a role which
   nobody named, and that would be declined otherwise.
9. Everything else is answered by the likeliest intent; the second is offered where it may be it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.knowledge.asking import OUTSIDE, Intent, Talk
from bot.knowledge.base import Knowledge
from bot.language.judgement import Shares
from bot.language.mentions import Mention, MentionKind
from bot.language.reading import Analysis, Band, Reading
from bot.language.tuning import Tuning
from bot.titles import Resolution

MOST_OTHERS = 3
OVERRULING = 8
"""The weight of a topic that is declined whatever else is said."""
BARE_WORDS = 2
"""Words beside names in a message that is hardly more than names."""
LONGEST_ACRONYM = 4
DECIMALS = 3
_TALK_WORDS = 4
_ASKED_ABOUT = {Intent.ROLE: 1, Intent.COMPARE: 2}
"""How many roles a question is about at least."""
_OF_GROUPS = frozenset({Intent.TIER, Intent.CULTURE})
"""What is asked of engineers and scientists, or of safety, at large rather than of a role."""
_DESCRIBED = frozenset({Intent.ROLE, Intent.TITLE_DECODE, Intent.SALARY, Intent.DAY_TO_DAY})
MOST_ROLES = 4
_FIELD_WIDE = frozenset({Intent.TIER, Intent.QUIZ, Intent.CULTURE, Intent.TITLE_DECODE})
_VERSUS = frozenset({"vs", "versus", "or", "compared"})
_GOING_ON = frozenset({"and", "also", "same", "then", "so", "but", "ok", "okay", "at", "in", "for"})
_ABOUT = frozenset({("what", "about"), ("how", "about"), ("what", "if")})
PRONOUNS = frozenset({"it", "they", "them", "that", "those", "these", "there", "one", "both"})
"""Words that a role's name can stand for."""
_BACK = PRONOUNS | {"their", "its", "either", "she", "he", "her", "him"}
_SET_SIDE_BY_SIDE = frozenset(
    {"which", "more", "most", "less", "least", "better", "best", "worse", "harder", "easier"}
)
_BESIDE_NAMES = _GOING_ON | frozenset(
    {"what", "about", "how", "i", "should", "add", "the", "a", "with", "specifically", "only"}
)
_COMPLETE = (
    MentionKind.FIELD, MentionKind.OTHER_JOB, MentionKind.TITLE, MentionKind.UNCLEAR,
    MentionKind.TIER,
)  # fmt: skip


def decide(
    analysis: Analysis, knowledge: Knowledge, before: Reading | None, tuning: Tuning
) -> Reading:
    """Turn what was found into a reading."""
    shares = analysis.shares
    best = max((it for it in Intent if it not in OUTSIDE), key=lambda it: shares[it])
    outside = sum(shares[it] for it in OUTSIDE)
    blank = Reading(
        analysis.text,
        Band.UNKNOWN,
        max(OUTSIDE, key=lambda it: shares[it]),
        language=analysis.language,
        mentions=analysis.mentions,
        other_jobs=tuple(one.text for one in analysis.of(MentionKind.OTHER_JOB)),
        shares=_ranked(shares),
    )
    roles = _roles_of(analysis, best, knowledge)
    near = best if shares[best] >= tuning.near_bar else None
    talk = _whole_talk(analysis, roles, knowledge) or _overruling(
        analysis, outside, knowledge, tuning
    )
    if talk is not None:
        return _said(replace(blank, second=near), talk)
    if before is not None:
        follow_up = _FollowUp(analysis, blank, before, best, roles, tuning)
        if (carried := follow_up.reading()) is not None:
            return carried
    if (decoded := _decoded(analysis, blank, best, roles, knowledge)) is not None:
        named = tuple(dict.fromkeys((*decoded.roles, *roles)))
        second = _second(shares, Intent.TITLE_DECODE, tuning)
        return replace(decoded, roles=named, second=second)
    bare = _bare(analysis, roles)
    if bare is not None and outside < 1 - tuning.unsure_bar:
        best = bare if shares[best] < tuning.carried_bar else best
    elif outside >= (tuning.outside_bar_named if roles else tuning.outside_bar):
        declined = _declined(analysis, replace(blank, second=near, roles=roles), knowledge)
        alone = before is None or not before.roles
        return (alone and _of_which_role(analysis, blank, tuning)) or declined
    if not roles and not analysis.has(MentionKind.TITLE, MentionKind.UNCLEAR):
        roles = _described(analysis, best, knowledge, tuning)
    unsure = bare is None and shares[best] < tuning.unsure_bar
    answered = _answered(analysis, blank, best, roles, tuning)
    return replace(blank, second=best, roles=roles) if unsure else answered


def _answered(
    analysis: Analysis, blank: Reading, best: Intent, roles: tuple[str, ...], tuning: Tuning
) -> Reading:
    reading = replace(
        blank,
        band=Band.ANSWER,
        intent=best,
        second=_second(analysis.shares, best, tuning),
        roles=roles,
        employer=analysis.first(MentionKind.EMPLOYER),
        level=analysis.first(MentionKind.LEVEL),
        tier=analysis.first(MentionKind.TIER),
        place=analysis.first(MentionKind.PLACE),
        title=_title(analysis) if best is Intent.TITLE_DECODE else None,
        superlative=analysis.superlative,
        background=analysis.background,
        others=tuple(it for it in analysis.clauses if it.intent is not best)[:MOST_OTHERS],
    )
    unclear = next((it for it in analysis.of(MentionKind.UNCLEAR) if not it.background), None)
    if unclear is not None and not roles and best not in (Intent.TITLE_DECODE, Intent.PATH):
        return replace(reading, band=Band.CLARIFY, choices=unclear.values[:MOST_ROLES])
    return reading


def _ranked(shares: Shares) -> tuple[tuple[Intent, float], ...]:
    """Rank intents by their shares, to as many decimals as are the same on every machine."""
    rounded = [(intent, round(share, DECIMALS)) for intent, share in shares.items()]
    return tuple(sorted(rounded, key=lambda it: -it[1]))


def _second(shares: Shares, best: Intent, tuning: Tuning) -> Intent | None:
    rest = (it for it in Intent if it not in OUTSIDE and it is not best)
    second = max(rest, key=lambda it: shares[it])
    return second if shares[second] >= tuning.second_bar else None


def _roles_of(analysis: Analysis, intent: Intent, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the roles that a question names, in their order.

    Names come first, then topics, then hints. A job that somebody has is where
    they come from, not what they ask about, unless two roles are compared.
    """
    named = list(analysis.of(MentionKind.ROLE))
    if intent is not Intent.COMPARE:
        named = [it for it in named if not it.background] or named
    named = [
        it for it in named if not (it.likened and intent is Intent.ROLE and it is not named[0])
    ]
    topics = () if intent in _OF_GROUPS else analysis.of(MentionKind.TOPIC)
    found = [it.values[0] for it in (*named, *topics)]
    if not found:
        found = [it.values[0] for it in analysis.of(MentionKind.TITLE)]
    if not found and not analysis.has(MentionKind.TITLE, MentionKind.UNCLEAR):
        found = list(_hinted(analysis, intent, knowledge))
    return tuple(dict.fromkeys(found))


def _described(
    analysis: Analysis, intent: Intent, knowledge: Knowledge, tuning: Tuning
) -> tuple[str, ...]:
    """Return the roles that are described; one at least where the question is about a role."""
    if analysis.superlative is not None or intent in _OF_GROUPS or intent is Intent.QUIZ:
        return ()
    ranked = sorted(knowledge.roles, key=lambda it: -analysis.described.get(it, 0.0))
    asked = _ASKED_ABOUT.get(intent, 0)
    bars = [tuning.missing_bar if n < asked else tuning.described_bar for n in range(len(ranked))]
    return tuple(
        role
        for role, bar in zip(ranked, bars, strict=True)
        if analysis.described.get(role, 0.0) >= bar
    )


def _hinted(analysis: Analysis, intent: Intent, knowledge: Knowledge) -> Iterable[str]:
    """Return the roles that weak words hint at.

    On the way into the field, what is nearest to the job that a person has is a hint, too.
    """
    if intent is Intent.PATH and analysis.has(MentionKind.FIELD):
        for one in analysis.of(MentionKind.OTHER_JOB):
            if found := knowledge.titles.resolve(one.text.removesuffix("s")).candidates:
                return found
    hints = [it for it in analysis.of(MentionKind.HINT) if not it.intents or intent in it.intents]
    return min(hints, key=lambda it: it.rank).values if hints else ()


def _whole_talk(analysis: Analysis, roles: tuple[str, ...], knowledge: Knowledge) -> Talk | None:
    """Rule 1: a phrase of small talk with hardly a word beside it, or with one for the bot."""
    talk = analysis.talk
    if talk is None or roles:
        return None
    beside = len(analysis.words) - (talk.end - talk.start)
    fits = beside <= _TALK_WORDS if talk.weight < OVERRULING else True
    return _by_id(knowledge.asking.small_talk.talk, talk.key) if fits else None


def _overruling(
    analysis: Analysis, outside: float, knowledge: Knowledge, tuning: Tuning
) -> Talk | None:
    topic = analysis.topic
    if topic is None or topic.weight < OVERRULING or outside < tuning.talk_bar:
        return None
    return _by_id(knowledge.asking.out_of_scope.topics, topic.key)


def _of_which_role(analysis: Analysis, blank: Reading, tuning: Tuning) -> Reading | None:
    """Rule 8: ask which role is meant where a question is one as soon as it names any."""
    completed = analysis.completed
    if completed is None or analysis.shares[Intent.NONE] >= tuning.carried_bar:
        return None
    if sum(completed[it] for it in OUTSIDE) >= tuning.asked_back_bar:
        return None
    return replace(blank, band=Band.CLARIFY, intent=_best_of_a_role(completed))


def _declined(analysis: Analysis, blank: Reading, knowledge: Knowledge) -> Reading:
    if analysis.topic is None:
        return blank
    topic = _by_id(knowledge.asking.out_of_scope.topics, analysis.topic.key)
    return replace(_said(blank, topic), intent=Intent.OUT_OF_SCOPE)


def _said(blank: Reading, talk: Talk) -> Reading:
    return replace(blank, talk=talk.id, reply=talk.reply, action=talk.action)


def _by_id(talk: tuple[Talk, ...], key: str) -> Talk:
    return next(one for one in talk if one.id == key)


def _decoded(
    analysis: Analysis,
    blank: Reading,
    best: Intent,
    roles: tuple[str, ...],
    knowledge: Knowledge,
) -> Reading | None:
    """Rule 4: decode what stands in quotation marks, or a title that is none of the roles."""
    quoted = analysis.quoted
    odd = quoted is not None and quoted.status != "matched"
    decoding = best is Intent.TITLE_DECODE or (best is Intent.ROLE and odd)
    if quoted is not None and decoding and " " in quoted.title:
        return _title_reading(analysis, blank, quoted)
    if roles or best not in _DESCRIBED:
        return None
    near = next(_near_misses(analysis, knowledge), None)
    return _title_reading(analysis, blank, near) if near is not None else None


def _near_misses(analysis: Analysis, knowledge: Knowledge) -> Iterator[Resolution]:
    """Find titles that are none of the roles, of which it is known what they are instead."""
    for one in analysis.of(MentionKind.OTHER_JOB, MentionKind.UNCLEAR):
        found = knowledge.titles.resolve(one.text)
        acronym = one.length == 1 and len(one.text) <= LONGEST_ACRONYM
        alone = len(analysis.words) - one.length <= 2 * BARE_WORDS
        if found.near_miss and len(found.candidates) == 1 and (acronym or alone):
            yield found


def _title_reading(analysis: Analysis, blank: Reading, found: Resolution) -> Reading:
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


def _bare(analysis: Analysis, roles: tuple[str, ...]) -> Intent | None:
    """Rule 6: what to show for a message that is hardly more than names of roles."""
    named = sum(one.length for one in analysis.of(MentionKind.ROLE))
    if not roles or not named or len(analysis.words) - named > BARE_WORDS:
        return None
    return Intent.COMPARE if len(roles) > 1 else Intent.ROLE


def _title(analysis: Analysis) -> str | None:
    """Return the words of the title that is asked about."""
    named: Iterable[Mention] = (
        *analysis.of(MentionKind.TITLE),
        *analysis.of(MentionKind.ROLE, MentionKind.UNCLEAR, MentionKind.OTHER_JOB),
    )
    return next((one.text for one in named), None)


def _best_of_a_role(shares: Shares) -> Intent:
    """Choose the likeliest of what is asked about a role."""
    return max((it for it in Intent if it not in OUTSIDE | _FIELD_WIDE), key=lambda it: shares[it])


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A question beside the one before it: its likeliest intent, and the roles it names."""

    analysis: Analysis
    blank: Reading
    before: Reading
    best: Intent
    roles: tuple[str, ...]
    tuning: Tuning

    def reading(self) -> Reading | None:
        """Complete the question; None where it stands for itself."""
        words = self.analysis.words
        if self.before.declined or not words or len(words) > self.tuning.follow_up_words:
            return None
        return self._other_roles() if self.roles else self._same_roles()

    @property
    def _words(self) -> frozenset[str]:
        return frozenset(it.text for it in self.analysis.words)

    @property
    def _goes_on(self) -> bool:
        first, *rest = (it.text for it in self.analysis.words)
        side_by_side = len(self.before.roles) > 1 and self._words & _SET_SIDE_BY_SIDE
        about = bool(rest) and (first, rest[0]) in _ABOUT
        return first in _GOING_ON or about or bool(self._words & _BACK) or bool(side_by_side)

    @property
    def _sure(self) -> bool:
        return self.analysis.shares[self.best] >= self.tuning.carried_bar

    def _other_roles(self) -> Reading | None:
        """Ask the same of other roles, or compare them with the last: `and RE?`, `vs AS?`."""
        if not self.before.roles:
            return None
        if self.analysis.words[0].text in _VERSUS and len(self.roles) < MOST_ROLES:
            both = tuple(dict.fromkeys((*self.before.roles, *self.roles)))[:MOST_ROLES]
            return self._carried(Intent.COMPARE, both)
        if self.best is Intent.COMPARE and len(self.roles) == 1 and self._words & _BACK:
            return self._carried(Intent.COMPARE, (*self.before.roles, *self.roles)[:MOST_ROLES])
        if self._goes_on and not self._sure:
            return self._carried(self.before.intent, self.roles)
        return None

    def _same_roles(self) -> Reading | None:
        """Ask something else of the same roles, or the same of an employer, level or place."""
        completed = self.analysis.completed
        if completed is None or not self.before.roles or self._stands_alone:
            return None
        if self._only_narrows:
            return self._carried(self.before.intent, self.before.roles)
        if sum(completed[it] for it in OUTSIDE) >= self.tuning.outside_bar_named:
            return None
        return self._carried(_best_of_a_role(completed), self.before.roles)

    @property
    def _stands_alone(self) -> bool:
        """Whether nothing is missing: a job is named, or nothing points back to one."""
        analysis, tuning = self.analysis, self.tuning
        if analysis.has(*_COMPLETE) or analysis.shares[Intent.NONE] >= tuning.carried_bar:
            return True
        if self._of_oneself or self._words & _BACK or self._only_narrows:
            return self._of_oneself
        few = len(analysis.words) <= tuning.follow_up_words // 2
        elsewhere = analysis.shares[Intent.OUT_OF_SCOPE] >= tuning.outside_bar_named
        of_the_field = self.best in _FIELD_WIDE and self._sure
        return elsewhere or of_the_field or not (few or self._goes_on)

    @property
    def _only_narrows(self) -> bool:
        """Whether nothing is said but an employer, a level or a place: `and at deepmind?`."""
        narrowing = list(
            self.analysis.of(MentionKind.EMPLOYER, MentionKind.LEVEL, MentionKind.PLACE)
        )
        named = {at for it in narrowing for at in range(it.start, it.end)}
        rest = {it.text for n, it in enumerate(self.analysis.words) if n not in named}
        return bool(narrowing) and rest <= _BESIDE_NAMES

    @property
    def _of_oneself(self) -> bool:
        """Whether somebody tells of themselves, and of nothing that was said before."""
        words = [it.text for it in self.analysis.words]
        tells = ("i", "am") in pairwise(words) or "my" in words
        return self.best is Intent.PATH and tells and not self._words & _BACK

    def _carried(self, intent: Intent, roles: tuple[str, ...]) -> Reading:
        employer = self.analysis.first(MentionKind.EMPLOYER) or self.before.employer
        return replace(
            self.blank,
            band=Band.ANSWER,
            intent=intent,
            roles=roles,
            employer=None if intent is Intent.COMPARE else employer,
            level=self.analysis.first(MentionKind.LEVEL),
            place=self.analysis.first(MentionKind.PLACE),
            carried=tuple(role for role in roles if role in self.before.roles),
        )
