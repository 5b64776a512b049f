"""Read a title: its deciding noun, what stands beside it, the rest, and what does not count."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.knowledge.titles.files import Rule, StrippedKind
from bot.knowledge.titles.lexicon import Lexicon, Piece

_FREE_HEADS = frozenset({"staff"})


@dataclass(frozen=True, slots=True)
class Stripped:
    """Words of a title that do not change the role."""

    kind: StrippedKind
    text: str


@dataclass(slots=True)
class Part:
    """One part of a title as its writer cut it."""

    pieces: list[Piece]
    head: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """Give the words that are neither stripped nor an employer."""
        kept = (p.text for p in self.pieces if p.meaning is None or p.meaning.strip is None)
        return " ".join(kept)


@dataclass(slots=True)
class Reading:
    """A whole title, read."""

    parts: list[Part]
    stripped: list[Stripped] = field(default_factory=list)
    employer: str | None = None
    mended: bool = False

    @property
    def tags(self) -> frozenset[str]:
        """Give the tags of the whole title."""
        return frozenset(tag for part in self.parts for tag in part.tags)

    @property
    def heads(self) -> list[Part]:
        """List the parts that have a deciding noun; a mere rank comes after a real one."""
        headed = [part for part in self.parts if part.head is not None]
        return sorted(headed, key=lambda part: part.head in _FREE_HEADS)


def read(lexicon: Lexicon, segments: Sequence[Sequence[str]], *, mend: bool) -> Reading:
    """Read the parts of a title; with `mend`, misspelt words are corrected first."""
    reading = Reading([])
    for words in segments:
        spelt = lexicon.spell_out(words)
        if mend:
            mended = lexicon.spell_out([lexicon.mend(word) for word in spelt])
            reading.mended = reading.mended or mended != spelt
            spelt = mended
        part = _part(lexicon.pieces(spelt))
        reading.parts.append(part)
        for piece in part.pieces:
            if piece.meaning is not None and piece.meaning.strip is not None:
                reading.stripped.append(Stripped(piece.meaning.strip, piece.text))
                reading.employer = reading.employer or piece.meaning.employer
    return reading


def _part(pieces: list[Piece]) -> Part:
    """Find the deciding noun of a part: the last one, since the noun ends an English title."""
    head = None
    tags: set[str] = set()
    for piece in pieces:
        if piece.meaning is None:
            continue
        tags |= piece.meaning.tags
        if piece.meaning.head is not None:
            head = piece.meaning.head
    return Part(pieces, head, frozenset(tags))


def fits(rule: Rule, head: str | None, main: frozenset[str], every: frozenset[str]) -> bool:
    """Tell whether a rule fits a noun, the tags beside it and the tags of the whole title."""
    if rule.head != "any" and rule.head != (head or "none"):
        return False
    return (
        main.issuperset(rule.main)
        and every.issuperset(rule.any)
        and main.isdisjoint(rule.without)
    )
