"""The little language of phrases: words, `a|b`, `word?`, `...`, `{slot}`, `^` and `$`.

A phrase is compared with a question word by word, by stems, so that `earn` meets `earning`.
"""

from dataclasses import dataclass

from bot.records.problems import RecordError
from bot.titles.spelling import normalize, stem

SLOTS = frozenset(
    {"role", "job", "other", "title", "employer", "level", "field", "tier", "number", "technology"}
)
GAP_WORDS = 5
"""The most words that `...` passes over."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: any of some stems, any of some slots, or a gap."""

    stems: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase, parsed; `start` and `end` tie it to the edges of a clause."""

    text: str
    elements: tuple[Element, ...]
    words: frozenset[str]
    start: bool
    end: bool


def parse(text: str) -> Pattern:
    """Parse a phrase; raise RecordError with what is wrong."""
    parts = text.split()
    start = bool(parts) and parts[0] == "^"
    end = len(parts) > 1 and parts[-1] == "$"
    parts = parts[int(start) : len(parts) - int(end)]
    elements = tuple(_element(part) for part in parts)
    if not elements:
        raise RecordError("a phrase needs a word")
    if elements[0].gap or elements[0].optional or elements[-1].gap:
        raise RecordError(
            "a phrase begins with a word or slot that must be there, and ends in none"
        )
    words = (word for part in parts if "{" not in part for word in part.rstrip("?").split("|"))
    return Pattern(text, elements, frozenset(map(_fold, words)) - {""}, start, end)


def _element(part: str) -> Element:
    if part == "...":
        return Element(gap=True)
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part.startswith("{"):
        names = frozenset(part.removeprefix("{").removesuffix("}").split("|"))
        if not part.endswith("}") or not names <= SLOTS:
            raise RecordError(f"{part} is no slot", "there are " + ", ".join(sorted(SLOTS)))
        return Element(slots=names, optional=optional)
    words = [_fold(word) for word in part.split("|")]
    if not all(words):
        raise RecordError(f"{part} is no word", "words are letters and digits, joined by |")
    return Element(stems=frozenset(map(stem, words)), optional=optional)


def _fold(word: str) -> str:
    folded = normalize(word)
    return "" if " " in folded else folded
