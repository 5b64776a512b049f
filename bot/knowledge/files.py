"""Which files make up the knowledge base, and how each is read into its model."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from bot.knowledge.asking.files import ASKING_FILES
from bot.knowledge.complaints import explain
from bot.knowledge.decks import DeckFile
from bot.knowledge.exercises import AssessmentFile, MatchFile, PlanFile, PracticeFile
from bot.knowledge.market import DemandFile, GuideFile, InterviewsFile, LabFile, LevelsFile
from bot.knowledge.money import PayFile
from bot.knowledge.roles import ComparisonFile, RoleFile, SourcesFile, TiersFile, WeeksFile
from bot.knowledge.salvage import salvage
from bot.records.problems import Problem
from bot.records.reader import Document, read
from bot.titles import TITLE_FILES
from bot.titles.files import EmployersFile

SINGLE_FILES: Mapping[str, type[BaseModel]] = {
    "sources.yaml": SourcesFile,
    "tiers.yaml": TiersFile,
    "weeks.yaml": WeeksFile,
    "matrix.yaml": ComparisonFile,
    "pay.yaml": PayFile,
    "employers.yaml": EmployersFile,
    "demand.yaml": DemandFile,
    "interviews.yaml": InterviewsFile,
    "levels.yaml": LevelsFile,
    "match.yaml": MatchFile,
    "assessment.yaml": AssessmentFile,
    "plan.yaml": PlanFile,
    **TITLE_FILES,
    **ASKING_FILES,
}
FOLDERS: Mapping[str, type[BaseModel]] = {
    "roles": RoleFile,
    "distinctions": ComparisonFile,
    "quiz": DeckFile,
    "labs": LabFile,
    "guide": GuideFile,
    "practice": PracticeFile,
}
BEGINNING = 500
Seen = Callable[[str], None]

_Model = TypeVar("_Model", bound=BaseModel)


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
        return (name for name in sorted(self._raw) if model_for(name) is not None)

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

    @property
    def can_be_compared(self) -> bool:
        """Tell whether enough could be read to look for mistakes between the files."""
        return all(name in self.models for name in SINGLE_FILES)

    def one(self, name: str, model: type[_Model]) -> _Model:
        """Give one file as its model."""
        found = self.models[name]
        if not isinstance(found, model):
            raise TypeError(f"{name} is a {type(found).__name__}, not a {model.__name__}")
        return found

    @property
    def sources(self) -> SourcesFile:
        """The documents that facts come from."""
        return self.one("sources.yaml", SourcesFile)

    @property
    def tiers(self) -> TiersFile:
        """The five purposes."""
        return self.one("tiers.yaml", TiersFile)

    @property
    def weeks(self) -> WeeksFile:
        """The activity split."""
        return self.one("weeks.yaml", WeeksFile)

    @property
    def pay(self) -> PayFile:
        """The pay claims and ratios."""
        return self.one("pay.yaml", PayFile)

    @property
    def employers(self) -> EmployersFile:
        """The employers that claims and aliases are scoped to."""
        return self.one("employers.yaml", EmployersFile)

    @property
    def demand(self) -> DemandFile:
        """How much sectors want roles."""
        return self.one("demand.yaml", DemandFile)

    @property
    def interviews(self) -> InterviewsFile:
        """The rounds of interview loops."""
        return self.one("interviews.yaml", InterviewsFile)

    @property
    def roles(self) -> Mapping[str, RoleFile]:
        """The role files by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, RoleFile)}

    @property
    def comparisons(self) -> Mapping[str, ComparisonFile]:
        """The files that tell roles apart, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, ComparisonFile)}

    @property
    def levels(self) -> LevelsFile:
        """The levels that all roles share."""
        return self.one("levels.yaml", LevelsFile)

    @property
    def match(self) -> MatchFile:
        """The ways to find a role."""
        return self.one("match.yaml", MatchFile)

    @property
    def assessment(self) -> AssessmentFile:
        """The self-assessment."""
        return self.one("assessment.yaml", AssessmentFile)

    @property
    def plan(self) -> PlanFile:
        """The study plan."""
        return self.one("plan.yaml", PlanFile)

    @property
    def problems_to_practise(self) -> Mapping[str, PracticeFile]:
        """The problems to practise on, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, PracticeFile)}

    @property
    def labs(self) -> Mapping[str, LabFile]:
        """What is said of labs, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, LabFile)}

    @property
    def guides(self) -> Mapping[str, GuideFile]:
        """The shorter pieces, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, GuideFile)}

    @property
    def decks(self) -> Mapping[str, DeckFile]:
        """The quiz decks, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, DeckFile)}


def model_for(name: str) -> type[BaseModel] | None:
    """Tell which model a file name calls for."""
    folder, _, rest = name.rpartition("/")
    if folder in FOLDERS and rest.endswith(".yaml"):
        return FOLDERS[folder]
    return SINGLE_FILES.get(name)


def unseen(name: str) -> None:
    """Take no notice of a file that is read."""
    del name


def parse(
    raw: Mapping[str, bytes], seen: Seen = unseen, before: Files | None = None
) -> tuple[Files, list[Problem]]:
    """Read raw files into models; what could not be read is in the problems.

    A file that is as it was `before` is not read again.
    """
    problems: list[Problem] = []
    documents = Documents(raw)
    models: dict[str, BaseModel] = {}
    left_out: set[str] = set()
    for name in sorted(raw):
        seen(name)
        model = model_for(name)
        if model is None:
            problems.append(Problem(name, 1, 1, "no knowledge file has this name", _names(name)))
            continue
        if before is not None and before.raw.get(name) == raw[name] and name in before.models:
            models[name] = before.models[name]
            continue
        document = documents[name]
        problems += document.problems
        if document.problems:
            left_out.add(_stem(name))
            continue
        try:
            # A beginning that is wrong is enough to refuse a file; a hostile one ends here.
            model.model_validate(_beginning(document.data))
            models[name] = model.model_validate(document.data)
        except ValidationError as error:
            problems += explain(document, model, error)
            left_out |= _salvage(documents, models, name, error)
    missing = [name for name in SINGLE_FILES if name not in raw]
    problems += [Problem(name, 1, 1, "this file is missing", "restore it") for name in missing]
    return Files(raw, documents, models, frozenset(left_out)), problems


def _salvage(
    documents: Documents, models: dict[str, BaseModel], name: str, error: ValidationError
) -> set[str]:
    """Keep what is left of a file behind its mistakes; give the ids of what is not."""
    model, left = model_for(name), salvage(documents[name], error)
    if model is None or left is None:
        return {_stem(name)}
    try:
        models[name] = model.model_validate(left.document.data)
    except ValidationError:
        return {_stem(name)}
    documents.put(left.document)
    return left.ids


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _beginning(data: Any) -> Any:
    """Cut long lists and mappings to their first entries."""
    if isinstance(data, list):
        return [_beginning(item) for item in data[:BEGINNING]]
    if isinstance(data, dict):
        return {key: _beginning(data[key]) for key in islice(data, BEGINNING)}
    return data


def _names(name: str) -> str:
    known = [*SINGLE_FILES, *(f"{folder}/<id>.yaml" for folder in FOLDERS)]
    if name.endswith(".yml"):
        return "let the name end in .yaml"
    best = process.extractOne(name, list(SINGLE_FILES), score_cutoff=85)
    return f"did you mean {best[0]}?" if best else "one of: " + ", ".join(known)
