"""What a document contains, and where the bot answers it."""

from dataclasses import dataclass

from bot.lookups.queries import Query


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of a document, the query that answers it, and words that its answer holds."""

    piece: str
    query: Query
    words: tuple[str, ...]


def row(piece: str, query: Query, *words: str) -> Row:
    """Make a row."""
    return Row(piece, query, words)
