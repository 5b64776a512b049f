"""What is allowed in knowledge files, and still worth a look."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from bot.knowledge.base import Knowledge
from bot.knowledge.files import ROLES, SOURCES, Files, kind_of
from bot.records.dates import When
from bot.records.fields import SOURCE
from bot.records.problems import AdviceRule, Finding
from bot.records.reader import DataPath
from bot.records.references import marked_values, records_in
from bot.titles.title_files import ALIASES

REVIEW_AFTER_MONTHS = 12
"""Months after which somebody should look whether a source still says so."""
PREFIXES = ("", "Senior ")
"""What people put before a title, and what must not change its role."""


def findings(files: Files, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Find what somebody should look at, file by file."""
    yield from review_due(files, today)
    yield from _unused_sources(files)
    yield from _without_pay(files, knowledge)
    yield from _misread_aliases(knowledge)


def review_due(files: Files, today: date) -> Iterator[Finding]:
    """Find claims that nobody has looked at for long; a review counts as much as a new date."""
    dates = {source.id: source.date for source in files.one(SOURCES).sources}
    for name, model in files.models.items():
        kind = kind_of(name)
        if kind is None or not kind.dated:
            continue
        for path, record in records_in(model, BaseModel):
            source = getattr(record, "source", None)
            if source is None:
                continue
            reviewed = getattr(record, "reviewed", None)
            when: When = reviewed or getattr(record, "date", None) or dates[source]
            if when.older_than(REVIEW_AFTER_MONTHS, today):
                what = "was last reviewed in" if reviewed else "is from"
                wrong = f"this claim {what} {when}, over {REVIEW_AFTER_MONTHS} months ago"
                right = f"look again, then mend it or write reviewed: {today:%Y-%m}"
                yield Finding(AdviceRule.REVIEW_DUE, name, path, wrong, right)


def _unused_sources(files: Files) -> Iterator[Finding]:
    used = {
        item.value
        for model in files.models.values()
        for item in marked_values(model)
        if item.marker == SOURCE
    }
    for index, source in enumerate(files.one(SOURCES).sources):
        if source.id not in used:
            wrong = f"no claim rests on the source {source.id}"
            yield Finding(
                AdviceRule.UNUSED_SOURCE,
                SOURCES.pattern,
                ("sources", index),
                wrong,
                "cite it, or remove it",
            )


def _without_pay(files: Files, knowledge: Knowledge) -> Iterator[Finding]:
    paid = {role for claim in knowledge.pay.values() for role in claim.roles}
    for name, role in files.every(ROLES).items():
        if role.id not in paid:
            wrong = f"nothing in pay.yaml is about {role.id}"
            right = "add what a source says, in figures or words, as soon as there is one"
            yield Finding(AdviceRule.NO_PAY, name, (), wrong, right)


def _misread_aliases(knowledge: Knowledge) -> Iterator[Finding]:
    """Find aliases that are read as another role as soon as something stands before them."""
    for index, group in enumerate(knowledge.title_files.aliases.aliases):
        employer = group.employers[0] if group.employers else None
        for number, title in enumerate(group.titles):
            path: DataPath = ("aliases", index, "titles", number)
            for prefix in PREFIXES:
                typed = prefix + title
                found = knowledge.titles.resolve_anew(typed, employer)
                if found.status == "matched" and found.roles[0] != group.roles[0]:
                    wrong = f"“{typed}” is read as {found.roles[0]} (by {found.how})"
                    right = (
                        f"mend the words or rules that lead there, or move it from {group.roles[0]}"
                    )
                    yield Finding(AdviceRule.MISREAD_ALIAS, ALIASES, path, wrong, right)
                    break
