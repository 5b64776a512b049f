"""Load the knowledge files: all or nothing, with every problem reported at once."""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from bot.knowledge.asking.checks import asking_problems
from bot.knowledge.asking.files import (
    AskingFiles,
    IntentsFile,
    OutOfScopeFile,
    SmallTalkFile,
    TopicsFile,
    VocabularyFile,
)
from bot.knowledge.base import Knowledge, WeekTable, merge_roles
from bot.knowledge.files import Files, Seen, parse, unseen
from bot.knowledge.references import check
from bot.records.problems import KnowledgeError, Problem
from bot.titles import Known, TitleFiles, title_problems
from bot.titles.files import (
    AliasesFile,
    MeaningsFile,
    NearMissesFile,
    RulesFile,
    WordsFile,
)

VERSION_LENGTH = 8
MAX_TITLE_PROBLEMS = 200


def read_directory(directory: Path) -> dict[str, bytes]:
    """Read the knowledge files of a directory, by name relative to it.

    Guides, generated schemas, hidden files and editors' leftovers are not knowledge. A YAML file
    in a folder that has no business here is read too, so that checking can name it.
    """
    if not directory.is_dir():
        raise KnowledgeError([Problem(str(directory), 1, 1, "there is no such directory")])
    found: dict[str, bytes] = {}
    for path in sorted(directory.rglob("*.y*ml")):
        parts = path.relative_to(directory).parts
        if path.is_file() and not any(part.startswith((".", "~", "#")) for part in parts):
            found["/".join(parts)] = path.read_bytes()
    return found


def load(directory: Path) -> Knowledge:
    """Load a directory; raise KnowledgeError with all problems where there is any."""
    return build(read_directory(directory))


def build(raw: Mapping[str, bytes]) -> Knowledge:
    """Build knowledge from raw files; raise KnowledgeError with all problems."""
    return build_with_files(raw)[1]


def build_with_files(
    raw: Mapping[str, bytes], seen: Seen = unseen, before: Files | None = None
) -> tuple[Files, Knowledge]:
    """Build knowledge, and give the files it was built from with the places in them.

    `seen` is called with each name as its file is read; a file that is as it was `before` is not
    read again. Raise KnowledgeError with all problems.
    """
    files, problems = parse(raw, seen, before)
    if files.can_be_compared:
        problems += [*check(files), *_title_problems(files)]
    if problems:
        raise KnowledgeError(problems)
    return files, _assemble(version_of(raw), files)


def version_of(raw: Mapping[str, bytes]) -> str:
    """Give the short id of a version: a hash over names and contents."""
    digest = hashlib.sha256()
    for name in sorted(raw):
        digest.update(f"{name}\0{len(raw[name])}\0".encode())
        digest.update(raw[name])
    return digest.hexdigest()[:VERSION_LENGTH]


def _assemble(version: str, files: Files) -> Knowledge:
    """Put valid files together."""
    comparisons = tuple(item for _, item in sorted(files.comparisons.items()))
    weeks = files.weeks
    knowledge = Knowledge(
        version,
        _by_id(files.sources.sources),
        _by_id(files.tiers.tiers),
        files.tiers.advice,
        merge_roles(files.roles.values(), comparisons, weeks.weeks),
        WeekTable(
            weeks.source,
            weeks.date,
            weeks.scope,
            weeks.note,
            {str(name): what for name, what in weeks.activities.items()},
        ),
        comparisons,
        _by_id(files.pay.claims),
        files.pay.ratios,
        _by_id(files.employers.employers),
        _title_files(files),
        MappingProxyType({_stem(name): deck for name, deck in sorted(files.decks.items())}),
        files.demand,
        files.interviews,
        files.levels,
        _by_id(files.labs.values()),
        _by_id(files.guides.values()),
        _by_id(files.match.ways),
        files.assessment,
        _by_id(files.problems_to_practise.values()),
        files.plan,
        _asking_files(files),
    )
    # Built now, not at the first question: nobody waits for it, and a fault shows at once.
    _ = knowledge.titles
    return knowledge


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _title_files(files: Files) -> TitleFiles:
    return TitleFiles(
        files.one("titles/aliases.yaml", AliasesFile),
        files.one("titles/words.yaml", WordsFile),
        files.one("titles/rules.yaml", RulesFile),
        files.one("titles/near-misses.yaml", NearMissesFile),
        files.one("titles/meanings.yaml", MeaningsFile),
    )


def _asking_files(files: Files) -> AskingFiles:
    return AskingFiles(
        files.one("asking/intents.yaml", IntentsFile),
        files.one("asking/topics.yaml", TopicsFile),
        files.one("asking/vocabulary.yaml", VocabularyFile),
        files.one("asking/small-talk.yaml", SmallTalkFile),
        files.one("asking/out-of-scope.yaml", OutOfScopeFile),
    )


def _title_problems(files: Files) -> list[Problem]:
    known = Known(
        {it: it for it in files.left_out} | {it.id: it.name for it in files.roles.values()},
        {source.id for source in files.sources.sources} | files.left_out,
        {employer.id for employer in files.employers.employers} | files.left_out,
    )
    problems = chain(
        title_problems(_title_files(files), known), asking_problems(_asking_files(files), known)
    )
    found = islice(problems, MAX_TITLE_PROBLEMS)
    return [files.documents[item.file].problem(item.path, item.wrong, item.right) for item in found]


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_WithId)


def _by_id(items: Iterable[_Item]) -> Mapping[str, _Item]:
    return MappingProxyType({item.id: item for item in items})
