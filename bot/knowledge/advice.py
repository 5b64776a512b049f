"""What is allowed in knowledge files, and still worth a look."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import BaseModel

from bot.knowledge import files as kinds
from bot.knowledge.base import Knowledge
from bot.knowledge.files import ROLES, SOURCES, Files, kind_of
from bot.records.claims import Citation, Claim
from bot.records.dates import When
from bot.records.fields import SOURCE
from bot.records.problems import AdviceRule, Finding
from bot.records.reader import DataPath
from bot.records.references import marked_values, records_in, strings_in
from bot.titles.title_files import ALIASES

REVIEW_AFTER_MONTHS = 12
"""Months after which somebody should look whether a source still says so."""
PHRASES = {
    "not stated": "leave it out; what is not known is absent",
    "read by its description": "say in the scope that the document names no role",
    "no document": "leave it out; what is not known is absent",
    "no source": "leave it out; what is not known is absent",
    "in words:": "say it as a sentence",
    "published claims": "say what pay is",
    "leaves you cold": "say plainly whom it does not suit",
    "costs the job": "say what happens",
    "by the year": "say a year: $280–420K a year",
    "for its sake": "say what for",
    "by the map": "write according to …",
    "by the comparison": "write according to …",
    "by the handbook": "write according to …",
    "by the interview handbook": "write according to …",
    "by one account": "write according to …",
    "by one coach": "write according to …",
    "whom one coach": "say it of the coach's clients",
    "prepare as for": "write prepare as if for",
    "hire in numbers": "write hire many",
}
"""What must not come back, and what is better."""
_ANY_PHRASE = re.compile(rf"\b({'|'.join(map(re.escape, PHRASES))})(?!\w)")
PATTERNS = (kinds.INTENTS, kinds.TOPICS, kinds.VOCABULARY)
"""Files that hold what people type, rather than what they read."""
SENTENCE = re.compile(r"[A-Z0-9$“\"‘'].*[.!?][”\"’')]?", re.DOTALL)
_VERB = re.compile(
    r"\b(is|are|was|were|be|has|have|had|does?|can|could|may|might|must|will|would|needs?|gets?"
    r"|makes?|takes?|helps?|means?|comes?|goes|counts?|matters|pays?|works?|you|it|they)\b"
)
"""One of these is in nearly every sentence that begins with a word in -ing."""
PREFIXES = ("", "Senior ")
"""What people put before a title, and what must not change its role."""


def findings(files: Files, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Find what somebody should look at, file by file."""
    yield from review_due(files, today)
    yield from _phrases(files)
    yield from _fragments(files)
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
            said = _dates(record, dates)
            if not said:
                continue
            reviewed: When | None = getattr(record, "reviewed", None)
            when = reviewed or max(said, key=lambda it: it.last)
            if when.older_than(REVIEW_AFTER_MONTHS, today):
                what = "was last reviewed in" if reviewed else "is from"
                wrong = f"this claim {what} {when}, over {REVIEW_AFTER_MONTHS} months ago"
                right = f"look again, then mend it or write reviewed: {today:%Y-%m}"
                yield Finding(AdviceRule.REVIEW_DUE, name, path, wrong, right)


def _dates(record: BaseModel, dates: Mapping[str, When]) -> tuple[When, ...]:
    """Give the dates of who says a record; none where nobody says it, or a claim has it in it."""
    if isinstance(record, Claim):
        return tuple(it.date or dates[it.source] for it in record.citations)
    source = getattr(record, "source", None)
    if source is None or isinstance(record, Citation):
        return ()
    return (getattr(record, "date", None) or dates[source],)


def _phrases(files: Files) -> Iterator[Finding]:
    """Find words that tell a reader of our files instead of the field, or that nobody says."""
    typed = {kind.pattern for kind in PATTERNS}
    for name, model in files.models.items():
        for path, text in strings_in(model) if name not in typed else ():
            if found := _ANY_PHRASE.search(text.casefold()):
                wrong = f"“{found[0]}” tells a reader nothing, or is not what people say"
                yield Finding(AdviceRule.PHRASE, name, path, wrong, PHRASES[found[0]])


def _fragments(files: Files) -> Iterator[Finding]:
    """Find claims that are no sentence: without a verb, a beginning or an end."""
    for name, model in files.models.items():
        for path, claim in records_in(model, Claim):
            text = claim.text.casefold()
            if not SENTENCE.fullmatch(claim.text):
                wrong = "this claim is no whole sentence"
                right = "begin with a capital letter, and end with a full stop"
                yield Finding(AdviceRule.FRAGMENT, name, (*path, "text"), wrong, right)
            elif text.partition(" ")[0].endswith("ing") and not _VERB.search(text):
                wrong, right = "this claim has no subject and no verb", "say who does what: You …"
                yield Finding(AdviceRule.FRAGMENT, name, (*path, "text"), wrong, right)


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
