"""Refusals name what is near, and take requests; operators see what is wanted most."""

import pytest
from hypothesis import HealthCheck, given, settings
from simcord import ChannelHandle, Env, MemberActor

from bot.lookups.wording import ADD
from bot.store import misses
from tests.chat.reading import assert_within_limits, buttons, seen, sent
from tests.chat.test_lookups import ANY_TEXT
from tests.conftest import store_of


async def wanted(env: Env) -> list[tuple[str, str, int]]:
    """Give what is asked for: its kind, its name, and by how many."""
    kept = await store_of(env.bot).read(misses.most_asked)  # type: ignore[arg-type]
    return [(it.kind.value, it.question, it.wanted) for it in kept if it.wanted]


@pytest.mark.parametrize(
    ("command", "options", "near", "asked"),
    [
        ("role", {"title": "Vibe Alchemist"}, "15 roles", ("title", "Vibe Alchemist")),
        ("lab about", {"name": "Mistral"}, "I know Anthropic", ("employer", "Mistral")),
        ("levels", {"level": "L19"}, "L4", ("level", "L19")),
        ("salary", {"role": "MLE", "place": "Germany"}, "In the US", ("place", "Germany")),
        ("salary", {"role": "MLE", "level": "L19"}, "they name", ("level", "L19")),
        ("salary", {"employer": "Jane Roe Ltd"}, "OpenAI", ("employer", "Jane Roe Ltd")),
        ("ask", {"question": "how tall are penguins"}, "map", ("question", "how … are …")),
    ],
)
async def test_a_refusal_names_what_is_near_and_takes_a_request(
    env: Env,
    member: MemberActor,
    other: MemberActor,
    channel: ChannelHandle,
    command: str,
    options: dict[str, str],
    near: str,
    asked: tuple[str, str],
) -> None:
    refused = await member.slash(channel, command, **options)
    assert near in seen(refused)
    assert len(buttons(refused)) <= 5
    said = await member.click(sent(refused), label=ADD)
    assert said.ephemeral
    assert "Noted" in seen(said)
    assert "already" in seen(await member.click(sent(refused), label=ADD))
    assert await wanted(env) == [(*asked, 1)]
    again = await other.slash(channel, command, **options)
    assert "2 members want it" in seen(await other.click(sent(again), label=ADD))
    assert await wanted(env) == [(*asked, 2)]


async def test_what_is_known_takes_no_request(member: MemberActor, channel: ChannelHandle) -> None:
    for command, options in (
        ("role", {"title": "RE"}),
        ("salary", {"role": "MLE", "level": "L5", "place": "USA"}),
        ("lab about", {"name": "OpenAI"}),
        ("ask", {"question": "thanks"}),
    ):
        assert ADD not in buttons(await member.slash(channel, command, **options))


async def test_too_many_requests_are_slowed_down(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    refused = await member.slash(channel, "role", title="Vibe Alchemist")
    said = [seen(await member.click(sent(refused), label=ADD)) for _ in range(8)]
    assert "a little fast" in said[-1]
    assert await wanted(env) == [("title", "Vibe Alchemist", 1)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
async def test_any_text_can_be_asked_for(
    env: Env, member: MemberActor, channel: ChannelHandle, text: str
) -> None:
    await env.advance_time(61)
    refused = await member.slash(channel, "guide", topic=text)
    assert_within_limits(sent(refused).components)
    if ADD in buttons(refused):
        said = seen(await member.click(sent(refused), label=ADD))
        assert said.startswith(("Noted", "You asked", "I keep only"))
