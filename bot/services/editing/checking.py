"""Check a whole set of knowledge files, and write what was found for people or programs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import assert_never

from bot.knowledge.advice import findings
from bot.knowledge.base import Knowledge
from bot.knowledge.files import Files
from bot.knowledge.loader import Seen, build_with_files, unseen
from bot.quiz import lint as deck_lint
from bot.records.problems import AdviceRule, Finding, KnowledgeError, Problem
from bot.services.editing.snapshot import KnowledgeSnapshot


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding with its place: which rule, and what it says of where."""

    rule: AdviceRule
    problem: Problem


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. Without problems there is knowledge, and perhaps advice."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()


def check_files(raw: Mapping[str, bytes], today: date, seen: Seen = unseen) -> CheckReport:
    """Check files by name; `seen` is called with each name as its file is read."""
    try:
        files, knowledge = build_with_files(raw, seen)
    except KnowledgeError as error:
        return CheckReport(None, error.problems)
    return CheckReport(knowledge, (), tuple(advise(files, knowledge, today)))


def advice_on(snapshot: KnowledgeSnapshot, today: date) -> tuple[Advice, ...]:
    """Find what is worth a look in a version."""
    found = tuple(advise(snapshot.files, snapshot.knowledge, today))
    snapshot.files.documents.let_go()
    return found


def advise(files: Files, knowledge: Knowledge, today: date) -> Iterator[Advice]:
    """Find what is worth a look in valid files."""
    decks = {f"quiz/{name}.yaml": deck for name, deck in knowledge.decks.items()}
    found: chain[Finding] = chain(
        findings(files, knowledge, today), deck_lint.lint(decks, knowledge.titles)
    )
    for finding in found:
        document = files.documents[finding.file]
        problem = document.problem(finding.path, finding.wrong, finding.right)
        yield Advice(finding.rule, problem)


class CheckFormat(StrEnum):
    """How the outcome of a check is written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def written(report: CheckReport, form: CheckFormat, directory: str) -> str:
    """Write a report; `directory` is put before file names where they must lead somewhere."""
    match form:
        case CheckFormat.TEXT:
            return _as_text(report)
        case CheckFormat.JSON:
            return _as_json(report)
        case CheckFormat.GITHUB:
            return _as_github(report, directory)
        case _:
            assert_never(form)


def summary(report: CheckReport) -> str:
    """Say in one line how it stands."""
    if (knowledge := report.knowledge) is None:
        count = len(report.problems)
        return f"{'1 problem' if count == 1 else f'{count} problems'} in the knowledge files:"
    return (
        f"Fine: {len(knowledge.roles)} roles, {knowledge.claim_count()} claims, "
        f"{len(knowledge.sources)} sources, version {knowledge.version}."
    )


def _as_text(report: CheckReport) -> str:
    lines = [summary(report), *map(str, report.problems)]
    lines += [f"to improve: {advice.problem} ({advice.rule})" for advice in report.advice]
    return "\n".join(lines)


def _as_json(report: CheckReport) -> str:
    version = report.knowledge.version if report.knowledge is not None else None
    found = {
        "version": version,
        "errors": [_fields(problem) for problem in report.problems],
        "advice": [{"rule": it.rule, **_fields(it.problem)} for it in report.advice],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _fields(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "wrong": problem.wrong,
        "right": problem.right,
    }


def _as_github(report: CheckReport, directory: str) -> str:
    """Write workflow commands, which become remarks beside the lines of a change."""
    lines = [_annotation("error", "mistake", problem, directory) for problem in report.problems]
    lines += [_annotation("warning", it.rule, it.problem, directory) for it in report.advice]
    return "\n".join([*lines, summary(report)])


def _annotation(kind: str, title: str, problem: Problem, directory: str) -> str:
    file = f"{directory.rstrip('/')}/{problem.file}" if directory not in ("", ".") else problem.file
    where = {"file": file, "line": problem.line, "col": problem.column, "title": title}
    place = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in where.items())
    hint = f" → {problem.right}" if problem.right else ""
    return f"::{kind} {place}::{_escaped(problem.wrong + hint)}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what ends a workflow command, or one of its fields."""
    return "".join(_escapes(text, "%\r\n" + more))


def _escapes(text: str, special: str) -> Iterator[str]:
    for char in text:
        yield f"%{ord(char):02X}" if char in special else char
