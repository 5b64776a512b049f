"""Every phrase that names something, from the knowledge and from the files of asking."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.asking.files import AskingFiles
from bot.knowledge.base import Knowledge
from bot.language.mentions import Kind
from bot.titles.normalize import normalize

MANY_ROLES = 3
"""An alias of so many roles names none of them: it is a title to decode."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase names; a lower `rank` goes first among hints."""

    kind: Kind
    values: tuple[str, ...]
    intents: tuple[str, ...] = ()
    rank: int = 0


def entries(knowledge: Knowledge, files: AskingFiles) -> Iterator[tuple[str, Entry]]:
    """Give every phrase that names something; the first that claims a phrase keeps it."""
    yield from _job_entries(knowledge, files)
    for tier in knowledge.tiers.values():
        for text in (f"{tier.name} tier", f"tier {tier.name}", f"{tier.name} roles"):
            yield text, Entry(Kind.TIER, (tier.id,))
    for text in files.vocabulary.levels:
        yield text, Entry(Kind.LEVEL, (normalize(text),))
    for employer in knowledge.employers.values():
        if employer.id in files.vocabulary.labs:
            for text in (employer.name, *employer.aliases):
                yield text, Entry(Kind.EMPLOYER, (employer.id,))
    kinds = (
        (Kind.FIELD, files.topics.field),
        (Kind.TECHNOLOGY, files.topics.technologies),
        (Kind.OTHER_JOB, files.topics.other_jobs),
    )
    yield from ((text, Entry(kind, ())) for kind, texts in kinds for text in texts)


def _job_entries(knowledge: Knowledge, files: AskingFiles) -> Iterator[tuple[str, Entry]]:
    """Give the phrases that name roles: their own names, topics, and the aliases of titles."""
    for role in knowledge.roles.values():
        for text in (role.id, role.name, role.short):
            yield text, Entry(Kind.ROLE, (role.id,))
    for rank, topic in enumerate(files.topics.topics):
        kind = Kind.ROLE if topic.kind == "name" else Kind(topic.kind)
        for text in topic.phrases:
            yield text, Entry(kind, topic.roles, topic.intents, rank)
    for group in knowledge.title_files.aliases.aliases:
        many = len(group.employers) > 1 and len(group.roles) >= MANY_ROLES
        for text in group.titles:
            yield text, Entry(Kind.TITLE if many else Kind.ROLE, group.roles)
