"""A claim: one statement in our own words with all who say it; and what our synthesis rests on."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bot.records.dates import When
from bot.records.fields import Label, Reviewed, Slug, SourceRef, Strict, Text
from bot.records.numbers import NUMBER_WORDS
from bot.records.problems import RecordError, suggestion
from bot.records.reader import DataPath
from bot.records.references import Fault, Unique

GIST_LENGTH = 140
GIST = r"^You "
_NUMBER = re.compile(r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?")
_NUMBER_WORDS = {
    "twice": "2",
    "double": "2",
    **{word: str(number) for number, word in enumerate(NUMBER_WORDS[1:10], 2)},
}


class Citation(Strict):
    """A document that says a thing, with the date and scope that it has there."""

    source: SourceRef
    date: When | None = Field(None, description="When it differs from the date of the source.")
    scope: Label | None = Field(None, description="Where or for whom it holds, if narrower.")


class Claim(Strict):
    """One fact in our own words, with who says it: one `source`, or several under `cites`."""

    id: Annotated[Slug, Unique("claim", within_file=True)] | None = Field(
        None, description="Once in the file; needed where a gist, verdict or disagreement names it."
    )
    text: Text
    source: SourceRef | None = None
    date: When | None = Field(None, description="When it differs from the date of the source.")
    reviewed: Reviewed = None
    scope: Label | None = Field(None, description="Where or for whom it holds, if narrower.")
    doubt: Text | None = Field(None, description="Why this claim, kept as published, is doubtful.")
    cites: tuple[Citation, ...] = Field(
        (), description="Two or more who say it, each with its own date and scope."
    )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Who says it, at least one."""
        if self.source is None:
            return self.cites
        return (Citation(source=self.source, date=self.date, scope=self.scope),)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the documents that say it, each once."""
        return tuple(dict.fromkeys(it.source for it in self.citations))

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if self.source is None and not self.cites:
            raise RecordError("source is missing", "add it, or several under cites")
        if self.cites and (self.source or self.date or self.scope):
            raise RecordError(
                "source, date and scope stand beside cites",
                "move each into the citation that it belongs to",
            )
        if len(self.cites) == 1:
            raise RecordError("cites holds one citation alone", "write it as source, date, scope")
        return self


class Synthesis(Strict):
    """A sentence of our own, and the claims that it is made of."""

    text: Text
    rests_on: tuple[Slug, ...] = Field(
        min_length=1, description="Ids of what it is made of, in this file."
    )


class Gist(Synthesis):
    """What a role is, in one sentence of our own that rests on claims."""

    text: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=GIST_LENGTH, pattern=GIST
        ),
        Field(description="Begins with You and a verb, so that it can be said of two roles."),
    ]


def unsupported_in(
    path: DataPath, statement: Synthesis, said: Mapping[str, str]
) -> Iterator[Fault]:
    """Find what a statement rests on and is not `said`, by its id; and figures of its own."""
    for index, id_ in enumerate(statement.rests_on):
        if id_ not in said:
            wrong, right = f"there is no claim {id_} in this file", suggestion(id_, said)
            yield Fault((*path, "rests_on", index), wrong, right)
    words = " ".join(said[id_] for id_ in statement.rests_on if id_ in said)
    if own := numbers_in(statement.text) - numbers_in(words):
        yield unfounded((*path, "text"), own)


def unfounded(path: DataPath, figures: Collection[str]) -> Fault:
    """Refuse figures that nothing has which a statement rests on."""
    wrong = f"no claim that this rests on names {', '.join(sorted(figures))}"
    return Fault(path, wrong, "take it out, or name the claim that has it under rests_on")


def digits_in(text: str) -> frozenset[str]:
    """Find the figures in digits: 1,000 is 1000. Digits that belong to a name, as in L5, are none.

    An amount is found without its unit: $280–420K holds 280 and 420.
    """
    return frozenset(_NUMBER.findall(text.replace(",", "")))


def numbers_in(text: str) -> frozenset[str]:
    """Find the figures that a text names, in digits or in words: twice is 2."""
    words = re.findall(r"[a-z]+", text.casefold())
    return digits_in(text) | {_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS}
