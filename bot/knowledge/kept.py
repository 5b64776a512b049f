"""Knowledge files as they were read and checked, kept as plain JSON: a start reads no YAML.

A file is named by what it was made of: the knowledge files and the code that checks them. It holds
values alone, which the models check again, so that whoever can write it cannot run anything.
"""

import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

import bot.knowledge
import bot.records
import bot.titles
from bot.knowledge.files import Documents, Files, kind_of

log = logging.getLogger(__name__)
_CODE = (bot.knowledge, bot.records, bot.titles)


class KeptFiles:
    """The valid files of one version, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, raw: Mapping[str, bytes]) -> Files | None:
        """Give what was kept of these very files; None where it is not there, or broken."""
        key = _key(raw)
        try:
            head, _, body = (self._folder / f"{key}.json").read_bytes().partition(b"\n")
            if head.decode() != _head(key, body):
                raise ValueError("it does not hold what it should")  # noqa: TRY301
            data: dict[str, Any] = orjson.loads(body)
            models = {name: kind.model.model_validate(data[name]) for name, kind in _kinds(raw)}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, ValidationError) as error:
            log.warning("what was kept of the knowledge files is made anew: %s", error)
            return None
        return Files(raw, Documents(raw), models)

    def keep(self, files: Files) -> None:
        """Keep files that passed all checks, in the place of those of another version."""
        key = _key(files.raw)
        body = orjson.dumps({name: files.documents[name].data for name, _ in _kinds(files.raw)})
        aside, place = self._folder / f"{key}.new", self._folder / f"{key}.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(_head(key, body).encode() + b"\n" + body)
            aside.replace(place)
            for other in self._folder.glob("*.json"):
                if other != place:
                    other.unlink()
        except OSError as error:
            log.warning("the knowledge files are read anew at each start: %s", error)


def _kinds(raw: Iterable[str]) -> Iterable[tuple[str, Any]]:
    return ((name, kind) for name in sorted(raw) if (kind := kind_of(name)) is not None)


def _head(key: str, body: bytes) -> str:
    """Name what a body was made of, and the body itself."""
    return f"{key} {sha256(body).hexdigest()}"


def _key(raw: Mapping[str, bytes]) -> str:
    """Hash the files, and the code that reads and checks them."""
    digest = sha256()
    folders = (Path(folder) for package in _CODE for folder in package.__path__)
    code = sorted(path for folder in folders for path in folder.rglob("*.py"))
    for name, body in (*((it.name, it.read_bytes()) for it in code), *sorted(raw.items())):
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()
