"""What the bot knows in one place: the live version, with a server's own words for roles in it."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from bot.chat.kit.rendering import PageRenderer
from bot.lookups.registry import Answers
from bot.services.asking.asker import Asker
from bot.services.editing.snapshot import KnowledgeSnapshot


class LocalKnowledge:
    """One version on one day in one place; use one of these for the whole of a reply."""

    def __init__(
        self,
        snapshot: KnowledgeSnapshot,
        today: date,
        own: Mapping[str, str] | None = None,
        shared: PageRenderer | None = None,
    ) -> None:
        """Look at a version; `own` are a server's words, `shared` renders all they leave alone."""
        self.snapshot = snapshot
        self.own = own or {}
        roles = snapshot.knowledge.roles
        # A role may leave the files after a server gave it a word.
        self._known = {title: role for title, role in self.own.items() if role in roles}
        self.knowledge = snapshot.knowledge
        if self._known:
            self.knowledge = snapshot.knowledge.with_own_titles(self._known)
        self.answers = Answers(self.knowledge, today)
        self.renderer = PageRenderer(self.answers, shared)

    @cached_property
    def asker(self) -> Asker:
        """Give what understands questions asked here."""
        shared = self.snapshot.asker
        return shared.with_own(self.knowledge, self._known) if self._known else shared
