"""Say what a check found: for people, for programs, and for the checks of a repository."""

import json
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from bot.records.problems import Problem
from bot.services.editing.checking import Report


class Format(StrEnum):
    """How the outcome of a check is written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def written(report: Report, form: Format, directory: str) -> str:
    """Write a report; `directory` is put before file names where they must lead somewhere."""
    writers: Mapping[Format, Callable[[Report, str], str]] = {
        Format.TEXT: _as_text,
        Format.JSON: _as_json,
        Format.GITHUB: _as_github,
    }
    return writers[form](report, directory)


def summary(report: Report) -> str:
    """Say in one line how it stands."""
    if (knowledge := report.knowledge) is None:
        count = len(report.problems)
        return f"{'1 problem' if count == 1 else f'{count} problems'} in the knowledge files:"
    return (
        f"Fine: {len(knowledge.roles)} roles, {knowledge.claim_count()} claims, "
        f"{len(knowledge.sources)} sources, version {knowledge.version}."
    )


def _as_text(report: Report, directory: str) -> str:
    del directory
    lines = [summary(report), *map(str, report.problems)]
    lines += [f"to improve: {advice.problem} ({advice.rule})" for advice in report.advice]
    return "\n".join(lines)


def _as_json(report: Report, directory: str) -> str:
    del directory
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


def _as_github(report: Report, directory: str) -> str:
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
