"""What is allowed in knowledge files, and still worth a look."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.knowledge.base import Knowledge
from bot.knowledge.files import Files
from bot.records.dates import When
from bot.records.problems import Finding
from bot.records.reader import Path

REVIEW_AFTER_MONTHS = 12
"""Months after which somebody should look whether a source still says so."""
PREFIXES = ("", "Senior ")
"""What people put before a title, and what must not change its role."""
UNDATED = ("quiz/", "titles/aliases.yaml")
"""Items follow the facts they ask for, and aliases are readings: neither gets old by itself."""


def lint(files: Files, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Find what somebody should look at, file by file."""
    yield from review_due(files, today)
    yield from _unused_sources(files)
    yield from _without_pay(files, knowledge)
    yield from _misread_aliases(knowledge)


def review_due(files: Files, today: date) -> Iterator[Finding]:
    """Find claims that nobody has looked at for long; a review counts as much as a new date."""
    dates = {source.id: source.date for source in files.sources.sources}
    for name, document in files.documents.items():
        if name.startswith(UNDATED):
            continue
        for path, record in records(document.data):
            written = record.get("reviewed") or record.get("date")
            when = When.parse(written) if written is not None else dates[record["source"]]
            if when.older_than(REVIEW_AFTER_MONTHS, today):
                what = "was last reviewed in" if record.get("reviewed") else "is from"
                wrong = f"this claim {what} {when}, over {REVIEW_AFTER_MONTHS} months ago"
                right = f"look again, then mend it or write reviewed: {today:%Y-%m}"
                yield Finding("review-due", name, path, wrong, right)


def records(data: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Give every record that names its source, with the path to it."""
    if isinstance(data, dict):
        if "source" in data:
            yield path, data
        for key, value in data.items():
            yield from records(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from records(value, (*path, index))


def _unused_sources(files: Files) -> Iterator[Finding]:
    used = {
        record["source"]
        for document in files.documents.values()
        for _, record in records(document.data)
    }
    for index, source in enumerate(files.sources.sources):
        if source.id not in used:
            wrong = f"no claim rests on the source {source.id}"
            yield Finding(
                "unused-source", "sources.yaml", ("sources", index), wrong, "cite it, or remove it"
            )


def _without_pay(files: Files, knowledge: Knowledge) -> Iterator[Finding]:
    paid = {role for claim in knowledge.pay.values() for role in claim.roles}
    for name, role in files.roles.items():
        if role.id not in paid:
            wrong = f"nothing in pay.yaml is about {role.id}"
            right = "add what a source says, in figures or words, as soon as there is one"
            yield Finding("no-pay", name, (), wrong, right)


def _misread_aliases(knowledge: Knowledge) -> Iterator[Finding]:
    """Find aliases that are read as another role as soon as something stands before them."""
    name = "titles/aliases.yaml"
    for index, group in enumerate(knowledge.title_files.aliases.aliases):
        employer = group.employers[0] if group.employers else None
        for number, title in enumerate(group.titles):
            path: Path = ("aliases", index, "titles", number)
            for prefix in PREFIXES:
                typed = prefix + title
                found = knowledge.titles.resolve_anew(typed, employer)
                if found.status == "matched" and found.roles[0] != group.roles[0]:
                    wrong = f"“{typed}” is read as {found.roles[0]} (by {found.how})"
                    right = (
                        f"mend the words or rules that lead there, or move it from {group.roles[0]}"
                    )
                    yield Finding("misread-alias", name, path, wrong, right)
                    break
