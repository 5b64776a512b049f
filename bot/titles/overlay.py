"""One server's own words for roles, which win over the shared ones there and nowhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from bot.titles.normalize import normalize, squash
from bot.titles.resolution import Resolution
from bot.titles.resolver import TitleResolver
from bot.titles.suggestions import Suggestions

REMEMBERED = 256


class OwnTitleResolver(TitleResolver):
    """Resolve titles with a server's own words; all else is shared with the common resolver."""

    def __init__(self, shared: TitleResolver, own: Mapping[str, str]) -> None:
        """Take the server's words as `own`: title to role id."""
        vars(self).update(vars(shared))
        self._own = {normalize(title): (title, role) for title, role in own.items()}
        self._own_squashed = {squash(key): key for key in self._own}
        self._near = {key: miss for key, miss in self._near.items() if key not in self._own}
        self._suggestions = Suggestions(self.titles())
        self._remembered = lru_cache(REMEMBERED)(self.resolve_anew)

    def titles(self) -> Iterator[tuple[str, str]]:
        """Give every known title with the role it most likely means; the server's own first."""
        yield from ((key, role) for key, (_, role) in self._own.items())
        yield from super().titles()

    def _exact(self, key: str, blank: Resolution) -> Resolution | None:
        """Find a title that stands as it is among the server's words, then in the files."""
        found = self._own.get(key) or self._own.get(self._own_squashed.get(squash(key), ""))
        named = blank.title.strip() in self._ids or key in self._names
        if found is None or named:
            return super()._exact(key, blank)
        title, role = found
        return replace(blank, status="matched", roles=(role,), how="server-alias", matched=title)
