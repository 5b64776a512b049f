"""The files in knowledge/titles/: aliases, words, rules, near misses and meanings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.records.claims import Claim
from bot.records.fields import (
    EmployerRef,
    Label,
    RoleRef,
    Slug,
    SourceRef,
    Strict,
    TagRef,
    Text,
)
from bot.records.problems import RecordError
from bot.records.references import Defines, Fault, Unique
from bot.titles.spelling import normalize

ALIASES, NEAR_MISSES = "titles/aliases.yaml", "titles/near-misses.yaml"
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Phrases = tuple[Phrase, ...]
Head = Literal["engineer", "scientist", "researcher", "specialist", "teamer", "staff", "other"]
StrippedKind = Literal["level", "team", "place", "employment", "employer", "noise"]


class Employer(Strict):
    """A company or lab that pay claims and aliases can be scoped to."""

    id: Annotated[Slug, Defines("employer"), Unique("employer")]
    name: Label
    aliases: tuple[Label, ...] = ()


class EmployersFile(Strict):
    """knowledge/employers.yaml."""

    employers: tuple[Employer, ...] = Field(min_length=1)


class AliasGroup(Strict):
    """Titles known to mean a role; of several roles, the likeliest comes first."""

    roles: tuple[RoleRef, ...] = Field(min_length=1)
    titles: Phrases = Field(min_length=1)
    employers: tuple[EmployerRef, ...] = Field((), description="Where it holds, if not everywhere.")
    source: SourceRef | None = Field(None, description="Who says so; left out: the editors.")
    note: Text | None = None

    def clashes_with(self, other: "AliasGroup") -> bool:
        """Nothing sets the two apart where both claim a title."""
        if self.roles[0] == other.roles[0]:
            return self.employers == other.employers and self is not other
        mine, others = set(self.employers), set(other.employers)
        return mine == others or bool(mine & others)


class AliasesFile(Strict):
    """knowledge/titles/aliases.yaml."""

    aliases: tuple[AliasGroup, ...]

    def faults(self) -> Iterator[Fault]:
        """Find titles without a word, and titles of two roles that nothing sets apart."""
        seen: dict[str, dict[tuple[str, tuple[str, ...]], AliasGroup]] = {}
        for index, group in enumerate(self.aliases):
            for number, title in enumerate(group.titles):
                path = ("aliases", index, "titles", number)
                key = normalize(title)
                if not key:
                    yield Fault(path, "a title without a letter", "write its words")
                others = seen.setdefault(key, {})
                clash = next((it for it in others.values() if group.clashes_with(it)), None)
                if clash is not None:
                    wrong = f"{title} is claimed by {clash.roles[0]} as well"
                    yield Fault(path, wrong, "keep one, or give each the employers where it holds")
                others.setdefault((group.roles[0], group.employers), group)


class WordsFile(Strict):
    """knowledge/titles/words.yaml: what the words of a title are."""

    strip: dict[Literal["level", "place", "employment", "noise"], Phrases] = Field(
        description="Words that do not change the role."
    )
    spellings: dict[Phrase, Phrase] = Field(description="Short forms and what they stand for.")
    heads: dict[Head, Phrases] = Field(
        description="The nouns that say what kind of job it is; `other` is never one of ours."
    )
    tags: dict[Annotated[Slug, Defines("tag")], Phrases] = Field(
        description="What the rules look for."
    )


class TitleRule(Strict):
    """Tags and a head that together mean a role. The first rule that fits decides."""

    head: Head | Literal["none", "field", "rank", "any"] = Field(
        description="The deciding noun of the title; none: there is no noun; field: none, but a "
        "level or an employer; rank: none, but a level (`ML intern`)."
    )
    main: tuple[TagRef, ...] = Field(
        (), description="Tags that stand beside the noun, all of them."
    )
    any: tuple[TagRef, ...] = Field((), description="Tags anywhere in the title, all of them.")
    without: tuple[TagRef, ...] = Field((), description="Tags that must not stand beside the noun.")
    roles: tuple[RoleRef, ...] = Field((), description="Likeliest first; empty: none of our roles.")
    choose: tuple[RoleRef, ...] = Field(
        (), description="Roles to choose from, where it is unclear."
    )

    @model_validator(mode="after")
    def _decides_or_asks(self) -> Self:
        if self.roles and self.choose:
            raise RecordError("a rule has roles or choose, not both", "remove one of them")
        return self


class RulesFile(Strict):
    """knowledge/titles/rules.yaml."""

    rules: tuple[TitleRule, ...]


class NearMiss(Strict):
    """Titles that are near one of our roles and are none."""

    titles: Phrases = Field(min_length=1)
    text: Text = Field(description="What it is instead.")
    nearest: tuple[RoleRef, ...] = ()


class NearMissesFile(Strict):
    """knowledge/titles/near-misses.yaml."""

    near_misses: tuple[NearMiss, ...]


class TitleMeaning(Strict):
    """A title that means different things in different places."""

    title: Label
    also: Phrases = Field((), description="Other ways to write it.")
    roles: tuple[RoleRef, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = Field(min_length=1)


class MeaningsFile(Strict):
    """knowledge/titles/meanings.yaml."""

    meanings: tuple[TitleMeaning, ...]
    checks: tuple[Claim, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class TitleFiles:
    """All that the files say about titles."""

    aliases: AliasesFile
    words: WordsFile
    rules: RulesFile
    near_misses: NearMissesFile
    meanings: MeaningsFile

    def clashes(self, roles: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
        """Find titles that two files mean differently; each with the name of its file.

        `roles` has the name of each role by its id.
        """
        names = {normalize(name): role for role, name in roles.items()}
        taken = dict(names)
        for index, group in enumerate(self.aliases.aliases):
            for number, title in enumerate(group.titles):
                if names.get(key := normalize(title), group.roles[0]) != group.roles[0]:
                    path = ("aliases", index, "titles", number)
                    wrong = f"{title} is the name of the role {names[key]}"
                    right = "a role's own name cannot mean another role"
                    yield ALIASES, Fault(path, wrong, right)
                if not group.employers:
                    taken[key] = group.roles[0]
        for index, miss in enumerate(self.near_misses.near_misses):
            for number, title in enumerate(miss.titles):
                if (role := taken.get(normalize(title))) is not None:
                    wrong = f"{title} is a title of {role}, so it cannot be a near miss"
                    path = ("near_misses", index, "titles", number)
                    yield NEAR_MISSES, Fault(path, wrong, "keep one of the two")
