"""One loaded version of the knowledge with all that is derived from it, swapped in one step."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from bot.knowledge.base import Knowledge
from bot.knowledge.files import ROLES, Files, kind_of
from bot.knowledge.kept import KeptFiles
from bot.knowledge.loader import build_with_files
from bot.knowledge.roles import RoleFile
from bot.language.model_files import ModelFiles
from bot.quiz.pool import Pool
from bot.records.problems import KnowledgeError, Problem
from bot.services.asking.asker import Asker

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class KnowledgeSnapshot:
    """A version of the knowledge, immutable, with its quiz items and what reads questions.

    `files` are those it was built from.
    """

    knowledge: Knowledge
    loaded_at: datetime
    files: Files
    make_asker: Callable[[], Asker]
    make_pool: Callable[[], Pool]

    @classmethod
    def of(
        cls,
        raw: Mapping[str, bytes],
        now: datetime,
        before: "KnowledgeSnapshot | None" = None,
        kept: KeptFiles | None = None,
    ) -> "KnowledgeSnapshot":
        """Build a version of files by name; raises KnowledgeError with all problems.

        Takes part of a second, less with a version `before` it, whose model files serve again: to
        be called beside the event loop where people wait for it.
        """
        known = before.files if before is not None else None
        files, knowledge = build_with_files(raw, before=known, kept=kept)
        files.documents.let_go()
        if before is None:
            make_asker = partial(Asker.of, knowledge, ModelFiles())
        else:  # made now, so that nothing holds on to the version before
            asker = _asker(knowledge, files, before)
            make_asker = partial(lambda: asker)
        return cls(knowledge, now, files, make_asker, partial(Pool.of, knowledge))

    @cached_property
    def pool(self) -> Pool:
        """The quiz items."""
        return self.make_pool()

    @cached_property
    def asker(self) -> Asker:
        """What reads questions."""
        return self.make_asker()

    def complete(self) -> "KnowledgeSnapshot":
        """Build now what is else built when it is first needed, so that nobody waits for it."""
        _ = self.pool, self.asker
        return self

    @property
    def version(self) -> str:
        return self.knowledge.version

    @property
    def raw(self) -> Mapping[str, bytes]:
        """The files by name."""
        return self.files.raw

    @property
    def role_files(self) -> Mapping[str, RoleFile]:
        """What the files of roles say, by role id."""
        return {it.id: it for it in self.files.every(ROLES).values()}


def _asker(knowledge: Knowledge, files: Files, before: KnowledgeSnapshot) -> Asker:
    """Take what reads questions from the version before, as far as that still holds."""
    # Where all things are called as before, only what is said of them has to be read anew.
    if _naming(before.raw, before.knowledge) == _naming(files.raw, knowledge):
        return before.asker.moved_to(knowledge)
    return Asker.of(knowledge, before.asker.understanding.files, before.asker)


def _naming(raw: Mapping[str, bytes], knowledge: Knowledge) -> tuple[object, object]:
    """Gather all that decides how questions are read."""
    return (
        {name: raw[name] for name in raw if (kind := kind_of(name)) and kind.names_things},
        {(role.id, role.name, role.short) for role in knowledge.roles.values()},
    )


def build_snapshot(
    raw: Mapping[str, bytes], now: datetime, before: KnowledgeSnapshot
) -> KnowledgeSnapshot:
    """Build a version with all that is derived from it; raises KnowledgeError.

    Files that pass every check and still cannot be used are a mistake of this program; they are
    refused all the same, and never take the bot down.
    """
    try:
        return KnowledgeSnapshot.of(raw, now, before).complete()
    except KnowledgeError:
        raise
    except Exception as error:
        log.exception("files that pass the checks cannot be used")
        changed = next((name for name in raw if raw[name] != before.raw.get(name)), "pay.yaml")
        wrong = f"this passes the checks, and still I cannot use it ({type(error).__name__})"
        right = "take the last change back; the log says what to mend in the program"
        raise KnowledgeError([Problem(changed, 1, 1, wrong, right)]) from error
