"""The tables, one module a kind of record; importing this knows them all."""

from bot.store.tables import members, misses, quizzes, reviews, tools
from bot.store.tables.base import METADATA

__all__ = ["METADATA", "members", "misses", "quizzes", "reviews", "tools"]
