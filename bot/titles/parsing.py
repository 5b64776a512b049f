"""Read a title: its deciding noun, what stands beside it, the rest, and what does not count."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.titles.files import Rule, StrippedKind
from bot.titles.lexicon import Lexicon, Piece

OTHER, RANK = "other", "staff"
_CLOSING = frozenset({"and", "of"})


@dataclass(frozen=True, slots=True)
class Stripped:
    """Words of a title that do not change the role."""

    kind: StrippedKind
    text: str


@dataclass(slots=True)
class Part:
    """One part of a title as its writer cut it; `before` is what stood in front of it."""

    before: str
    pieces: list[Piece]
    head: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """Give the words that are neither stripped nor an employer."""
        kept = (p.text for p in self.pieces if p.meaning is None or p.meaning.strip is None)
        return " ".join(kept)

    @property
    def bare(self) -> bool:
        """Tell whether the deciding noun stands alone, as in `Scientist, Applied`."""
        return self.head is not None and not self.tags and " " not in self.words


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

    def has_unknown(self, shortest: int) -> bool:
        """Tell whether there is an unknown word of some length, which may be misspelt."""
        return any(
            piece.meaning is None and len(piece.text) >= shortest
            for part in self.parts
            for piece in part.pieces
        )

    @property
    def heads(self) -> list[Part]:
        """List the parts with a deciding noun, the deciding one first.

        A mere rank comes after a real noun, and so does another trade when a slash offers one
        of ours instead: `BI Developer / Data Engineer`.
        """
        headed = [part for part in self.parts if part.head is not None]
        ours_by_slash = any(part.before == "/" and part.head != OTHER for part in headed)
        return sorted(
            headed,
            key=lambda part: (part.head == RANK, ours_by_slash and part.head == OTHER),
        )


def read(
    lexicon: Lexicon, segments: Sequence[tuple[str, Sequence[str]]], mend_from: int | None = None
) -> Reading:
    """Read the parts of a title; misspelt words of `mend_from` letters on are corrected first."""
    reading = Reading([])
    for before, words in segments:
        spelt = lexicon.spell_out(words)
        if mend_from is not None:
            mended = lexicon.spell_out(
                [lexicon.spelling.correct(word, mend_from) for word in spelt]
            )
            reading.mended = reading.mended or mended != spelt
            spelt = mended
        part = _part(before, lexicon.pieces(spelt))
        reading.parts.append(part)
        for piece in part.pieces:
            if piece.meaning is not None and piece.meaning.strip is not None:
                reading.stripped.append(Stripped(piece.meaning.strip, piece.text))
                reading.employer = reading.employer or piece.meaning.employer
    return reading


def _part(before: str, pieces: list[Piece]) -> Part:
    """Find the deciding noun of a part: the last one before an `and` or `of`, as in English."""
    head = None
    tags: set[str] = set()
    closed = False
    for piece in pieces:
        closed = closed or (piece.text in _CLOSING and head is not None)
        if piece.meaning is None:
            continue
        tags |= piece.meaning.tags
        if piece.meaning.head is not None and not closed:
            head = piece.meaning.head
    return Part(before, pieces, head, frozenset(tags))


def fits(rule: Rule, main: frozenset[str], every: frozenset[str]) -> bool:
    """Tell whether a rule fits the tags beside its noun and the tags of the whole title."""
    return (
        main.issuperset(rule.main) and every.issuperset(rule.any) and main.isdisjoint(rule.without)
    )
