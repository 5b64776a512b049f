"""The tables, one module a kind of record; importing this knows them all."""

from bot.store.tables import (
    daily,
    knowledge,
    members,
    nights,
    pay,
    practice,
    prizes,
    quizzes,
    servers,
)
from bot.store.tables.base import METADATA

__all__ = [
    "METADATA",
    "daily",
    "knowledge",
    "members",
    "nights",
    "pay",
    "practice",
    "prizes",
    "quizzes",
    "servers",
]
