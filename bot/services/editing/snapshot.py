"""One loaded version of the knowledge with all that is derived from it, swapped in one step."""

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from bot.knowledge.base import Knowledge
from bot.knowledge.files import Files
from bot.knowledge.loader import build_with_files
from bot.knowledge.roles import RoleFile
from bot.quiz.pool import Pool
from bot.records.problems import KnowledgeError, Problem
from bot.services.asking.asker import Asker

log = logging.getLogger(__name__)
NAMING = ("asking/", "titles/", "employers.yaml", "tiers.yaml")
"""The files that decide how questions are read, beside the names of the roles."""


class KnowledgeSnapshot:
    """A version of the knowledge; immutable. What is derived from it is built once."""

    def __init__(
        self, knowledge: Knowledge, loaded_at: datetime, files: Files | None = None
    ) -> None:
        """Take knowledge, and the files it was built from where there were any."""
        self.knowledge = knowledge
        self.loaded_at = loaded_at
        self.files = files

    @classmethod
    def of(
        cls, raw: Mapping[str, bytes], now: datetime, before: "KnowledgeSnapshot | None" = None
    ) -> "KnowledgeSnapshot":
        """Build a version, faster from the one `before`; raise KnowledgeError with all problems."""
        known = before.files if before is not None else None
        files, knowledge = build_with_files(raw, before=known)
        files.documents.let_go()
        return cls(knowledge, now, files)

    @property
    def version(self) -> str:
        """Give the short id of this version."""
        return self.knowledge.version

    @property
    def raw(self) -> Mapping[str, bytes]:
        """Give the files by name; none where it was not built from files."""
        return self.files.raw if self.files is not None else {}

    @property
    def role_files(self) -> Mapping[str, RoleFile]:
        """Give what the files of roles say, by role id."""
        return {} if self.files is None else {it.id: it for it in self.files.roles.values()}

    @cached_property
    def pool(self) -> Pool:
        """Give the quiz items of this version."""
        return Pool.of(self.knowledge)

    @cached_property
    def asker(self) -> Asker:
        """Give what understands questions with this version."""
        return Asker(self.knowledge)

    def prepare(self, before: "KnowledgeSnapshot | None" = None) -> "KnowledgeSnapshot":
        """Build all of it now, so that nobody waits for it after the swap.

        Takes part of a second, less where questions are read as `before`; to be called beside the
        event loop.
        """
        if before is not None and self._names_as(before):
            vars(self)["asker"] = before.asker.moved_to(self.knowledge)
        _ = self.pool, self.asker, self.knowledge.passages
        return self

    def _names_as(self, other: "KnowledgeSnapshot") -> bool:
        """Tell whether this version calls all things as another does."""
        if not other.raw or "asker" not in vars(other):
            return False
        naming = [
            {name: body for name, body in it.raw.items() if name.startswith(NAMING)}
            for it in (self, other)
        ]
        roles = [
            {(role.id, role.name, role.short) for role in it.knowledge.roles.values()}
            for it in (self, other)
        ]
        return naming[0] == naming[1] and roles[0] == roles[1]


def built(raw: Mapping[str, bytes], now: datetime, before: KnowledgeSnapshot) -> KnowledgeSnapshot:
    """Build a version with all that is derived from it; raise KnowledgeError.

    Files that pass every check and still cannot be used are a mistake of this program; they are
    refused all the same, and never take the bot down.
    """
    try:
        return KnowledgeSnapshot.of(raw, now, before).prepare(before)
    except KnowledgeError:
        raise
    except Exception as error:
        log.exception("files that pass the checks cannot be used")
        changed = next((name for name in raw if raw[name] != before.raw.get(name)), "pay.yaml")
        wrong = f"this passes the checks, and still I cannot use it ({type(error).__name__})"
        right = "take the last change back; the log says what to mend in the program"
        raise KnowledgeError([Problem(changed, 1, 1, wrong, right)]) from error
