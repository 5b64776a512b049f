"""Find what a query names that this version of the knowledge no longer has."""

from collections.abc import Container
from dataclasses import fields

from bot.knowledge.base import Knowledge
from bot.lookups.queries import Query, SalaryQuery


def gone(query: Query, knowledge: Knowledge) -> str | None:
    """Name the kind of the first id in a query that is not known; None where all are."""
    known: dict[str, tuple[str, Container[str]]] = {
        "role": ("role", knowledge.roles),
        "roles": ("role", knowledge.roles),
        "employer": ("employer", knowledge.employers),
        "tier": ("tier", knowledge.tiers),
        "labs": ("lab", knowledge.labs),
        "topic": ("guide", knowledge.guides),
        "round": ("round", {it.id for it in knowledge.interviews.rounds}),
        "sector": ("sector", {it.id for it in knowledge.demand.sectors}),
        "problem": ("problem", knowledge.practice),
        "way": ("way to a role", knowledge.ways),
        "level": ("level", {it.id for it in knowledge.levels.levels}),
    }
    if isinstance(query, SalaryQuery):
        del known["level"]  # there it is the code of any published level
    for field in fields(query):
        value = getattr(query, field.name)
        kind, ids = known.get(field.name, ("", ()))
        named = value if isinstance(value, tuple) else (value,)
        if kind and any(it is not None and it not in ids for it in named):
            return kind
    return None
