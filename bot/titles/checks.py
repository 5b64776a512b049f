"""Check the title files against each other and against the roles, sources and employers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.titles.files import AliasGroup, TitleFiles
from bot.titles.normalize import normalize

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TitleProblem:
    """What is wrong in a title file, at a path of keys and indexes."""

    file: str
    path: Path
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that title files may name."""

    roles: dict[str, str]
    sources: Collection[str]
    employers: Collection[str]


def title_problems(files: TitleFiles, known: Known) -> Iterator[TitleProblem]:
    """Find every clash and every unknown id in the title files."""
    yield from _aliases(files, known)
    yield from _rules(files, known)
    yield from _near_misses(files, known)
    yield from _meanings(files, known)


def unknown_ids(
    file: str, path: Path, kind: str, names: Iterable[str], known: Collection[str]
) -> Iterator[TitleProblem]:
    """Find names of a kind that nothing is called."""
    for index, name in enumerate(names):
        if name not in known:
            right = "one of: " + ", ".join(sorted(known)[:20])
            yield TitleProblem(file, (*path, index), f"there is no {kind} {name}", right)


def _aliases(files: TitleFiles, known: Known) -> Iterator[TitleProblem]:
    file = "titles/aliases.yaml"
    names = {normalize(name): role for role, name in known.roles.items()}
    seen: dict[str, dict[tuple[str, tuple[str, ...]], AliasGroup]] = {}
    for index, group in enumerate(files.aliases.aliases):
        path: Path = ("aliases", index)
        yield from unknown_ids(file, (*path, "roles"), "role", group.roles, known.roles)
        yield from unknown_ids(
            file, (*path, "employers"), "employer", group.employers, known.employers
        )
        if group.source is not None and group.source not in known.sources:
            right = "one of: " + ", ".join(sorted(known.sources))
            yield TitleProblem(file, (*path, "source"), f"there is no source {group.source}", right)
        for number, title in enumerate(group.titles):
            place = (*path, "titles", number)
            key = normalize(title)
            if not key:
                yield TitleProblem(file, place, "a title without a letter", "write its words")
            elif names.get(key, group.roles[0]) != group.roles[0]:
                wrong = f"{title} is the name of the role {names[key]}"
                yield TitleProblem(file, place, wrong, "a role's own name cannot mean another role")
            others = seen.setdefault(key, {})
            clash = next((other for other in others.values() if _clash(group, other)), None)
            if clash is not None:
                wrong = f"{title} is claimed by {clash.roles[0]} as well"
                right = "keep one, or give each the employers where it holds"
                yield TitleProblem(file, place, wrong, right)
            others.setdefault((group.roles[0], group.employers), group)


def _clash(one: AliasGroup, other: AliasGroup) -> bool:
    """Tell whether nothing sets two claims to one title apart."""
    if one.roles[0] == other.roles[0] and one.employers == other.employers:
        return one is not other
    return one.roles[0] != other.roles[0] and (
        set(one.employers) == set(other.employers)
        or bool(set(one.employers) & set(other.employers))
    )


def _rules(files: TitleFiles, known: Known) -> Iterator[TitleProblem]:
    file = "titles/rules.yaml"
    tags = files.words.tags
    for index, rule in enumerate(files.rules.rules):
        path: Path = ("rules", index)
        yield from unknown_ids(file, (*path, "roles"), "role", rule.roles, known.roles)
        yield from unknown_ids(file, (*path, "choose"), "role", rule.choose, known.roles)
        for name, listed in (("main", rule.main), ("any", rule.any), ("without", rule.without)):
            yield from unknown_ids(file, (*path, name), "tag", listed, tags)
        if rule.roles and rule.choose:
            wrong = "a rule has roles or choose, not both"
            yield TitleProblem(file, path, wrong, "remove one of them")


def _near_misses(files: TitleFiles, known: Known) -> Iterator[TitleProblem]:
    file = "titles/near-misses.yaml"
    taken = {normalize(name): role for role, name in known.roles.items()}
    for group in files.aliases.aliases:
        if not group.employers:
            taken |= {normalize(title): group.roles[0] for title in group.titles}
    for index, miss in enumerate(files.near_misses.near_misses):
        path: Path = ("near_misses", index)
        yield from unknown_ids(file, (*path, "nearest"), "role", miss.nearest, known.roles)
        for number, title in enumerate(miss.titles):
            if (role := taken.get(normalize(title))) is not None:
                wrong = f"{title} is a title of {role}, so it cannot be a near miss"
                yield TitleProblem(file, (*path, "titles", number), wrong, "keep one of the two")


def _meanings(files: TitleFiles, known: Known) -> Iterator[TitleProblem]:
    file = "titles/meanings.yaml"
    for index, meaning in enumerate(files.meanings.meanings):
        path: Path = ("meanings", index)
        yield from unknown_ids(file, (*path, "roles"), "role", meaning.roles, known.roles)
        sources = (claim.source for claim in meaning.claims)
        yield from unknown_ids(file, (*path, "claims"), "source", sources, known.sources)
    sources = (claim.source for claim in files.meanings.checks)
    yield from unknown_ids(file, ("checks",), "source", sources, known.sources)
