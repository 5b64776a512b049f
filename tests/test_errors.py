"""The tree of errors that people may read: drawn as it is, each saying what to do next."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import bot
import bot.errors
from bot.errors import UserFacingError

for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if ".migrations" not in module.name and not module.name.endswith("__main__"):
        import_module(module.name)


def below(base: type[UserFacingError]) -> Iterator[type[UserFacingError]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("bot."):
            yield kind
            yield from below(kind)


KINDS = tuple(dict.fromkeys(below(UserFacingError)))


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_what_an_error_always_says_is_in_whole_sentences(kind: type[UserFacingError]) -> None:
    for name in ("text", "remedy"):
        if (said := getattr(kind, name, None)) is not None:
            assert re.fullmatch(r"[A-Z“`/].*[.!?]", said, re.DOTALL), (name, said)


def test_no_error_is_without_what_to_do_next() -> None:
    with pytest.raises(AttributeError, match="remedy"):
        UserFacingError("Only what is the matter.")
    with pytest.raises(AttributeError, match="text"):
        UserFacingError(remedy="Only what to do.")


def test_the_drawing_names_what_people_may_read() -> None:
    drawn = re.findall(r"[├└]── (\w+)", bot.errors.__doc__ or "")
    assert drawn == list(dict.fromkeys(drawn))
    families = {it for it in UserFacingError.__subclasses__() if it.__module__.startswith("bot.")}
    assert {kind.__name__ for kind in families} == set(drawn)
