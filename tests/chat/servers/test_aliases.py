"""A server's own words for roles: they win there, and are nowhere else to be seen."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.conftest import snapshot_of


async def add(member: MemberActor, place: ChannelHandle, title: str, role: str) -> str:
    return seen(await member.slash(place, "aliases add", title=title, role=role))


async def test_a_word_wins_here_and_nowhere_else(
    env: Env,
    moderator: MemberActor,
    member: MemberActor,
    stranger: MemberActor,
    place: ChannelHandle,
    elsewhere: ChannelHandle,
) -> None:
    await env.settle()
    said = await add(moderator, place, "Wizard", "research-engineer")
    assert said == "In this server “Wizard” means Research Engineer from now on."
    read = seen(await member.slash(place, "role", title="senior wizard"))
    assert "Research Engineer" in read
    exact = seen(await member.slash(place, "role", title="wizard"))
    assert "“wizard” → Research Engineer, as this server uses it." in exact
    decoded = seen(await member.slash(place, "title", text="Wizard"))
    assert "“Wizard” is this server's own word for it." in decoded
    offered = await member.autocomplete(place, "role", "title", "wiz")
    assert [it["value"] for it in offered] == ["research-engineer"]
    for asked in ("what does a wizard do all day", "wizard vs data scientist: who earns more?"):
        assert "Research Engineer" in seen(await member.slash(place, "ask", question=asked))
    foreign = seen(await stranger.slash(elsewhere, "role", title="wizard"))
    assert "I don't know “wizard” as an AI job yet." in foreign
    decoded = seen(await stranger.slash(elsewhere, "title", text="Wizard"))
    assert "is none of the 15 roles that I know" in decoded
    assert "Wizard" not in seen(await stranger.slash(elsewhere, "aliases list"))
    assert "**Research Engineer**: Wizard" not in seen(
        await stranger.slash(elsewhere, "aliases list")
    )
    assert "Research Engineer: Wizard" in seen(await moderator.slash(place, "aliases list"))


async def test_a_word_for_a_role_that_left_the_files_is_passed_over(
    moderator: MemberActor, member: MemberActor, place: ChannelHandle, client: CareersClient
) -> None:
    await add(moderator, place, "Wizard", "prompt-engineer")
    await add(moderator, place, "Sorcerer", "research-engineer")
    knowledge = client.app.services.knowledge
    roles = {id_: role for id_, role in knowledge.roles.items() if id_ != "prompt-engineer"}
    repository = client.app.services.repository
    repository.snapshot = snapshot_of(replace(knowledge, roles=roles), repository.snapshot)
    lost = seen(await member.slash(place, "role", title="wizard"))
    assert "I don't know “wizard” as an AI job yet." in lost
    asked = await member.slash(place, "ask", question="what does a wizard do all day?")
    assert "Prompt Engineer" not in seen(asked)
    assert "Research Engineer" in seen(await member.slash(place, "role", title="sorcerer"))
    listed = seen(await moderator.slash(place, "aliases list"))
    assert "prompt-engineer, no longer here: Wizard" in listed


async def test_a_clash_is_explained_and_the_server_wins(
    moderator: MemberActor, member: MemberActor, place: ChannelHandle
) -> None:
    said = await add(moderator, place, "MLE", "ai-engineer")
    assert "Elsewhere MLE means ML Engineer; in this server your meaning wins." in said
    assert seen(await member.slash(place, "role", title="mle")).startswith("AI Engineer")
    levelled = seen(await member.slash(place, "role", title="Sr. MLE (Remote)"))
    assert levelled.startswith("AI Engineer")
    known = await add(moderator, place, "MLE", "ml-engineer")
    assert "means ML Engineer everywhere already" in known
    assert "ML Engineer" in seen(await member.slash(place, "role", title="mle"))
    gone = seen(await moderator.slash(place, "aliases remove", title="mle"))
    assert "is no longer a word of this server" in gone
    gone = seen(await moderator.slash(place, "aliases remove", title="mle"))
    assert "is no word of this server's own" in gone
    assert "no words of its own" in seen(await moderator.slash(place, "aliases list"))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Data Scientist", "is the name of another role here, Data Scientist"),
        ("research-engineer", "is that role's own name"),
        ("x", "A title has 2 to 60 characters"),
        ("y" * 61, "A title has 2 to 60 characters"),
        ("123", "at least one letter"),
        ("@everyone", "no mentions, links or formatting"),
        ("<@123456>", "no mentions, links or formatting"),
        ("**bold**", "no mentions, links or formatting"),
        ("https://example.org", "no mentions, links or formatting"),
        ("gnp\u202ewizard", "invisible character (U+202E)"),
        ("wiz\u200bard", "invisible character (U+200B)"),
    ],
)
async def test_nonsense_is_refused(
    moderator: MemberActor, place: ChannelHandle, title: str, words: str
) -> None:
    assert words in (await add(moderator, place, title, "research-engineer")).replace("\\", "")


async def test_only_moderators_of_this_server(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
) -> None:
    assert "aliases add" not in member.available_commands(place)
    # An admin may have shown the command to everybody; that gives nobody the right.
    commands = await env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    shown = next(it for it in commands if it.name == "aliases")
    home.set_command_permissions(shown, {home.default_role: True})
    said = await add(member, place, "Wizard", "research-engineer")
    assert "Only moderators of this server can do that" in said
    await env.bot.http.remove_role(home.id, moderator.id, home.roles["Mods"].id)
    await env.settle()
    said = await add(moderator, place, "Wizard", "research-engineer")
    assert "Only moderators of this server can do that" in said


async def test_typed_answers_of_a_quiz_know_the_servers_words(
    env: Env,
    client: CareersClient,
    moderator: MemberActor,
    other: MemberActor,
    place: ChannelHandle,
) -> None:
    body = (
        b"name: Ours\nabout: One question.\nitems:\n  - {id: q, kind: title, topic: roles, "
        b"difficulty: easy, accept: [research-engineer], question: Who builds experiments here?, "
        b"explanation: It is said so.}\n"
    )
    await moderator.slash(place, "deck upload", attachment=("ours.yaml", body))
    await add(moderator, place, "Wizard", "research-engineer")
    quiz = QuizTable(env, place)
    await quiz.start(moderator, topic="Ours", questions=1)
    await quiz.join(other)
    await quiz.begin(moderator)
    message = quiz.last_with("Question 1 of")
    shown = await other.click(message, label="Type your answer")
    locked = await other.submit_modal(shown, {"answer": "wizard"})
    assert "Locked in: Research Engineer" in seen(locked)
    assert client.app.services.games.session_in(place.id) is not None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=100), role=st.text(min_size=1, max_size=100))
async def test_any_text_gets_an_answer(
    moderator: MemberActor, place: ChannelHandle, title: str, role: str
) -> None:
    result = await moderator.slash(place, "aliases add", title=title, role=role)
    message = sent(result)
    assert message.content
    assert len(message.content) <= 2000
    listed = await moderator.slash(place, "aliases list")
    assert_within_limits(sent(listed).components)
