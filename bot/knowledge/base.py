"""The loaded knowledge base: immutable values with the look-ups that answers need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeVar

from bot.knowledge import files as kinds
from bot.knowledge.asking import AskingFiles
from bot.knowledge.backgrounds import Background
from bot.knowledge.composing import Verdict, composed
from bot.knowledge.decks import DeckFile
from bot.knowledge.exercises import AssessmentFile, PlanFile, Way
from bot.knowledge.files import Files, stem
from bot.knowledge.market import DemandFile, GuideFile, InterviewsFile, LabFile, LevelsFile
from bot.knowledge.money import PayClaim, PayRatio
from bot.knowledge.posting import PostingFile
from bot.knowledge.prompts import PracticeLoop, PracticeProblem, documented, loop_of
from bot.knowledge.rankings import Ranking
from bot.knowledge.roles import ComparisonFile, Role, Source, Tier, WeeksFile, merge_roles
from bot.knowledge.search import ClaimGroup, Passages, claim_groups, passages_of
from bot.knowledge.verdicts import Disagreement
from bot.records.claims import Claim
from bot.records.references import records_in
from bot.titles import TitleFiles, TitleResolver
from bot.titles.title_files import Employer


@dataclass(frozen=True)
class Knowledge:
    """Everything the bot knows, in one version. Nothing in it changes."""

    version: str
    sources: Mapping[str, Source]
    tiers: Mapping[str, Tier]
    advice: tuple[Claim, ...]
    roles: Mapping[str, Role]
    week_table: WeeksFile
    comparisons: tuple[ComparisonFile, ...]
    written_verdicts: Mapping[frozenset[str], Verdict]
    disagreements: tuple[Disagreement, ...]
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
    rankings: Mapping[str, Ranking]
    backgrounds: Mapping[str, Background]
    assessment: AssessmentFile
    practice: Mapping[str, PracticeProblem]
    practice_loops: Mapping[str, PracticeLoop]
    """What to practise before interviews, by role; some stand in for other roles."""
    plan: PlanFile
    posting: PostingFile
    asking: AskingFiles
    titles: TitleResolver
    claim_groups: tuple[ClaimGroup, ...]
    passages: Passages

    @cached_property
    def role_names(self) -> Mapping[str, str]:
        """The display name of each role, by its id."""
        return {role.id: role.name for role in self.roles.values()}

    @classmethod
    def of(cls, version: str, files: Files) -> "Knowledge":
        """Put valid files together, and build what is derived from them.

        It is built now, not at the first question: nobody waits for it, and a fault shows at once.
        """
        tiers, weeks, pay = files.one(kinds.TIERS), files.one(kinds.WEEKS), files.one(kinds.PAY)
        compared = {**files.every(kinds.DISTINCTIONS), **files.every(kinds.MATRIX)}
        comparisons = tuple(compared[name] for name in sorted(compared))
        roles = merge_roles(files.every(kinds.ROLES).values(), weeks.weeks)
        employers = _by_id(files.one(kinds.EMPLOYERS).employers)
        titles = title_files(files)
        named = ((role.id, role.name, role.short) for role in roles.values())
        decks = files.every(kinds.DECKS)
        groups = tuple(claim_groups(files))
        problems = map(documented, files.every(kinds.PRACTICE).values())
        loops = tuple(map(loop_of, files.every(kinds.PROMPTS).values()))
        return cls(
            version=version,
            sources=_by_id(files.one(kinds.SOURCES).sources),
            tiers=_by_id(tiers.tiers),
            advice=tiers.advice,
            roles=roles,
            week_table=weeks,
            comparisons=comparisons,
            written_verdicts=_written_verdicts(files),
            disagreements=files.one(kinds.DISAGREEMENTS).disagreements,
            pay=_by_id(pay.claims),
            ratios=pay.ratios,
            employers=employers,
            title_files=titles,
            decks=MappingProxyType({stem(name): decks[name] for name in sorted(decks)}),
            demand=files.one(kinds.DEMAND),
            interviews=files.one(kinds.INTERVIEWS),
            levels=files.one(kinds.LEVELS),
            labs=_by_id(files.every(kinds.LABS).values()),
            guides=_by_id(files.every(kinds.GUIDES).values()),
            ways=_by_id(files.one(kinds.MATCH).ways),
            rankings=_by_id(files.one(kinds.RANKINGS).rankings),
            backgrounds=_by_id(files.one(kinds.BACKGROUNDS).backgrounds),
            assessment=files.one(kinds.ASSESSMENT),
            practice=_by_id((*problems, *(it for loop in loops for it in loop.problems))),
            practice_loops=MappingProxyType({it.role: it for it in loops}),
            plan=files.one(kinds.PLAN),
            posting=files.one(kinds.POSTING),
            asking=_asking_files(files),
            titles=TitleResolver.of(named, employers.values(), titles),
            claim_groups=groups,
            passages=Passages(passages_of(files, roles, groups)),
        )

    def with_own_titles(self, own: Mapping[str, str]) -> "Knowledge":
        """Return the same version with one server's own words for roles: title to role id."""
        return replace(self, titles=self.titles.with_own(own))

    def pay_of(self, role: str) -> tuple[PayClaim, ...]:
        """List what is said of a role's pay, newest first; claims for all roles come last."""
        own = (claim for claim in self.pay.values() if role in claim.roles)
        common = (claim for claim in self.pay.values() if not claim.roles)
        return (*newest_first(own), *newest_first(common))

    def verdict(self, one: str, other: str) -> Verdict:
        """Say which of two different roles is for whom: as written by hand, or else composed."""
        written = self.written_verdicts.get(frozenset((one, other)))
        if written is not None:
            return written
        roles = (self.roles[one], self.roles[other])
        tiers = (self.tiers[roles[0].tier].name, self.tiers[roles[1].tier].name)
        return composed(*roles, tiers, self.pay.values())

    def disagreements_of(self, role: str) -> tuple[Disagreement, ...]:
        """List where sources disagree on a role."""
        return tuple(it for it in self.disagreements if role in it.roles)

    def practice_loop(self, role: str) -> PracticeLoop | None:
        """Give the rounds and prompts to practise for a role: its own, or those nearest to it."""
        loops = self.practice_loops
        near = (it for it in loops.values() if role in it.stands_in_for)
        return loops.get(role) or next(near, None)

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
        more = sum(1 for group in self.claim_groups for _ in records_in(group.record, Claim))
        return facts + more + len(self.pay) + len(self.ratios)


def newest_first(claims: Iterable[PayClaim]) -> list[PayClaim]:
    """Order pay claims by date, the newest first; equal dates keep the order of the file."""
    return sorted(claims, key=lambda claim: (claim.date.last, claim.date.first), reverse=True)


def _written_verdicts(files: Files) -> Mapping[frozenset[str], Verdict]:
    verdicts = files.one(kinds.VERDICTS).verdicts
    return MappingProxyType(
        {frozenset(it.roles): Verdict(it.text, it.why, it.rests_on) for it in verdicts}
    )


def title_files(files: Files) -> TitleFiles:
    return TitleFiles(
        files.one(kinds.TITLE_ALIASES),
        files.one(kinds.TITLE_WORDS),
        files.one(kinds.TITLE_RULES),
        files.one(kinds.TITLE_NEAR_MISSES),
        files.one(kinds.TITLE_MEANINGS),
    )


def _asking_files(files: Files) -> AskingFiles:
    examples = files.every(kinds.EXAMPLES)
    return AskingFiles(
        files.one(kinds.INTENTS),
        tuple(it for name in sorted(examples) for it in examples[name].every(stem(name))),
        files.one(kinds.TOPICS),
        files.one(kinds.VOCABULARY),
        files.one(kinds.SMALL_TALK),
        files.one(kinds.OUT_OF_SCOPE),
    )


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_WithId)


def _by_id(items: Iterable[_Item]) -> Mapping[str, _Item]:
    return MappingProxyType({item.id: item for item in items})
