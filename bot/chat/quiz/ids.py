"""Custom ids of the quiz: which game, which question, and what is wanted; never what is right."""

import re
from dataclasses import dataclass
from enum import StrEnum

PATTERN = re.compile(
    r"q(?P<verb>[a-z]):(?P<game>\d{1,18}):(?P<number>\d{1,3})(?::(?P<extra>[A-Z]|\d{1,20}))?"
)


class Verb(StrEnum):
    """What a click wants."""

    JOIN = "j"
    LEAVE = "l"
    BEGIN = "b"
    CHOOSE = "c"
    TYPE = "t"
    SKIP = "s"
    NEXT = "n"
    REPORT = "r"
    APPEAL = "a"
    GRANT = "g"
    REFUSE = "x"
    MISSES = "m"
    BOARD = "k"


@dataclass(frozen=True, slots=True)
class Code:
    """A click: `extra` is the letter of an option, or the id of a member."""

    verb: Verb
    game: int
    number: int = 0
    extra: str | None = None

    def __str__(self) -> str:
        """Write the custom id."""
        tail = f":{self.extra}" if self.extra is not None else ""
        return f"q{self.verb}:{self.game}:{self.number}{tail}"


def read(custom_id: str) -> Code | None:
    """Read a custom id; None for one that no quiz wrote."""
    match = PATTERN.fullmatch(custom_id)
    if match is None or match["verb"] not in set(Verb):
        return None
    return Code(Verb(match["verb"]), int(match["game"]), int(match["number"]), match["extra"])
