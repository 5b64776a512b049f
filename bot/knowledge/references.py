"""Check what only shows when all files are read: names that must exist, ids that must be one."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

from bot.knowledge.checker import Checker, Known
from bot.knowledge.decks import DeckFile, TitleItem
from bot.knowledge.exercises import PracticeFile
from bot.knowledge.files import Files
from bot.knowledge.market import GuideFile, LabFile
from bot.knowledge.money import PayStatement
from bot.knowledge.roles import ComparisonFile, RoleFile
from bot.records.fields import Claim
from bot.records.problems import Problem
from bot.records.reader import Path


def check(files: Files) -> list[Problem]:
    """Find every broken reference and double id between valid files."""
    known = Known(
        role={file.id for file in files.roles.values()} | files.left_out,
        source={source.id for source in files.sources.sources} | files.left_out,
        tier={tier.id for tier in files.tiers.tiers} | files.left_out,
        employer={employer.id for employer in files.employers.employers} | files.left_out,
        pay={it.id for it in (*files.pay.claims, *files.pay.ratios)} | files.left_out,
    )
    problems: list[Problem] = []
    for name, rules in _rules(files):
        checker = Checker(files.documents, name, known)
        rules(checker)
        problems += checker.problems
    problems += _same_names(files)
    problems += _same_items(files)
    return problems


def _rules(files: Files) -> Iterator[tuple[str, Callable[[Checker], None]]]:
    """Pair each file with the rules that hold for it."""
    yield "sources.yaml", partial(_sources, files=files)
    yield "tiers.yaml", partial(_tiers, files=files)
    yield "employers.yaml", partial(_employers, files=files)
    yield "weeks.yaml", partial(_weeks, files=files)
    yield "pay.yaml", partial(_pay, files=files)
    for name, role in files.roles.items():
        yield name, partial(_role, name=name, role=role)
    for name, item in files.comparisons.items():
        yield name, partial(_comparison, item=item)
    yield "demand.yaml", partial(_demand, files=files)
    yield "interviews.yaml", partial(_interviews, files=files)
    yield "levels.yaml", partial(_levels, files=files)
    yield "match.yaml", partial(_ways, files=files)
    yield "assessment.yaml", partial(_assessment, files=files)
    yield "plan.yaml", partial(_plan, files=files)
    for name, problem in files.problems_to_practise.items():
        yield name, partial(_practice, name=name, problem=problem)
    for name, lab in files.labs.items():
        yield name, partial(_lab, name=name, lab=lab)
    for name, guide in files.guides.items():
        yield name, partial(_guide, name=name, guide=guide)
    for name, deck in files.decks.items():
        yield name, partial(_deck, deck=deck)


def _sources(checker: Checker, files: Files) -> None:
    sources = files.sources.sources
    checker.unique("source", ((("sources", i, "id"), s.id) for i, s in enumerate(sources)))


def _employers(checker: Checker, files: Files) -> None:
    employers = files.employers.employers
    checker.unique("employer", ((("employers", i, "id"), e.id) for i, e in enumerate(employers)))


def _tiers(checker: Checker, files: Files) -> None:
    checker.unique("tier", ((("tiers", i, "id"), t.id) for i, t in enumerate(files.tiers.tiers)))
    for index, tier in enumerate(files.tiers.tiers):
        checker.one("source", ("tiers", index, "summary", "source"), tier.summary.source)
        checker.claims(("tiers", index, "facts"), tier.facts)
    checker.claims(("advice",), files.tiers.advice)


def _weeks(checker: Checker, files: Files) -> None:
    weeks = files.weeks.weeks
    checker.one("source", ("source",), files.weeks.source)
    for index, week in enumerate(weeks):
        checker.one("role", ("weeks", index, "role"), week.role)
    checker.unique("the week of", ((("weeks", i, "role"), w.role) for i, w in enumerate(weeks)))


def _pay(checker: Checker, files: Files) -> None:
    entries: list[tuple[Path, str]] = []
    parts: tuple[tuple[str, tuple[PayStatement, ...]], ...] = (
        ("claims", files.pay.claims),
        ("ratios", files.pay.ratios),
    )
    for part, claims in parts:
        for index, claim in enumerate(claims):
            path: Path = (part, index)
            checker.many("role", (*path, "roles"), claim.roles)
            checker.many("employer", (*path, "employers"), claim.employers)
            checker.many("pay", (*path, "disagrees_with"), claim.disagrees_with)
            checker.one("source", (*path, "source"), claim.source)
            entries.append(((*path, "id"), claim.id))
    checker.unique("pay claim", entries)


def _role(checker: Checker, name: str, role: RoleFile) -> None:
    stem = name.removeprefix("roles/").removesuffix(".yaml")
    if role.id != stem:
        checker.note(
            ("id",), f"the file is called {stem}, the role {role.id}", "give both one name"
        )
    checker.one("tier", ("tier",), role.tier)
    for kind, claims in role.facts.items():
        checker.claims(("facts", kind.value), claims)


def _comparison(checker: Checker, item: ComparisonFile) -> None:
    checker.one("source", ("source",), item.source)
    checker.many("role", ("roles",), item.roles)
    mappings: list[tuple[Path, Iterable[str]]] = [(("called",), item.called)]
    for index, dimension in enumerate(item.dimensions):
        path: Path = ("dimensions", index)
        mappings += [((*path, "cells"), dimension.cells), ((*path, "pay"), dimension.pay)]
        for role, claim in dimension.pay.items():
            checker.one("pay", (*path, "pay", role), claim)
    for path, roles in mappings:
        checker.keys("role", path, roles)
        for role in roles:
            if role not in item.roles:
                right = "add it to 'roles', or remove it here"
                checker.note((*path, role), f"{role} is not among the roles compared here", right)


def _same_names(files: Files) -> Iterator[Problem]:
    """Find roles, and comparisons, that share an id or a name with another file."""
    for what, group, fields in (
        ("role", files.roles, ("id", "name", "short")),
        ("comparison", files.comparisons, ("id",)),
    ):
        for attribute in fields:
            first: dict[str, str] = {}
            for name, item in sorted(group.items()):
                value = str(getattr(item, attribute)).casefold()
                if value in first:
                    yield files.documents[name].problem(
                        (attribute,),
                        f"the {what} in {first[value]} has the same {attribute}",
                        "every one needs its own",
                    )
                first.setdefault(value, name)


class _WithClaims(Protocol):
    def claims(self) -> Iterator[tuple[Path, Claim]]: ...


def _sourced(checker: Checker, piece: _WithClaims) -> None:
    for path, claim in piece.claims():
        checker.one("source", (*path, "source"), claim.source)


def _lab(checker: Checker, name: str, lab: LabFile) -> None:
    _named_as_file(checker, name, lab.id)
    checker.one("employer", ("id",), lab.id)
    _sourced(checker, lab)


def _guide(checker: Checker, name: str, guide: GuideFile) -> None:
    _named_as_file(checker, name, guide.id)
    _sourced(checker, guide)


def _named_as_file(checker: Checker, name: str, identifier: str) -> None:
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    if stem != identifier:
        checker.note(("id",), f"id {identifier} is not the name of its file", f"write {stem}")


def _levels(checker: Checker, files: Files) -> None:
    levels = files.levels.levels
    checker.unique("level", ((("levels", i, "id"), it.id) for i, it in enumerate(levels)))
    checker.keys("role", ("ladders",), files.levels.ladders)
    _sourced(checker, files.levels)


def _ways(checker: Checker, files: Files) -> None:
    ways = files.match.ways
    checker.unique("way", ((("ways", i, "id"), way.id) for i, way in enumerate(ways)))
    for number, way in enumerate(ways):
        checker.one("source", ("ways", number, "source"), way.source)
        for index, question in enumerate(way.questions):
            for place, option in enumerate(question.options):
                path = ("ways", number, "questions", index, "options", place)
                checker.keys("role", (*path, "speaks_for"), option.speaks_for)
                if option.source is not None:
                    checker.one("source", (*path, "source"), option.source)


def _assessment(checker: Checker, files: Files) -> None:
    checker.one("source", ("source",), files.assessment.source)


def _plan(checker: Checker, files: Files) -> None:
    checker.one("source", ("source",), files.plan.source)


def _practice(checker: Checker, name: str, problem: PracticeFile) -> None:
    _named_as_file(checker, name, problem.id)
    checker.one("source", ("source",), problem.source)
    checker.many("role", ("roles",), problem.roles)


def _demand(checker: Checker, files: Files) -> None:
    checker.one("source", ("source",), files.demand.source)
    checker.keys("role", ("roles",), files.demand.roles)
    checker.keys("role", ("supply",), files.demand.supply)
    _sourced(checker, files.demand)


def _interviews(checker: Checker, files: Files) -> None:
    checker.one("source", ("source",), files.interviews.source)
    checker.keys("role", ("loops",), files.interviews.loops)
    checker.keys("role", ("notes",), files.interviews.notes)
    _sourced(checker, files.interviews)


def _deck(checker: Checker, deck: DeckFile) -> None:
    for index, item in enumerate(deck.items):
        checker.many("role", ("items", index, "roles"), item.roles)
        checker.one("source", ("items", index, "source"), item.source)
        if isinstance(item, TitleItem):
            checker.many("role", ("items", index, "accept"), item.accept)


def _same_items(files: Files) -> Iterator[Problem]:
    """Find items of written decks that share an id."""
    first: dict[str, tuple[str, Path]] = {}
    for name, deck in files.decks.items():
        for index, item in enumerate(deck.items):
            path: Path = ("items", index, "id")
            if item.id in first:
                file, where = first[item.id]
                line = files.documents[file].place(where)[0]
                wrong = f"item {item.id} is already in {file}:{line}"
                yield files.documents[name].problem(path, wrong, "rename one of them")
            first.setdefault(item.id, (name, path))
