"""Glued and shortened titles: `MLE2`, `DatEngineer`, `mach learn eng`."""

import re

from bot.titles.index import Suggestions, TitleIndex
from bot.titles.spelling import normalize, slips_allowed

SHORTEST_GLUED = 8
"""Letters of a title without spaces that is compared with known ones, slips allowed."""
_CODE = re.compile(r"\b([A-Za-z]{2,4})(\d)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{3})")


def parted(title: str, index: TitleIndex, suggestions: Suggestions) -> str:
    """Part an acronym from a level, written out, and words at their capitals."""

    def spelt(found: re.Match[str]) -> str:
        known = normalize(found[1])
        if (role := suggestions.exact(known)) is not None:
            return f"{index.role_names[role]} {found[2]}"
        return f"{known} {found[2]}" if index.lexicon.abbreviates(known) else found[0]

    return _CAMEL.sub(" ", _CODE.sub(spelt, title))


def half_words(words: str, index: TitleIndex, suggestions: Suggestions) -> tuple[str, str] | None:
    """Find the one role that half words, or words without spaces and with slips, name.

    Return the known title and the role; None where there is none, or more than one.
    """
    known = suggestions.shortened(words)
    if not known and " " not in words and len(words) >= SHORTEST_GLUED:
        near = index.glued.near(words, slips_allowed(len(words)), index.lexicon.knows)
        known = {key: role for _, key, role in near}
    return next(iter(known.items())) if len(set(known.values())) == 1 else None
