"""One loaded version of the knowledge with all that is derived from it, swapped in one step."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from bot.asking.asker import Asker
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import build_with_files
from bot.knowledge.models import RoleFile
from bot.quiz.pool import Pool


class Edition:
    """A version of the knowledge; immutable. What is derived from it is built once.

    `raw` holds the files it was built from, by name, and `role_files` what those of the roles
    say; both are empty where there were no files.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        loaded_at: datetime,
        raw: Mapping[str, bytes] | None = None,
        role_files: Mapping[str, RoleFile] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.loaded_at = loaded_at
        self.raw = raw or {}
        self.role_files = role_files or {}

    @classmethod
    def of(cls, raw: Mapping[str, bytes], now: datetime) -> "Edition":
        """Build a version; raise KnowledgeError with all problems."""
        files, knowledge = build_with_files(raw)
        return cls(knowledge, now, raw, {it.id: it for it in files.roles.values()})

    @property
    def version(self) -> str:
        """Give the short id of this version."""
        return self.knowledge.version

    @cached_property
    def pool(self) -> Pool:
        """Give the quiz items of this version."""
        return Pool.of(self.knowledge)

    @cached_property
    def asker(self) -> Asker:
        """Give what understands questions with this version."""
        return Asker(self.knowledge)

    def prepare(self) -> "Edition":
        """Build all of it now, so that nobody waits for it after the swap; takes part of a second.

        To be called beside the event loop.
        """
        _ = self.pool, self.asker, self.knowledge.passages
        return self
