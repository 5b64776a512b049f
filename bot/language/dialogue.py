"""Questions that go on from the last one and leave out what was said.

Only what needs memory gets it: a question that is complete stands for itself, however short.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from bot.knowledge.asking import OUTSIDE, Intent
from bot.language.mentions import MentionKind
from bot.language.model import Shares
from bot.language.reading import Analysis, Band, Reading
from bot.language.tuning import Tuning

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


def best_of_a_role(shares: Shares) -> Intent:
    """Choose the likeliest of what is asked about a role."""
    return max((it for it in Intent if it not in OUTSIDE | _FIELD_WIDE), key=lambda it: shares[it])


@dataclass(frozen=True, slots=True)
class FollowUp:
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
        return self._carried(best_of_a_role(completed), self.before.roles)

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
