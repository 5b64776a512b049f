"""/practice as members use it: a prompt, an answer, grades, a mock loop, progress."""

from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from tests.chat.reading import assert_within_limits, pick, seen, sent, walk

LONG = ("I would first ask which question every level asks. " * 100)[:3900]


async def click(member: MemberActor, result: InteractionResult, begins: str) -> InteractionResult:
    clicked = await pick(member, result, begins)
    assert_within_limits(sent(clicked).components)
    return clicked


def labels(result: InteractionResult) -> list[str]:
    return [str(it["label"]) for it in walk(sent(result).components) if it.get("label")]


async def written(member: MemberActor, result: InteractionResult, words: str) -> InteractionResult:
    form = await member.click(sent(result), label="Write my answer")
    return await member.submit_modal(form, {"answer": words})


async def test_a_prompt_from_the_command_to_the_grades_of_others(
    member: MemberActor, other: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    loop = client.app.services.knowledge.practice_loops["research-engineer"]
    problem = loop.of(("online-test",))[0]
    asked = await member.slash(channel, "practice", role="RE", round="coding")
    assert sent(asked).ephemeral
    assert problem.ask in seen(asked)
    assert f"{problem.minutes} minutes" in seen(asked)
    assert labels(asked)[:4] == ["Hint 1", "Write my answer", "Show the answer", "Another"]
    hinted = await click(member, asked, "Hint 1")
    assert problem.hints[0] in seen(hinted)
    before = str(sent(hinted).components)
    assert problem.shows[0] not in before
    assert problem.rubric.strong_hire not in before
    own = await written(member, hinted, LONG + "@everyone")
    said = seen(own)
    assert sent(own).ephemeral
    assert LONG[:500] in said
    assert len(sent(own).attachments) == 1
    assert problem.answer in said
    assert problem.shows[0] in said
    assert problem.rubric.no_hire in said
    graded = await click(member, own, "Not yet")
    assert "Your grade: Not yet." in seen(graded)
    assert "It comes back" in seen(graded)
    public = await click(member, graded, "Ask others")
    assert not sent(public).ephemeral
    assert problem.ask in seen(public)
    assert "Others grade this one" in seen(await member.click(sent(public), label="Strong"))
    counted = await other.click(sent(public), label="Partly")
    assert "Partly (1)" in seen(counted)
    again = await other.click(sent(public), label="Strong")
    assert "Partly (0)" in seen(again)
    assert "Strong (1)" in seen(again)
    assert len(sent(again).attachments) == 1
    review = await member.slash(channel, "review start")
    assert problem.ask in seen(review)
    assert problem.answer in seen(await click(member, review, "Show answer"))


async def test_an_answer_that_is_looked_at_counts_as_a_miss(
    member: MemberActor, channel: ChannelHandle
) -> None:
    asked = await member.slash(channel, "practice", role="mlops", round="incident")
    shown = await click(member, asked, "Show the answer")
    assert "You looked at the answer. It comes back in" in seen(shown).replace("*", "")
    progress = await click(member, shown, "My progress")
    assert "Practise this round next: Incident simulation." in seen(progress)
    assert "1 of 3: 1 looked up" in seen(progress)
    another = await click(member, progress, "Incident simulation")
    assert seen(another) != seen(asked)
    empty = await written(member, another, "  ")
    assert "nothing is kept" in seen(empty)


async def test_practice_begins_with_the_role_of_the_member(
    member: MemberActor, channel: ChannelHandle
) -> None:
    first = await member.slash(channel, "practice")
    assert "prompts from the interviews of 8 roles" in seen(first)
    await click(member, await member.slash(channel, "plan start", role="RS"), "Make this plan")
    own = await member.slash(channel, "practice")
    assert labels(own)[0] == "RS prompts"
    rounds = await click(member, own, "RS prompts")
    assert "Research talk" in seen(rounds)
    assert "Mock loop" in labels(rounds)
    talk = await click(member, rounds, "Research talk")
    prompt = await click(member, talk, "Begin")
    assert "RS, Research talk" in seen(prompt)
    ask = "give me a system design question for AI engineer"
    assert "AI product design: 3 prompts" in seen(await member.slash(channel, "ask", question=ask))
    near = await member.slash(channel, "practice", role="AI red teamer", round="paper")
    assert "I have no prompts for red teaming yet" in seen(near)
    lost = await member.slash(channel, "practice", role="RE", round="juggling")
    assert "no round “juggling”" in seen(lost)


async def test_a_mock_loop_in_a_direct_message_outlives_a_restart(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    rounds = await member.slash(channel, "practice", role="data engineer")
    offer = await click(member, rounds, "Mock loop")
    assert "4 rounds" in seen(offer)
    assert "direct messages" in seen(await click(member, offer, "In a direct message"))
    first = list(member.user.dm_channel.history())[-1]
    running = await member.user.click(first, label="Begin the round")
    assert "minutes" in seen(running)
    hinted = await member.user.click(sent(running), label="Hint 1")
    assert "Hint 1" in seen(hinted)
    stopped = await member.user.click(sent(hinted), label="Pause")
    assert "Paused, " in seen(stopped)
    await env.restart_bot()
    there = await member.slash(channel, "practice")
    assert "You are in a mock loop for DE." in seen(there)
    stands = await click(member, there, "Continue the mock loop")
    running = await click(member, stands, "Continue")
    own = await written(member, running, "What is one row of it?")
    assert "You took" in seen(own)
    assert "Ask others" in labels(own)
    graded = await click(member, own, "Strong")
    second = await click(member, graded, "Next round")
    assert "round 2 of 4" in seen(second)
    over = await member.click(sent(running), label="Show the answer")
    assert "That round is over." in seen(over)
    ended = await click(member, second, "End the loop")
    assert "Practise this round next" in seen(ended)
    assert "Data basics: strong" in seen(ended).replace("*", "")
    assert "That round is over." in seen(await member.click(sent(graded), label="Next round"))


async def test_where_direct_messages_are_closed_it_goes_on_privately(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    rounds = await member.slash(channel, "practice", role="data engineer")
    offer = await click(member, rounds, "Mock loop")
    env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    here = await click(member, offer, "In a direct message")
    assert "I could not write to you" in seen(here)
    assert "Begin the round" in labels(here)
