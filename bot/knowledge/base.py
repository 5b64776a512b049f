"""The loaded knowledge base: immutable values with the look-ups that answers need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from bot.knowledge.asking.files import AskingFiles
from bot.knowledge.decks import DeckFile
from bot.knowledge.exercises import AssessmentFile, PlanFile, PracticeFile, Way
from bot.knowledge.market import DemandFile, GuideFile, InterviewsFile, LabFile, LevelsFile
from bot.knowledge.money import PayClaim, PayRatio
from bot.knowledge.passages import Passages, passages_of
from bot.knowledge.roles import ComparisonFile, FactKind, RoleFile, Source, Tier, Week
from bot.records.dates import When
from bot.records.fields import Claim
from bot.titles import TitleFiles, TitleResolver
from bot.titles.files import Employer


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of job with all that is said of it, in its own file and in the tables."""

    id: str
    name: str
    short: str
    tier: str
    tier_note: str | None
    facts: Mapping[FactKind, tuple[Claim, ...]]
    week: Week | None


@dataclass(frozen=True, slots=True)
class WeekTable:
    """What the activity split says beside its numbers."""

    source: str
    date: When | None
    scope: str | None
    note: str
    activities: Mapping[str, str]


@dataclass(frozen=True)
class Knowledge:
    """Everything the bot knows, in one version. Nothing in it changes."""

    version: str
    sources: Mapping[str, Source]
    tiers: Mapping[str, Tier]
    advice: tuple[Claim, ...]
    roles: Mapping[str, Role]
    week_table: WeekTable
    comparisons: tuple[ComparisonFile, ...]
    pay: Mapping[str, PayClaim]
    ratios: tuple[PayRatio, ...]
    employers: Mapping[str, Employer]
    title_files: TitleFiles
    decks: Mapping[str, DeckFile]
    demand: DemandFile
    interviews: InterviewsFile
    levels: LevelsFile
    labs: Mapping[str, LabFile]
    guides: Mapping[str, GuideFile]
    ways: Mapping[str, Way]
    assessment: AssessmentFile
    practice: Mapping[str, PracticeFile]
    plan: PlanFile
    asking: AskingFiles

    @cached_property
    def role_names(self) -> Mapping[str, str]:
        """The display name of each role, by its id."""
        return {role.id: role.name for role in self.roles.values()}

    @cached_property
    def titles(self) -> TitleResolver:
        """Resolve what people call a job."""
        names = ((role.id, role.name, role.short) for role in self.roles.values())
        return TitleResolver.of(names, self.employers.values(), self.title_files)

    def with_own_titles(self, own: Mapping[str, str]) -> "Knowledge":
        """Give the same version with one server's own words for roles: title to role id."""
        copy = replace(self)
        # What is derived is kept where a frozen record keeps it; all but the titles is shared.
        vars(copy).update(titles=self.titles.with_own(own), passages=self.passages)
        return copy

    @cached_property
    def passages(self) -> Passages:
        """Search what is said in words."""
        return Passages(passages_of(self))

    def pay_of(self, role: str) -> tuple[PayClaim, ...]:
        """List what is said of a role's pay, newest first; claims for all roles come last."""
        own = (claim for claim in self.pay.values() if role in claim.roles)
        common = (claim for claim in self.pay.values() if not claim.roles)
        return (*newest_first(own), *newest_first(common))

    def comparisons_of(self, roles: Iterable[str]) -> tuple[ComparisonFile, ...]:
        """List the hand-drawn comparisons that tell at least two of these roles apart.

        The one that covers most of them with fewest others comes first.
        """
        wanted = set(roles)
        found = [item for item in self.comparisons if len(wanted & set(item.roles)) > 1]
        return tuple(
            sorted(
                found, key=lambda item: (-len(wanted & set(item.roles)), len(item.roles), item.id)
            )
        )

    def comparisons_of_one(self, role: str) -> tuple[ComparisonFile, ...]:
        """List the hand-drawn comparisons that a role figures in."""
        return tuple(item for item in self.comparisons if role in item.roles)

    def claim_count(self) -> int:
        """Count the facts, pay claims and ratios."""
        facts = sum(len(claims) for role in self.roles.values() for claims in role.facts.values())
        tables = chain(self.demand.claims(), self.interviews.claims(), self.levels.claims())
        labs = chain.from_iterable(lab.claims() for lab in self.labs.values())
        guides = chain.from_iterable(guide.claims() for guide in self.guides.values())
        more = sum(1 for _ in chain(tables, labs, guides))
        return facts + more + len(self.pay) + len(self.ratios)


def newest_first(claims: Iterable[PayClaim]) -> list[PayClaim]:
    """Order pay claims by date, the newest first; equal dates keep the order of the file."""
    return sorted(claims, key=lambda claim: (claim.date.last, claim.date.first), reverse=True)


def merge_roles(
    files: Iterable[RoleFile], comparisons: Iterable[ComparisonFile], weeks: Iterable[Week]
) -> Mapping[str, Role]:
    """Build roles from their own files and from what the tables say of each."""
    facts: dict[str, dict[FactKind, list[Claim]]] = {}
    ordered = sorted(files, key=lambda file: file.id)
    for file in ordered:
        facts[file.id] = {kind: list(claims) for kind, claims in file.facts.items()}
    for comparison in comparisons:
        for role, kind, claim in comparison.claims():
            facts[role].setdefault(kind, []).append(claim)
    week_of = {week.role: week for week in weeks}
    return MappingProxyType(
        {
            file.id: Role(
                file.id,
                file.name,
                file.short,
                file.tier,
                file.tier_note,
                MappingProxyType(
                    {
                        kind: tuple(facts[file.id][kind])
                        for kind in FactKind
                        if kind in facts[file.id]
                    }
                ),
                week_of.get(file.id),
            )
            for file in ordered
        }
    )
