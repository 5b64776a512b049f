"""Check a whole set of knowledge files: what is wrong with them, and what is worth a look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bot.knowledge import lint as knowledge_lint
from bot.knowledge.base import Knowledge
from bot.knowledge.files import Files, Seen, unseen
from bot.knowledge.loader import build_with_files
from bot.quiz import lint as deck_lint
from bot.records.problems import Finding, KnowledgeError, Problem
from bot.services.editing.snapshot import KnowledgeSnapshot


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding with its place: which rule, and what it says of where."""

    rule: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. Without problems there is knowledge, and perhaps advice."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()


def check_files(raw: Mapping[str, bytes], today: date, seen: Seen = unseen) -> Report:
    """Check files by name; `seen` is called with each name as its file is read."""
    try:
        files, knowledge = build_with_files(raw, seen)
    except KnowledgeError as error:
        return Report(None, error.problems)
    return Report(knowledge, (), tuple(advise(files, knowledge, today)))


def advice_on(snapshot: KnowledgeSnapshot, today: date) -> tuple[Advice, ...]:
    """Give what is worth a look in a version that was built from files."""
    if snapshot.files is None:
        return ()
    found = tuple(advise(snapshot.files, snapshot.knowledge, today))
    snapshot.files.documents.let_go()
    return found


def advise(files: Files, knowledge: Knowledge, today: date) -> Iterator[Advice]:
    """Give what is worth a look in valid files."""
    decks = {f"quiz/{name}.yaml": deck for name, deck in knowledge.decks.items()}
    found: chain[Finding] = chain(
        knowledge_lint.lint(files, knowledge, today), deck_lint.lint(decks, knowledge.titles)
    )
    for finding in found:
        document = files.documents[finding.file]
        problem = document.problem(finding.path, finding.wrong, finding.right)
        yield Advice(finding.rule, problem)
