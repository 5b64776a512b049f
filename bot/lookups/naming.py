"""What queries name: which ids there are, and which of them a person means by a typed name."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rapidfuzz import fuzz, process, utils

from bot.knowledge.base import Knowledge
from bot.lookups.queries import Entity

NEAR = 80
"""A name is taken for a misspelt one from this similarity on, where no other is as near."""
MARGIN = 8


Names = Mapping[str, tuple[str, ...]]
"""What things of a kind may be called beside their ids, by these."""

NAMES: Mapping[Entity, Callable[[Knowledge], Names]] = MappingProxyType(
    {
        Entity.ROLE: lambda it: {role.id: (role.name,) for role in it.roles.values()},
        Entity.EMPLOYER: lambda it: {one.id: (one.name,) for one in it.employers.values()},
        Entity.TIER: lambda it: {tier.id: (tier.name,) for tier in it.tiers.values()},
        Entity.ROUND: lambda it: {one.id: (one.name,) for one in it.interviews.rounds},
        Entity.SECTOR: lambda it: {sector.id: (sector.name,) for sector in it.demand.sectors},
        Entity.LAB: lambda it: {
            lab: (it.employers[lab].name, *it.employers[lab].aliases) for lab in it.labs
        },
        Entity.LEVEL: lambda it: {
            level.id: (level.name, *level.also) for level in it.levels.levels
        },
        Entity.GUIDE: lambda it: {
            guide.id: (guide.title, guide.about, *guide.asked_as) for guide in it.guides.values()
        },
        Entity.WAY: lambda it: {way.id: (way.name,) for way in it.ways.values()},
        Entity.RANKING: lambda it: {one.id: (one.name,) for one in it.rankings.values()},
        Entity.BACKGROUND: lambda it: {one.id: (one.name,) for one in it.backgrounds.values()},
        Entity.PROBLEM: lambda it: {one.id: (one.title,) for one in it.practice.values()},
    }
)


def gone(named: Iterable[tuple[Entity, tuple[str, ...]]], knowledge: Knowledge) -> Entity | None:
    """Tell the kind of the first named thing that is not known; None where all are."""
    for entity, ids in named:
        known = NAMES[entity](knowledge) if ids else {}
        if any(it not in known for it in ids):
            return entity
    return None


def find(entity: Entity, text: str, knowledge: Knowledge) -> str | None:
    """Find what a person named, in any case and nearly spelt right."""
    known = NAMES[entity](knowledge).items()
    return find_name(text, {name: id_ for id_, names in known for name in (id_, *names)})


def find_name(text: str, names: Mapping[str, str]) -> str | None:
    """Return the id that a text names; `names` maps what a thing may be called to its id."""
    wanted = utils.default_process(text)
    if not wanted:
        return None
    known = {utils.default_process(name): identifier for name, identifier in names.items()}
    if wanted in known:
        return known[wanted]
    near = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    within = [name for name in known if wanted in name.split() or name in wanted.split()]
    found = {known[name] for name in within}
    if len(found) == 1:
        return found.pop()
    if not near or (
        len(near) > 1
        and near[0][1] - near[1][1] < MARGIN
        and known[near[0][0]] != known[near[1][0]]
    ):
        return None
    return known[near[0][0]]
