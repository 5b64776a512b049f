"""What a change leads to: which answers and quiz items differ, and how one of them reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

from bot.knowledge.base import Knowledge
from bot.lookups.model import Answer
from bot.lookups.plain import plain
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    InterviewQuery,
    LabQuery,
    LevelsQuery,
    MatchQuery,
    PracticeQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
    TitleQuery,
)
from bot.lookups.service import Answers
from bot.services.editing.snapshot import KnowledgeSnapshot

COMMANDS: dict[type[Query], str] = {
    RoleQuery: "/role",
    SalaryQuery: "/salary",
    TitleQuery: "/title",
    CompareQuery: "/compare",
    InterviewQuery: "/interview",
    DemandQuery: "/demand",
    LevelsQuery: "/levels",
    LabQuery: "/lab",
    GuideQuery: "/guide",
    TiersQuery: "/tiers",
    MatchQuery: "/match",
    PracticeQuery: "/practice",
}


@dataclass(frozen=True, slots=True)
class Consequences:
    """Which answers a change touches, command by command; which items; and one answer's lines.

    `preview` holds the lines of the first touched answer that go and come, marked - and +.
    """

    commands: tuple[tuple[str, tuple[str, ...]], ...]
    items_new: int
    items_gone: int
    items_changed: int
    preview_of: str | None
    preview: tuple[str, ...]


def consequences(before: KnowledgeSnapshot, after: KnowledgeSnapshot, today: date) -> Consequences:
    """Ask all that can be asked of both versions, and compare; takes part of a second."""
    old, new = Answers(before.knowledge, today), Answers(after.knowledge, today)
    touched: dict[str, dict[str, None]] = {}
    first: tuple[str, Answer, Answer] | None = None
    for query, about in _questions(before.knowledge, after.knowledge):
        one, other = old.answer(query), new.answer(query)
        if one == other:
            continue
        command = COMMANDS[type(query)]
        touched.setdefault(command, {})[about] = None
        if first is None:
            first = f"{command} {about}".strip(), one, other
    items = before.pool.items, after.pool.items
    shared = items[0].keys() & items[1].keys()
    return Consequences(
        tuple((command, tuple(about)) for command, about in touched.items()),
        len(items[1].keys() - shared),
        len(items[0].keys() - shared),
        sum(items[0][key] != items[1][key] for key in shared),
        first[0] if first else None,
        tuple(_changed_lines(*first[1:])) if first else (),
    )


def _changed_lines(before: Answer, after: Answer) -> Iterator[str]:
    """Give the lines that go, marked -, each followed by what comes in its place, marked +."""
    old, new = list(_lines(before)), list(_lines(after))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (f"- {line}" for line in old[a:b])
            yield from (f"+ {line}" for line in new[c:d])


def _lines(answer: Answer) -> Iterator[str]:
    """Give the lines of an answer in words, without the numbers that sources have in it.

    What a chart shows stands in the lines beside it as well, and is easier to read there.
    """
    for line in plain(answer).splitlines():
        words = re.sub(r"(?: ?\[\d+\])+$", "", line.removeprefix("- ")).strip()
        if words and not words.startswith("Chart. ") and not re.match(r"\[\d+\] ", words):
            yield words


def _questions(old: Knowledge, new: Knowledge) -> Iterator[tuple[Query, str]]:
    """Give what is asked of both versions, with what it is about; the most telling first."""
    roles = {**old.roles, **new.roles}
    names = {id_: role.name for id_, role in roles.items()}
    yield from ((SalaryQuery(id_), names[id_]) for id_ in roles)
    for id_ in roles:
        yield from ((RoleQuery(id_, section), names[id_]) for section in RoleSection)
    for title in _titles(old, new):
        yield TitleQuery(title), f"“{title}”"
    for id_ in roles:
        yield InterviewQuery(id_), names[id_]
        yield DemandQuery(role=id_), names[id_]
        yield LevelsQuery(role=id_), names[id_]
    for pair in combinations(roles, 2):
        yield CompareQuery(pair), " and ".join(names[id_] for id_ in pair)
    yield DemandQuery(), "the map"
    yield LevelsQuery(), "all levels"
    yield from ((TiersQuery(it), "") for it in (None, *{**old.tiers, **new.tiers}))
    yield from ((LabQuery((it,)), it) for it in {**old.labs, **new.labs})
    yield from ((GuideQuery(it), it or "") for it in (None, *{**old.guides, **new.guides}))
    yield from ((MatchQuery(it), it or "") for it in (None, *{**old.ways, **new.ways}))
    problems = (None, *{**old.practice, **new.practice})
    yield from ((PracticeQuery(it, "answer" if it else None), it or "") for it in problems)


def _titles(old: Knowledge, new: Knowledge) -> Iterator[str]:
    """Give the titles that stand in the files of one version alone."""
    listed = [
        {title for group in known.title_files.aliases.aliases for title in group.titles}
        | {title for miss in known.title_files.near_misses.near_misses for title in miss.titles}
        for known in (old, new)
    ]
    yield from sorted(listed[0] ^ listed[1])
