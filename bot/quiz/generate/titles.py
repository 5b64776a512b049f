"""Items about what people call a job."""

from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz

from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.roles import Role
from bot.quiz.generate.making import Fact, choice, echoes, mixed, nearest_roles
from bot.quiz.generate.said import ABOUT_DOCUMENTS, Evidence, Said, content
from bot.records.claims import Citation
from bot.titles.title_files import AliasGroup, TitleMeaning

OF_EACH = 5
"""Titles that are asked of one role, out of all that are known to mean it."""
OWN_READING = "the title as this bot reads it"
LEAST_WORDS = 4
SAME_NAME = 85
"""How alike (of 100) a title is to a role's name that is a slip of the pen for it."""


def title_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the role behind a title, and for the title that something is said of."""
    yield from _by_employer(evidence)
    for role in evidence.knowledge.roles.values():
        yield from islice(_plain(evidence, role), OF_EACH)
    yield from _meanings(evidence)


def _by_employer(evidence: Evidence) -> Iterator[Item]:
    """Ask for the role behind a title that a document reads so, at some employers alone."""
    knowledge = evidence.knowledge
    for group in knowledge.title_files.aliases.aliases:
        if group.source is None or not group.employers:
            continue
        at = " or ".join(knowledge.employers[it].name for it in group.employers)
        title = max(group.titles, key=len)
        role = knowledge.roles[group.roles[0]]
        others = _never(evidence, title, set(group.roles))
        yield from choice(
            _fact(title, group, Citation(source=group.source)),
            f"A posting at {at} says “{title}”. Which of these roles can it mean?",
            role.name,
            nearest_roles(knowledge, role, others, title),
            group.note or f"There it can mean {role.name}.",
        )


def _plain(evidence: Evidence, role: Role) -> Iterator[Item]:
    """Ask for the role behind a title that is read so everywhere, and does not tell it."""
    knowledge = evidence.knowledge
    groups = {
        title: group
        for group in knowledge.title_files.aliases.aliases
        if group.roles == (role.id,) and not group.employers
        for title in group.titles
    }
    claims = (claim for told in role.facts.values() for claim in told)
    cited = next(it.citations[0] for it in claims if it.id == role.gist.rests_on[0])
    for title in mixed(role.id, groups):
        found = knowledge.titles.resolve(title)
        is_short = title.isupper() or not title.isascii()
        if is_short or found.roles != (role.id,) or _tells(evidence, title, role):
            continue
        others = _never(evidence, title, {role.id})
        yield from choice(
            _fact(title, groups[title], cited, OWN_READING),
            f"A posting says “{title}”. Which role is it?",
            role.name,
            nearest_roles(knowledge, role, others, title),
            f"It is another name for the same job: {role.gist.text}",
        )


def _tells(evidence: Evidence, title: str, role: Role) -> bool:
    """Whether a title has a word that no other role's name has, or all words of the name."""
    words = role.name.split()
    names = [it.name for it in evidence.knowledge.roles.values() if it is not role]
    own = [it for it in words if not any(echoes(name, it) for name in names)]
    alike = fuzz.ratio(title.casefold(), role.name.casefold()) >= SAME_NAME
    return alike or any(echoes(title, it) for it in own) or echoes(title, role.name) == len(words)


def _fact(title: str, group: AliasGroup, cited: Citation, scope: str | None = None) -> Fact:
    name = ("alias", title, *group.employers, "role")
    topic, easy = ItemTopic.TITLES, Difficulty.EASY
    return Fact(name, group.roles, cited, topic, easy, group.roles, scope)


def _never(evidence: Evidence, title: str, meant: set[str]) -> list[str]:
    """List the roles that a title means nowhere, nor is near to by what is said of it.

    Roles that share a title with one that is meant are too near to tell apart by a title.
    """
    knowledge = evidence.knowledge
    near = set(meant)
    for group in knowledge.title_files.aliases.aliases:
        if meant & set(group.roles):
            near |= set(group.roles)
    for meaning in knowledge.title_files.meanings.meanings:
        names = {name.casefold() for name in (meaning.title, *meaning.also)}
        if meant & set(meaning.roles) or title.casefold() in names:
            near |= set(meaning.roles)
    return [it for it in knowledge.roles if it not in near]


def _meanings(evidence: Evidence) -> Iterator[Item]:
    """Ask for the title that means something else elsewhere."""
    meanings = evidence.knowledge.title_files.meanings.meanings
    said = Said.of({it.title: [claim.text for claim in it.claims] for it in meanings})
    for meaning in meanings:
        yield from _meaning(evidence, said, meaning, [it for it in meanings if it is not meaning])


def _meaning(
    evidence: Evidence, said: Said, meaning: TitleMeaning, others: list[TitleMeaning]
) -> Iterator[Item]:
    names = {name.casefold() for name in (meaning.title, *meaning.also)}
    for number, claim in enumerate(meaning.claims):
        text = claim.text
        is_named = any(name in text.casefold() for name in names)
        if is_named or ABOUT_DOCUMENTS.search(text) or len(content(text)) < LEAST_WORDS:
            continue
        named = evidence.names.found_in(text)
        possible = [
            it.title
            for it in others
            if not named & set(it.roles)
            and it.title.casefold() not in text.casefold()
            and len(evidence.roles.not_of(it.roles, text)) == len(it.roles)
        ]
        name = ("title", meaning.title, str(number))
        topic, hard = ItemTopic.TITLES, Difficulty.HARD
        yield from choice(
            Fact(name, (text,), claim.citations[0], topic, hard, meaning.roles),
            f"Which job title is this? “{text}”",
            meaning.title,
            mixed(text, said.not_of(possible, text)),
            f"That is said of the title {meaning.title}.",
        )
