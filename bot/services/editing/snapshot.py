"""One loaded version of the knowledge with all that is derived from it, swapped in one step."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.knowledge.base import Knowledge
from bot.knowledge.files import ROLES, Files, kind_of
from bot.knowledge.loader import build_with_files
from bot.knowledge.roles import RoleFile
from bot.language.model_files import ModelFiles
from bot.quiz.pool import Pool
from bot.records.problems import KnowledgeError, Problem
from bot.services.asking.asker import Asker

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class KnowledgeSnapshot:
    """A version of the knowledge, immutable, with its quiz items and what reads questions.

    `files` are those it was built from.
    """

    knowledge: Knowledge
    loaded_at: datetime
    pool: Pool
    asker: Asker
    files: Files

    @classmethod
    def of(
        cls,
        raw: Mapping[str, bytes],
        now: datetime,
        before: "KnowledgeSnapshot | None" = None,
        model_files: ModelFiles | None = None,
    ) -> "KnowledgeSnapshot":
        """Build a version of files by name; raises KnowledgeError with all problems.

        Takes part of a second, less with a version `before` it, whose model files serve again: to
        be called beside the event loop where people wait for it.
        """
        known = before.files if before is not None else None
        files, knowledge = build_with_files(raw, before=known)
        files.documents.let_go()
        asked_before = before.asker if before is not None else None
        # Where all things are called as before, only what is said of them has to be read anew.
        if before is not None and _naming(before.raw, before.knowledge) == _naming(
            files.raw, knowledge
        ):
            asker = before.asker.moved_to(knowledge)
        else:
            asker = Asker.of(knowledge, model_files or _model_files(before), asked_before)
        _ = knowledge.passages  # built now, so that nobody waits for them after the swap
        return cls(knowledge, now, Pool.of(knowledge), asker, files)

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


def _model_files(before: KnowledgeSnapshot | None) -> ModelFiles:
    return before.asker.understanding.files if before is not None else ModelFiles()


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
        return KnowledgeSnapshot.of(raw, now, before)
    except KnowledgeError:
        raise
    except Exception as error:
        log.exception("files that pass the checks cannot be used")
        changed = next((name for name in raw if raw[name] != before.raw.get(name)), "pay.yaml")
        wrong = f"this passes the checks, and still I cannot use it ({type(error).__name__})"
        right = "take the last change back; the log says what to mend in the program"
        raise KnowledgeError([Problem(changed, 1, 1, wrong, right)]) from error
