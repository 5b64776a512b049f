"""The look-ups as members meet them: in a server, in a direct message, by command and by click."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simcord import ChannelHandle, Env, MemberActor

from bot.chat.page_ids import Open
from bot.knowledge.base import Knowledge
from tests.chat.discord_api import DiscordApi
from tests.chat.reading import assert_within_limits, buttons, options, pick, seen, sent, walk, whole
from tests.conftest import SHARED

SPEC = SHARED / "discord-api-spec" / "openapi.json"
QUIZ = (
    *("start", "stop", "skip", "pause", "resume", "scores", "leaderboard", "stats", "report"),
    *("daily", "schedule", "exam"),
)
REVIEW = ("start", "pause", "resume", "cap", "forecast", "remind")
COMMANDS = {
    *("demand", "levels", "guide", "lab about", "lab compare", "match", "practice"),
    *("assess start", "assess history"),
    *("plan start", "plan show", "plan adjust", "plan stop", "plan remind"),
    *("interview role", "interview compare"),
    *("ask", "role", "compare", "salary", "offer", "title", "posting", "tiers"),
    *("about", "help", "privacy", "start"),
    *(f"quiz {name}" for name in QUIZ),
    *("pay share", "pay show", "pay held"),
    *(f"review {name}" for name in REVIEW),
}
TEXT = 10


async def test_the_commands_are_there_for_every_member(
    member: MemberActor, channel: ChannelHandle
) -> None:
    assert set(member.available_commands(channel)) == COMMANDS


OF_SERVERS = {"aliases", "deck", "pay", "quiz", "settings"}


async def test_the_commands_work_wherever_the_app_is_installed(env: Env) -> None:
    registered = next(e.json for e in env.http_requests if e.method == "PUT")
    assert isinstance(registered, list)
    everywhere = [it for it in registered if it["name"] not in OF_SERVERS]
    assert all(it["integration_types"] == [0, 1] for it in everywhere)
    assert all(it["contexts"] == [0, 1, 2] for it in everywhere)
    of_servers = [it for it in registered if it["name"] in OF_SERVERS]
    assert {it["name"] for it in of_servers} == OF_SERVERS
    assert all(it["integration_types"] == it["contexts"] == [0] for it in of_servers)


async def test_a_title_with_typos_is_answered_in_private(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "role", title="reserch enginer")
    assert result.ephemeral
    text = seen(result)
    assert "I read “reserch enginer” as Research Engineer." in text
    assert "[picture: How the week of RE splits. Research Engineer: research 25 %" in text
    assert sent(result).attachments[0].filename.startswith("chart-")
    sources = seen(await pick(member, result, "Sources and every claim"))
    assert "Pick the team, not the title · no author named · mid-2026" in sources
    assert "It has no title; this is its first sentence." in sources


async def test_a_picture_is_drawn_once(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    def edits() -> int:
        return sum(entry.method == "PATCH" for entry in env.http_requests)

    first = await member.slash(channel, "role", title="RE")
    assert edits() == 1, "the first reply asks for time while the picture is drawn"
    second = await member.slash(channel, "role", title="MTS")
    assert edits() == 1
    assert sent(second).attachments[0].filename == sent(first).attachments[0].filename


async def test_autocomplete_reads_what_is_typed(
    member: MemberActor, channel: ChannelHandle
) -> None:
    offered = await member.autocomplete(channel, "role", "title", "machin lerning eng")
    assert offered[0] == {"name": "ML Engineer", "value": "ml-engineer"}
    assert len(await member.autocomplete(channel, "role", "title", "")) == 15
    assert await member.autocomplete(channel, "role", "title", "zzzz") == []
    paying = await member.autocomplete(channel, "salary", "employer", "", role="RE")
    assert {"OpenAI", "Anthropic"} <= {entry["name"] for entry in paying[:4]}
    levels = await member.autocomplete(channel, "salary", "level", "l5", role="RE")
    assert {entry["value"] for entry in levels} >= {"L5", "L5 / Senior"}


async def test_every_role_answers_every_command_within_limits(
    env: Env, member: MemberActor, channel: ChannelHandle, knowledge: Knowledge
) -> None:
    ids = list(knowledge.roles)
    for role, other in zip(ids, ids[1:] + ids[:1], strict=True):
        for result in (
            await member.slash(channel, "role", title=role),
            await member.slash(channel, "role", title=role, section="pay"),
            await member.slash(channel, "salary", role=role),
            await member.slash(channel, "compare", first=role, second=other),
            await member.slash(channel, "title", text=knowledge.roles[role].name),
        ):
            assert_within_limits(sent(result).components)
            assert sent(result).message.mentions == []
    assert not env.errors


async def test_every_page_of_a_long_comparison_can_be_read(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(
        channel, "compare", first="RE", second="RS", third="AS", fourth="MLE"
    )
    read = set()
    for menu, value, label in options(result):
        if (behind := Open.read(value)) is not None and behind.page > 0:
            result = await member.select(sent(result), [value], custom_id=menu)
            assert_within_limits(sent(result).components)
            assert label.partition(" and ")[0] in seen(result)
            read.add(seen(result))
    assert len(read) > 2
    back = await member.click(sent(result), label="Back")
    assert seen(back).startswith("Research Engineer, Research Scientist, ")


async def test_a_click_turns_the_own_message(member: MemberActor, channel: ChannelHandle) -> None:
    result = await member.slash(channel, "role", title="AIE")
    before = sent(result).id
    assert "AI Engineer (AIE)" in seen(result)
    after = await member.click(sent(result), label="Getting in")
    assert sent(after).id == before
    assert "AI Engineer (AIE) · Getting in" in seen(after)
    back = await member.click(sent(after), label="All about AIE")
    assert "For you if" in seen(back)
    third = await pick(member, back, "What interviewers look for")
    assert sent(third).id == before
    assert "AI Engineer (AIE) · Interviews" in seen(third)


async def test_compare_with_comes_from_a_menu(member: MemberActor, channel: ChannelHandle) -> None:
    result = await member.slash(channel, "role", title="AI Red Teamer")
    compared = await pick(member, result, "Red Team or Safety?")
    assert "They share a goal" in seen(compared)


async def test_share_posts_for_all_and_names_who_shared(
    member: MemberActor, other: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "role", title="MLE")
    shared = await member.click(sent(result), label="Share")
    assert not sent(shared).ephemeral
    assert "Shared by ann" in seen(shared)
    assert "Share" not in buttons(shared)
    message = channel.history(viewer=other)[-1]
    own = await other.click(message, label="Pay")
    assert own.ephemeral
    assert sent(own).id != message.id


async def test_the_text_form_can_be_copied(member: MemberActor, channel: ChannelHandle) -> None:
    result = await member.slash(channel, "tiers", tier="Application")
    text = await pick(member, result, "As text")
    assert text.ephemeral
    assert sent(text).content.startswith("THE APPLICATION TIER")
    long = await member.slash(channel, "compare", first="RE", second="RS")
    file = await pick(member, long, "As text")
    assert [item.filename for item in sent(file).attachments] == ["answer.txt"]


async def test_an_unclear_title_is_asked_back_with_buttons(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "salary", role="Researcher")
    assert "Which one do you mean?" in seen(result)
    chosen = await member.click(sent(result), label="Research Scientist")
    assert "Research Scientist: pay" in seen(chosen)


async def test_a_message_is_decoded_from_its_menu(
    member: MemberActor, channel: ChannelHandle
) -> None:
    posting = await member.send(
        channel, "**Hiring:** https://example.org\nSr. MTS @ OpenAI <@&5>\nmore words"
    )
    result = await member.context_menu(channel, "Decode this title", posting)
    assert result.ephemeral
    assert "“Hiring:” is none of the 15 roles" in seen(result)
    empty = await member.send(channel, "https://example.org")
    nothing = await member.context_menu(channel, "Decode this title", empty)
    assert "There is no text in that message." in sent(nothing).content


async def test_commands_work_in_a_direct_message(env: Env) -> None:
    user = env.create_user("cleo")
    result = await user.slash("role", title="MLE")
    assert "ML Engineer" in seen(result)
    assert "Share" not in buttons(result)
    turned = await user.click(sent(result), label="Pay")
    assert sent(turned).id == sent(result).id


async def test_buttons_work_after_a_restart(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "role", title="RE")
    await member.click(sent(result), label="Share")
    await env.restart_bot()
    again = await member.click(channel.history(viewer=member)[-1], label="Pay")
    assert "Research Engineer: pay" in seen(again)


async def test_commands_are_registered_only_when_they_changed(env: Env) -> None:
    def registrations() -> int:
        return sum(entry.method == "PUT" for entry in env.http_requests)

    assert registrations() == 1
    await env.restart_bot()
    assert registrations() == 1


@pytest.mark.breaks_something
async def test_a_failure_is_said_with_a_number_that_is_in_the_log(
    env: Env,
    member: MemberActor,
    channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("POST", "/interactions/*/*/callback", status=500)
    result = await member.slash(channel, "about")
    number = re.search(r"this number: (\w{6})", seen(result))
    assert number is not None
    assert result.ephemeral
    assert f"failure {number[1]} in about" in caplog.text


@pytest.mark.breaks_something
async def test_a_failed_click_is_said_too(
    env: Env, member: MemberActor, channel: ChannelHandle, caplog: pytest.LogCaptureFixture
) -> None:
    result = await member.slash(channel, "about")
    env.inject_error("POST", "/interactions/*/*/callback", status=500)
    clicked = await member.click(sent(result), label="What you can ask")
    number = re.search(r"this number: (\w{6})", seen(clicked))
    assert number is not None
    assert f"failure {number[1]} in" in caplog.text


@pytest.mark.breaks_something
async def test_a_chart_that_cannot_be_drawn_is_said_in_words(
    member: MemberActor, channel: ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr("bot.charts.draw.lay_out", fail)
    result = await member.slash(channel, "role", title="RE")
    assert "research 25 %, modelling 30 %, engineering 40 %, product 5 %" in seen(result)
    assert sent(result).attachments == []
    assert_within_limits(sent(result).components)


async def test_every_request_is_what_discord_accepts(
    env: Env, member: MemberActor, channel: ChannelHandle, knowledge: Knowledge
) -> None:
    if not SPEC.exists():
        pytest.skip("Discord's API description is not here (../shared/discord-api-spec)")
    for role in knowledge.roles:
        result = await member.slash(channel, "role", title=role)
        await member.click(sent(result), label="Pay")
    result = await member.slash(channel, "compare", first="RE", second="RS")
    await whole(member, result)
    await member.click(sent(result), label="Share")
    await member.slash(channel, "title", text="flurb")
    await member.autocomplete(channel, "role", "title", "eng")
    assert DiscordApi(SPEC).check(env.http_requests) > 30


ANY_TEXT = st.text(min_size=1, max_size=100).filter(str.strip) | st.sampled_from(
    [
        "@everyone",
        "<@1> <@&2> <#3>",
        "[a](https://x.y)",
        "# h\n> q\n- l",
        "`code` ||s||",
        "\u202eabc",
    ]
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT)
async def test_any_text_in_any_option_gets_an_answer(
    env: Env, member: MemberActor, channel: ChannelHandle, text: str
) -> None:
    for command, filled in (
        ("role", {"title": text}),
        ("compare", {"first": text, "second": "MLE"}),
        ("salary", {"role": "RE", "employer": text, "level": text}),
        ("title", {"text": text, "employer": text}),
        ("tiers", {"tier": text}),
    ):
        result = await member.slash(channel, command, **filled)
        message = sent(result)
        assert_within_limits(message.components)
        assert message.message.mentions == []
        texts = [item["content"] for item in walk(message.components) if item["type"] == TEXT]
        assert not any(re.search(r"(?<!\\)(\]\(|<[@#]|://)", content) for content in texts)
        for name in set(filled) - {"text"}:
            assert len(await member.autocomplete(channel, command, name, text)) <= 25
    assert not env.errors
