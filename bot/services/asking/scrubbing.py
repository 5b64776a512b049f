"""What is kept of what people typed in vain: words of the field, and the name of what they sought.

1. Of a question, the words stay that the knowledge knows: those of everyday speech, of careers and
   of its own claims, and what it knows by name. Whatever else stands there becomes “…”.
2. Of a title, an employer, a place or a level, the name stays as it was typed, without what follows
   it after “at”, a comma or the like.
3. A name of more than six words, or with a word in it that only sentences hold, is read as one.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from bot.knowledge.base import Knowledge
from bot.language.reading import Missed
from bot.language.understanding import Understanding
from bot.language.words import clean

KEPT_LIMIT = 200
LONGEST_NAME = 6
LEFT_OUT = "…"
_PERSONAL = re.compile(r"\S+@\S+|@\w+|\+?\d[\d\s().-]{5,}\d|\S*\d{4,}\S*")
_NAME_ENDS = re.compile(
    r"\s[-–—|:/]+\s|[,;|()\[\]{}<>•·@\n]|\s(?:at|for|from|with)\s", re.IGNORECASE
)
_TITLES_OF_PERSONS = frozenset({"mr", "mrs", "ms", "dr", "prof"})
_OF_SENTENCES = _TITLES_OF_PERSONS | frozenset(
    {"i", "me", "my", "we", "our", "us", "you", "your", "he", "him", "his", "she", "her", "they",
     "them", "their", "who", "is", "are", "am", "was", "does", "do", "how", "what", "why", "can"}
)  # fmt: skip


def scrubbed(understanding: Understanding, knowledge: Knowledge, text: str, kind: Missed) -> str:
    """Give what may be stored of a text; nothing where no word of it may be."""
    bare = _PERSONAL.sub(" ", clean(text))
    name = None if kind is Missed.QUESTION else _name(bare)
    kept = " ".join(_known(understanding, knowledge, bare)) if name is None else name
    return kept[:KEPT_LIMIT].strip() if re.search(r"\w", kept) else ""


def _name(text: str) -> str | None:
    """Give the first part of a typed name; None where it is a sentence."""
    parts = (part.split() for part in _NAME_ENDS.split(text))
    words = next((it for it in parts if it), [])
    if len(words) > LONGEST_NAME or _OF_SENTENCES & {it.casefold().strip(".'’") for it in words}:
        return None
    return " ".join(words)


def _known(understanding: Understanding, knowledge: Knowledge, text: str) -> Iterator[str]:
    """Give the words that the knowledge knows, and one mark for those left out between them."""
    said = understanding.look(text)
    unknown = set(said.unknown) - _in_claims(knowledge)
    # A short form that is written out stands for several words at one place.
    words = [next(it) for _, it in groupby(said.words, lambda it: it.start)]
    before = ""
    for word, previous in zip(words, ("", *(it.text for it in words)), strict=False):
        kept = LEFT_OUT if word.text in unknown or previous in _TITLES_OF_PERSONS else word.raw
        if not kept == before == LEFT_OUT:
            yield kept
        before = kept


def _in_claims(knowledge: Knowledge) -> set[str]:
    """Collect the words that claims hold in small letters: names are not among them."""
    texts = (passage.claim.text for passage in knowledge.passages.passages)
    return {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
