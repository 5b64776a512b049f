"""The files in knowledge/titles/: aliases, words, rules, near misses and meanings."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from bot.records.fields import Claim, Label, Slug, Strict, Text

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Phrases = tuple[Phrase, ...]
Head = Literal["engineer", "scientist", "researcher", "specialist", "teamer", "staff", "other"]
StrippedKind = Literal["level", "team", "place", "employment", "employer", "noise"]


class Employer(Strict):
    """A company or lab that pay claims and aliases can be scoped to."""

    id: Slug
    name: Label
    aliases: tuple[Label, ...] = ()


class EmployersFile(Strict):
    """knowledge/employers.yaml."""

    employers: tuple[Employer, ...] = Field(min_length=1)


class AliasGroup(Strict):
    """Titles known to mean a role; of several roles, the likeliest comes first."""

    roles: tuple[Slug, ...] = Field(min_length=1)
    titles: Phrases = Field(min_length=1)
    employers: tuple[Slug, ...] = Field((), description="Where it holds, if not everywhere.")
    source: Slug | None = Field(None, description="Who says so; left out: the editors.")
    note: Text | None = None


class AliasesFile(Strict):
    """knowledge/titles/aliases.yaml."""

    aliases: tuple[AliasGroup, ...]


class WordsFile(Strict):
    """knowledge/titles/words.yaml: what the words of a title are."""

    strip: dict[Literal["level", "place", "employment", "noise"], Phrases] = Field(
        description="Words that do not change the role."
    )
    spellings: dict[Phrase, Phrase] = Field(description="Short forms and what they stand for.")
    heads: dict[Head, Phrases] = Field(
        description="The nouns that say what kind of job it is; `other` is never one of ours."
    )
    tags: dict[Slug, Phrases] = Field(description="What the rules look for.")


class TitleRule(Strict):
    """Tags and a head that together mean a role. The first rule that fits decides."""

    head: Head | Literal["none", "any"] = Field(description="The deciding noun of the title.")
    main: tuple[Slug, ...] = Field((), description="Tags that stand beside the noun, all of them.")
    any: tuple[Slug, ...] = Field((), description="Tags anywhere in the title, all of them.")
    without: tuple[Slug, ...] = Field((), description="Tags that must not stand beside the noun.")
    roles: tuple[Slug, ...] = Field((), description="Likeliest first; empty: none of our roles.")
    choose: tuple[Slug, ...] = Field((), description="Roles to choose from, where it is unclear.")


class RulesFile(Strict):
    """knowledge/titles/rules.yaml."""

    rules: tuple[TitleRule, ...]


class NearMiss(Strict):
    """Titles that are near one of our roles and are none."""

    titles: Phrases = Field(min_length=1)
    text: Text = Field(description="What it is instead.")
    nearest: tuple[Slug, ...] = ()


class NearMissesFile(Strict):
    """knowledge/titles/near-misses.yaml."""

    near_misses: tuple[NearMiss, ...]


class TitleMeaning(Strict):
    """A title that means different things in different places."""

    title: Label
    also: Phrases = Field((), description="Other ways to write it.")
    roles: tuple[Slug, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = Field(min_length=1)


class MeaningsFile(Strict):
    """knowledge/titles/meanings.yaml."""

    meanings: tuple[TitleMeaning, ...]
    checks: tuple[Claim, ...] = Field(min_length=1)


TITLE_FILES: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "titles/aliases.yaml": AliasesFile,
        "titles/words.yaml": WordsFile,
        "titles/rules.yaml": RulesFile,
        "titles/near-misses.yaml": NearMissesFile,
        "titles/meanings.yaml": MeaningsFile,
    }
)


@dataclass(frozen=True, slots=True)
class TitleFiles:
    """All that the files say about titles."""

    aliases: AliasesFile
    words: WordsFile
    rules: RulesFile
    near_misses: NearMissesFile
    meanings: MeaningsFile
