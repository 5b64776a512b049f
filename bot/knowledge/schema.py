"""JSON Schemas for editors, generated from the models of the files."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from bot.knowledge.decks import DeckFile
from bot.knowledge.exercises import PracticeFile
from bot.knowledge.files import SINGLE_FILES
from bot.knowledge.market import GuideFile, LabFile
from bot.knowledge.roles import ComparisonFile, RoleFile


def schemas() -> Iterator[tuple[str, str]]:
    """Give each schema as its file name and its text."""
    named: dict[str, type[BaseModel]] = {
        "role": RoleFile,
        "comparison": ComparisonFile,
        "deck": DeckFile,
        "lab": LabFile,
        "guide": GuideFile,
        "practice": PracticeFile,
    }
    for file, model in SINGLE_FILES.items():
        if model is not ComparisonFile:
            named[file.rpartition("/")[2].removesuffix(".yaml")] = model
    for name, model in sorted(named.items()):
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        yield f"{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(directory: Path) -> Iterator[Path]:
    """Write all schemas into a directory, and give the path of each."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        path = directory / name
        path.write_text(text, encoding="utf-8")
        yield path
