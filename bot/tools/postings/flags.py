"""What to be wary of in a posting, with the words that raise it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.knowledge.posting import FlagKind, FlagRule
from bot.tools.postings.duties import RoleFit

CLEAR = 5.5
"""Points from which the work speaks against a title: two strong groups, or nearly."""
BEATEN = 2.0
"""How many times the points of the title's role another needs, for the title to differ."""
SHOWN_WORDS = 3
SHOWN_AFTER = 40
_PHD = re.compile(r"\b(?:ph\.?\s?d\.?|doctorate|doctoral degree)(?!\w)", re.IGNORECASE)
_SOFT = re.compile(
    r"\A\W*(?:o\W+)?or\b|\b(?:preferred|prefer|plus|bonus|nice|ideal(?:ly)?|equivalent|not|no|without|optional"
    r"|desired|advantage|desirable|helpful|welcome|masters?|bachelors?|m\.?sc?|b\.?sc?|experience)\b",
    re.IGNORECASE,
)
"""Words beside which a PhD is one way among others, or merely wished for."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Something to be wary of, with the words of the posting that raised it."""

    kind: FlagKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """What flags look at: the text, the role it is read as, what its title may mean, its work."""

    text: str
    role: str | None
    called: Sequence[str]
    fits: Sequence[RoleFit]

    @property
    def is_misnamed(self) -> bool:
        """Whether the title means one thing and the work is another."""
        return len(self.called) == 1 and differs(self.called, self.fits)


def red_flags(rules: Iterable[FlagRule], posting: Suspect) -> Iterator[RedFlag]:
    """Find what the rules warn of in a posting."""
    for rule in rules:
        if words := tuple(_raised(rule, posting)):
            yield RedFlag(rule.when, words)


def _raised(rule: FlagRule, posting: Suspect) -> Iterator[str]:
    named = {posting.role, *posting.called[:1]}
    match rule.when:
        case FlagKind.PHD_ASKED:
            if named & set(rule.roles):
                yield from _phd_asked(posting.text)
        case FlagKind.TITLE_DIFFERS:
            if posting.is_misnamed:
                yield from posting.fits[0].words[:SHOWN_WORDS]
        case FlagKind.ENGINEERING_FOR_RESEARCHER:
            is_theirs = posting.is_misnamed and posting.called[0] in rule.roles
            if is_theirs and posting.fits[0].role in rule.work:
                yield from posting.fits[0].words[:SHOWN_WORDS]
        case _:
            assert_never(rule.when)


def _phd_asked(text: str) -> Iterator[str]:
    """Find sentences that ask for a PhD, and for nothing else instead."""
    for sentence in _SENTENCE.split(text):
        if (found := _PHD.search(sentence)) and not _SOFT.search(sentence):
            yield " ".join(sentence[found.start() : found.end() + SHOWN_AFTER].split())
            return


def differs(called: Sequence[str], fits: Sequence[RoleFit]) -> bool:
    """Tell whether the work is clearly another role's than any that the title may mean."""
    own = max((fit.points for fit in fits if fit.role in called), default=0.0)
    best = fits[0] if fits else None
    return best is not None and best.points >= CLEAR and best.points >= BEATEN * own
