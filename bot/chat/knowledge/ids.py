"""The custom ids of buttons and forms of operators: a verb, and what it is about."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Self

PATTERN = re.compile(r"k(?P<verb>[a-z]{2})(?::(?P<about>[A-Za-z0-9:._/-]{0,90}))?")
MENU_PATTERN = re.compile(r"K(?P<verb>[a-z]{2})")
CODE_LENGTH = 12


class Verb(StrEnum):
    """What a button or a form is for."""

    APPLY = "ap"
    CANCEL = "ca"
    HISTORY = "hi"
    DIFF = "di"
    UNDO = "un"
    FIGURES = "fi"
    WORDS = "wo"
    REVIEWED = "re"
    ROLE = "ro"
    ALIAS = "al"
    MISSES = "mi"
    MISS = "ms"
    MEANS = "me"
    NO_ROLE = "no"
    REPORTS = "rp"
    REPORTED = "ri"
    KEEP = "ke"
    MEND = "md"
    RETIRE = "rt"
    VOID = "vo"
    AGAIN = "ag"
    BRING_BACK = "bb"


@dataclass(frozen=True, slots=True)
class Code:
    """A verb and what it is about."""

    verb: Verb
    about: str = ""

    @classmethod
    def read(cls, custom_id: str) -> Self | None:
        """Read a custom id; None where it is none of these."""
        match = PATTERN.fullmatch(custom_id)
        if match is None or match["verb"] not in {verb.value for verb in Verb}:
            return None
        return cls(Verb(match["verb"]), match["about"] or "")

    def __str__(self) -> str:
        return f"k{self.verb}:{self.about}" if self.about else f"k{self.verb}"


def menu_id(verb: Verb) -> str:
    """Give the custom id of a menu; what was chosen is what its verb is about."""
    return f"K{verb}"


def short(text: str) -> str:
    """Give a short code for an id that may be too long for a button."""
    return sha256(text.encode()).hexdigest()[:CODE_LENGTH]
