"""The one list of knowledge files: what each is called, its model, and what follows from it.

A new kind of file is declared here and lands in `bot.knowledge.base.Knowledge`; reading, checking,
the JSON Schemas, the review dates and uploads follow from the list.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from bot.knowledge.asking import (
    ExamplesFile,
    IntentsFile,
    OutOfScopeFile,
    SmallTalkFile,
    TopicsFile,
    VocabularyFile,
)
from bot.knowledge.backgrounds import BackgroundsFile
from bot.knowledge.decks import DeckFile
from bot.knowledge.exercises import AssessmentFile, MatchFile, PlanFile
from bot.knowledge.market import DemandFile, GuideFile, InterviewsFile, LabFile, LevelsFile
from bot.knowledge.money import PayFile
from bot.knowledge.posting import PostingFile
from bot.knowledge.prompts import PracticeFile, PromptsFile
from bot.knowledge.rankings import RankingsFile
from bot.knowledge.roles import ComparisonFile, RoleFile, SourcesFile, TiersFile, WeeksFile
from bot.knowledge.verdicts import DisagreementsFile, VerdictsFile
from bot.records.reader import Document, read
from bot.titles.title_files import (
    ALIASES,
    NEAR_MISSES,
    AliasesFile,
    EmployersFile,
    MeaningsFile,
    NearMissesFile,
    RulesFile,
    WordsFile,
)

_Model_co = TypeVar("_Model_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class FileKind(Generic[_Model_co]):
    """One file, or one kind of file in a folder, as `roles/<role>.yaml`."""

    pattern: str
    model: type[_Model_co]
    schema: str
    """The file name of its JSON Schema, without the ending; kinds of one model share it."""
    dated: bool = True
    """Its claims get old by themselves, and so are to be reviewed."""
    named_by_id: bool = False
    """The file is called as the `id` in it."""
    names_things: bool = False
    """How questions are read depends on it."""

    @property
    def folder(self) -> str | None:
        """The folder of files of this kind; None for a single file, which has to be there."""
        return self.pattern.partition("/<")[0] if "/<" in self.pattern else None

    def fits(self, name: str) -> bool:
        if self.folder is None:
            return name == self.pattern
        return name.rpartition("/")[0] == self.folder and name.endswith(".yaml")


def _single(
    pattern: str,
    model: type[_Model_co],
    schema: str = "",
    *,
    dated: bool = True,
    names_things: bool = False,
) -> FileKind[_Model_co]:
    return FileKind(pattern, model, schema or stem(pattern), dated, names_things=names_things)


def stem(name: str) -> str:
    """Cut folder and ending off a file name."""
    return name.rpartition("/")[2].removesuffix(".yaml")


SOURCES = _single("sources.yaml", SourcesFile)
TIERS = _single("tiers.yaml", TiersFile, names_things=True)
ROLES = FileKind("roles/<role>.yaml", RoleFile, "role", named_by_id=True)
WEEKS = _single("weeks.yaml", WeeksFile)
MATRIX = _single("matrix.yaml", ComparisonFile, "comparison")
DISTINCTIONS = FileKind("distinctions/<name>.yaml", ComparisonFile, "comparison")
VERDICTS = _single("verdicts.yaml", VerdictsFile)
DISAGREEMENTS = _single("disagreements.yaml", DisagreementsFile)
PAY = _single("pay.yaml", PayFile)
EMPLOYERS = _single("employers.yaml", EmployersFile, names_things=True)
DEMAND = _single("demand.yaml", DemandFile)
INTERVIEWS = _single("interviews.yaml", InterviewsFile)
LEVELS = _single("levels.yaml", LevelsFile)
LABS = FileKind("labs/<employer>.yaml", LabFile, "lab", named_by_id=True)
GUIDES = FileKind("guide/<topic>.yaml", GuideFile, "guide", named_by_id=True)
MATCH = _single("match.yaml", MatchFile)
RANKINGS = _single("rankings.yaml", RankingsFile, names_things=True)
BACKGROUNDS = _single("backgrounds.yaml", BackgroundsFile, names_things=True)
ASSESSMENT = _single("assessment.yaml", AssessmentFile)
PRACTICE = FileKind("practice/<id>.yaml", PracticeFile, "practice", named_by_id=True)
PROMPTS = FileKind("prompts/<role>.yaml", PromptsFile, "prompts", dated=False, named_by_id=True)
PLAN = _single("plan.yaml", PlanFile)
POSTING = _single("posting.yaml", PostingFile, dated=False)
# Items follow the facts that they ask for, and aliases are readings.
DECKS = FileKind("quiz/<deck>.yaml", DeckFile, "deck", dated=False)
TITLE_ALIASES = _single(ALIASES, AliasesFile, dated=False, names_things=True)
TITLE_WORDS = _single("titles/words.yaml", WordsFile, names_things=True)
TITLE_RULES = _single("titles/rules.yaml", RulesFile, names_things=True)
TITLE_NEAR_MISSES = _single(NEAR_MISSES, NearMissesFile, names_things=True)
TITLE_MEANINGS = _single("titles/meanings.yaml", MeaningsFile, names_things=True)
INTENTS = _single("asking/intents.yaml", IntentsFile, names_things=True)
EXAMPLES = FileKind(
    "asking/examples/<voice>.yaml", ExamplesFile, "examples", dated=False, names_things=True
)
TOPICS = _single("asking/topics.yaml", TopicsFile, names_things=True)
VOCABULARY = _single("asking/vocabulary.yaml", VocabularyFile, names_things=True)
SMALL_TALK = _single("asking/small-talk.yaml", SmallTalkFile, names_things=True)
OUT_OF_SCOPE = _single("asking/out-of-scope.yaml", OutOfScopeFile, names_things=True)

FILE_KINDS: tuple[FileKind[BaseModel], ...] = (
    SOURCES, TIERS, ROLES, WEEKS, MATRIX, DISTINCTIONS, VERDICTS, DISAGREEMENTS, PAY, EMPLOYERS,
    DEMAND, INTERVIEWS, LEVELS, LABS, GUIDES, MATCH, RANKINGS, BACKGROUNDS, ASSESSMENT, PRACTICE,
    PROMPTS, PLAN, POSTING, DECKS, TITLE_ALIASES, TITLE_WORDS, TITLE_RULES, TITLE_NEAR_MISSES,
    TITLE_MEANINGS, INTENTS, EXAMPLES, TOPICS, VOCABULARY, SMALL_TALK, OUT_OF_SCOPE,
)  # fmt: skip
SINGLE_FILES: Mapping[str, FileKind[BaseModel]] = {
    kind.pattern: kind for kind in FILE_KINDS if kind.folder is None
}
FOLDERS: Mapping[str, FileKind[BaseModel]] = {
    kind.folder: kind for kind in FILE_KINDS if kind.folder is not None
}


def kind_of(name: str) -> FileKind[BaseModel] | None:
    """Return the kind of file that a name calls for; None where no file may be called so."""
    folder, _, rest = name.rpartition("/")
    in_folder = FOLDERS.get(folder) if rest.endswith(".yaml") else None
    return in_folder or SINGLE_FILES.get(name)


class Documents(Mapping[str, Document]):
    """What the files hold, with the places of it; read again when it was let go of."""

    def __init__(self, raw: Mapping[str, bytes]) -> None:
        self._raw = raw
        self._read: dict[str, Document] = {}

    def __getitem__(self, name: str) -> Document:
        if name not in self._read:
            self._read[name] = read(name, self._raw[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in sorted(self._raw) if kind_of(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def put(self, document: Document) -> None:
        """Put what is left of a file in the place of all of it."""
        self._read[document.name] = document

    def let_go(self) -> None:
        """Keep nothing that was read: the places of values take more room than the values."""
        self._read.clear()


@dataclass(frozen=True)
class Files:
    """All files of one version, read and valid, each with the places of what it holds."""

    raw: Mapping[str, bytes]
    documents: Documents
    models: Mapping[str, BaseModel]
    left_out: frozenset[str] = frozenset()
    """Ids of what is in the files, and could not be read."""
    unchanged: frozenset[str] = frozenset()
    """Names of the files that are as they were in an earlier, valid version."""

    @property
    def can_be_compared(self) -> bool:
        """Enough could be read to look for mistakes between the files."""
        return all(name in self.models for name in SINGLE_FILES)

    def one(self, kind: FileKind[_Model_co]) -> _Model_co:
        """Return the model of a single file."""
        found = self.models[kind.pattern]
        if not isinstance(found, kind.model):
            raise TypeError(f"{kind.pattern} is a {type(found).__name__}")
        return found

    def every(self, kind: FileKind[_Model_co]) -> dict[str, _Model_co]:
        """Return the models of all files of a kind, by file name."""
        return {
            name: model
            for name, model in self.models.items()
            if isinstance(model, kind.model) and kind.fits(name)
        }


def schemas() -> Iterator[tuple[str, str]]:
    """Yield the JSON Schemas that editors check the files with: file name and text of each."""
    named = {kind.schema: kind.model for kind in FILE_KINDS}
    for name, model in sorted(named.items()):
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        yield f"{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(directory: Path) -> Iterator[Path]:
    """Write all schemas into a directory, and yield the path of each."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        path = directory / name
        path.write_text(text, encoding="utf-8")
        yield path
