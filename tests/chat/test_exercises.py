"""/match, /assess, /practice and /plan, as members work through them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.base import Knowledge
from bot.lookups.assess import AssessQuery
from bot.lookups.match import MatchQuery
from bot.lookups.plain import plain
from bot.lookups.registry import encode
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import plans, privacy
from tests.chat.quiz_table import text_of
from tests.chat.reading import assert_within_limits, pick, seen, sent, walk, whole
from tests.chat.test_quiz_faults import restarted
from tests.completeness.document_001 import CHECKPOINTS
from tests.conftest import MovedClock, store_of


async def click(member: MemberActor, result: InteractionResult, begins: str) -> InteractionResult:
    clicked = await pick(member, result, begins)
    assert_within_limits(sent(clicked).components)
    return clicked


async def assess(member: MemberActor, channel: ChannelHandle, ratings: str) -> InteractionResult:
    result = await member.slash(channel, "assess start")
    for rating in ratings:
        result = await click(member, result, rating)
    return result


async def test_a_way_leads_to_a_reasoned_result(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "match", way="five questions")
    assert "Five questions: question 1" in seen(result)
    for answer in "12121":
        result = await click(member, result, f"{answer}.")
    said = seen(result)
    assert "Research Engineer fits your answers best." in said
    assert "Runner-up Research Scientist, with 4 points to 6." in said
    assert "Not a clear lead" in said
    assert "What would tip it" in said
    assert "What spoke for what" in await whole(member, result)
    assert "Kept." in said
    profile = await click(member, result, "Profile")
    assert "Research Engineer" in seen(profile)


async def test_one_back_and_other_ways(member: MemberActor, channel: ChannelHandle) -> None:
    result = await member.slash(channel, "match")
    assert "Career card: question 1 of 7" in seen(result)
    tree = await click(member, result, "Decision tree")
    second = await click(member, tree, "2. No")
    assert "question 2" in seen(second)
    back = await click(member, second, "Back")
    assert "question 1" in seen(back)
    ended = back
    for _ in range(4):
        ended = await click(member, ended, "2. No")
    assert "has one for everybody" in seen(ended)
    assert "Career card: question 1" in seen(ended)


async def test_the_career_card_is_drawn_and_shared_by_choice(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "match")
    for answer in ("2.", "4.", "3.", "3.", "1.", "1.", "2."):
        assert sent(result).ephemeral
        result = await click(member, result, answer)
    said = seen(result)
    assert "AI Engineer fits your answers best." in said
    assert "Your gap" in said
    assert len(sent(result).attachments) == 1
    ranked = await whole(member, result)
    assert all(f"{number}. " in ranked for number in range(1, 16))
    shared = await member.click(sent(result), label="Share")
    assert not sent(shared).ephemeral
    assert len(sent(shared).attachments) == 1


async def test_a_wished_week_is_compared_with_real_ones(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "match", way="your week")
    for share in ("60 %", "30 %", "0 %"):
        menu = next(it for it in walk(sent(result).components) if it["type"] == 3)
        value = next(it["value"] for it in menu["options"] if it["label"] == share)
        result = await member.select(sent(result), [value], custom_id=menu["custom_id"])
    said = seen(result)
    assert "Research Scientist has the week nearest to the one you want." in said
    assert "You would spend 5 % of your week differently" in said
    assert len(sent(result).attachments) == 1


async def test_answers_to_other_questions_are_not_taken_for_these(
    member: MemberActor, channel: ChannelHandle, other: MemberActor, client: CareersClient
) -> None:
    answers = client.app.services.local_knowledge.at(None).answers
    for query in (
        MatchQuery("five-questions", "0000", "11"),
        MatchQuery("five-questions", None, "99"),
        MatchQuery("week", None, "aa"),
        AssessQuery("0000", "111"),
        AssessQuery(None, "9"),
    ):
        answer = answers.answer(query)
        assert "changed since" in plain(answer)
        assert answer.steps[0].label == "Start again"
    shared = await member.slash(channel, "match", way="tree")
    public = await member.click(sent(shared), label="Share")
    mine = await other.click(sent(public), label="1. Yes")
    assert sent(mine).ephemeral
    assert "Applied Scientist" in seen(mine)


async def test_the_assessment_is_kept_and_shown_over_time(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    assert "No self-assessment" in seen(await member.slash(channel, "assess history"))
    first = await assess(member, channel, "11213")
    assert "8 of 25" in seen(first)
    assert "Begin with the map" in seen(first)
    for _ in range(3):
        await env.advance_time(timedelta(days=7).total_seconds())
    second = await assess(member, channel, "44444")
    assert "Earlier: 8 (21 Nov 2026)" in seen(second)
    history = await member.slash(channel, "assess history")
    assert "From the first to the last: +12." in seen(history)
    assert len(sent(history).attachments) == 1


@pytest.mark.parametrize("ratings", ["11111", "22222", "33344", "55555"])
async def test_every_score_has_a_reading(
    member: MemberActor, channel: ChannelHandle, knowledge: Knowledge, ratings: str
) -> None:
    result = await assess(member, channel, ratings)
    score = sum(map(int, ratings))
    reading = next(it for it in knowledge.assessment.readings if it.low <= score <= it.high)
    assert reading.text in seen(result)


async def make_plan(
    member: MemberActor, channel: ChannelHandle, **options: str
) -> InteractionResult:
    asked = await member.slash(channel, "plan start", **options)
    return await click(member, asked, "Make this plan")


async def chosen(member: MemberActor, result: InteractionResult, value: str) -> InteractionResult:
    """Choose the entry of a value in whichever menu has it."""
    menus = [it for it in walk(sent(result).components) if it["type"] == 3]
    menu = next(it for it in menus if value in [one["value"] for one in it["options"]])
    found = await member.select(sent(result), [value], custom_id=menu["custom_id"])
    assert_within_limits(sent(found).components)
    return found


async def test_every_checkpoint_of_the_document_is_in_the_plan(
    member: MemberActor, channel: ChannelHandle
) -> None:
    plan = await make_plan(member, channel, role="RE")
    steps = seen(await click(member, plan, "All steps"))
    for day, words in CHECKPOINTS.items():
        part = steps.partition(f"Day {day}: ")[2].partition("Day ")[0]
        assert all(it in part for it in words), f"day {day} of the plan"


async def test_a_plan_follows_the_match_the_time_and_life(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "match", way="five questions")
    for answer in "11111":
        result = await click(member, result, f"{answer}.")
    asked = await click(member, result, "Make a plan for this")
    assert "One document speaks of 6 to 10 weeks" in seen(asked)
    asked = await chosen(member, asked, "14")
    asked = await chosen(member, asked, "5")
    said = seen(asked)
    assert "2 weeks is less than the 6 to 10 weeks that one document speaks of for RE." in said
    assert "Left out for lack of time: " in said
    plan = await click(member, asked, "Make this plan")
    assert "Now: Systems design" in seen(plan)
    assert "Systems design: 4 prompts" in seen(await click(member, plan, "Practise"))
    assert "Research Engineer" in seen(await click(member, plan, "Read up"))
    assert "Review" in seen(await click(member, plan, "Quiz me"))
    done = await click(member, plan, "Done: Systems design")
    assert "Now: The coding test" in seen(done)
    adjust = await click(member, done, "Adjust")
    missed = await click(member, adjust, "I missed a week")
    assert "Moved: you now finish on" in seen(missed)
    assert "Finished steps stay finished." in seen(missed)
    adjust = await member.slash(channel, "plan adjust")
    form = await member.click(sent(adjust), label="I have an interview date")
    fixed = await member.submit_modal(form, {"day": "in 3 days"})
    assert "Interview" in seen(fixed)
    assert "No time is left for" in seen(fixed)
    typed = await member.slash(channel, "plan adjust", weeks="ten", hours="?")
    assert "I can't read how long that is" in seen(typed)
    other = await member.slash(channel, "plan adjust", role="mle", weeks="8", hours="an hour a day")
    assert "It is for MLE now" in seen(other)
    assert "7 hours a week" in seen(other)
    await env.settle()


async def test_a_time_zone_is_asked_for_once(
    member: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    plan = await make_plan(member, channel, role="red teamer", weeks="3", hours="4")
    assert "No document says how long" in seen(plan)
    zones = await click(member, plan, "Remind me")
    menu = next(it for it in walk(sent(zones).components) if it["type"] == 3)
    form = await member.select(sent(zones), ["other"], custom_id=menu["custom_id"])
    assert "don't know that time zone" in seen(await member.submit_modal(form, {"zone": "moon"}))
    times = await chosen(member, zones, "Asia/Kolkata")
    assert "I check your plan" in seen(await chosen(member, times, "20:00"))
    assert "first one" in seen(await member.slash(channel, "review remind", at="7:30"))
    kept = await store_of(client).read(lambda c: privacy.export_member(c, member.id))
    assert kept["members"][0]["zone"] == "Asia/Kolkata"
    assert {it["zone"] for it in kept["reminders"]} == {"Asia/Kolkata"}


async def test_a_plan_reminds_as_its_steps_come_due(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    assert "You have no study plan" in seen(await member.slash(channel, "plan show"))
    await assess(member, channel, "11213")
    shown = await make_plan(member, channel, role="mle")
    assert "Self-assessment: 8 so far" in seen(shown)
    await member.slash(channel, "plan remind", at="20:00", zone="UTC")
    assert "Knowing the roles" in seen(await click(member, shown, "Take the self-assessment"))
    await click(member, await member.slash(channel, "plan show"), "Checkpoint done")
    for _ in range(12):
        await env.advance_time(timedelta(days=1).total_seconds())
        if "Day 3" in "".join(told(member)) and len(told(member)) == 1:
            await member.slash(channel, "plan show")
    notices = told(member)
    assert all("/review" not in text for text in notices)
    assert "/plan remind off stops this" in notices[0]
    assert [text.partition(" ")[2].split(":")[0] for text in notices[:2]] == [
        "3 of your study plan",
        "7 of your study plan",
    ]
    newest = list(member.user.dm_channel.history())[-1]
    opened = await member.user.click(newest, label="Open the plan")
    assert "Your study plan" in seen(opened)
    here = await member.slash(channel, "plan show")
    put_off = await click(member, here, "Put Day 3")
    assert not has(put_off, "Put Day 3")
    assert "deleted" in seen(await member.slash(channel, "plan stop"))
    assert "You have no study plan" in seen(await member.slash(channel, "plan stop"))


def told(member: MemberActor) -> list[str]:
    return [text_of(message) for message in member.user.dm_channel.history()]


async def test_all_of_it_is_forgotten_on_demand(
    member: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    await assess(member, channel, "11213")
    await make_plan(member, channel, role="mle")
    solved = await member.slash(channel, "practice", problem="market-timing")
    form = await member.click(sent(solved), label="Write my answer")
    await member.submit_modal(form, {"answer": "two ways at once"})
    found = await store_of(client).read(lambda c: privacy.export_member(c, member.id))
    assert {"results", "plans", "plan_steps", "practice_answers"} <= set(found)
    overview = await member.slash(channel, "privacy")
    asked = await member.click(sent(overview), label="Delete everything")
    gone = await member.click(sent(asked), label="Delete everything for good")
    assert "Nothing." in seen(gone)
    assert await store_of(client).read(lambda c: privacy.export_member(c, member.id)) == {}


async def test_a_result_leads_to_a_plan_of_who_clicks(
    member: MemberActor, other: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    result = await member.slash(channel, "match", way="tree")
    result = await click(member, result, "1. Yes")
    await make_plan(member, channel, role="mle")
    offered = await click(member, result, "Make a plan for this")
    assert "A plan for Applied Scientist" in seen(offered)
    assert "You have a plan already" in seen(offered)
    public = await click(member, result, "Share")
    theirs = await other.click(sent(public), label="Make a plan for this")
    assert sent(theirs).ephemeral
    assert "You have a plan already" not in seen(theirs)
    own = await store_of(client).read(lambda c: plans.plan_of(c, member.id))
    assert own is not None
    assert own.role == "ml-engineer"


def has(result: InteractionResult, begins: str) -> bool:
    return any(str(it.get("label", "")).startswith(begins) for it in walk(sent(result).components))


async def test_two_flows_at_once_do_not_mix(member: MemberActor, channel: ChannelHandle) -> None:
    first = await member.slash(channel, "match", way="five questions")
    second = await member.slash(channel, "match", way="five questions")
    ratings = await member.slash(channel, "assess start")
    for _ in range(5):
        first = await click(member, first, "1.")
        ratings = await click(member, ratings, "3")
        second = await click(member, second, "2.")
    assert "Research Engineer fits your answers best." in seen(first)
    assert "Research Scientist fits your answers best." in seen(second)
    assert "15 of 25" in seen(ratings)


async def test_a_flow_left_for_a_month_and_a_restart_goes_on(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    shared = await member.slash(channel, "match", way="five questions")
    shared = await click(member, shared, "1.")
    await click(member, shared, "Share")
    for _ in range(31):
        await env.advance_time(timedelta(days=1).total_seconds())
    await env.restart_bot()
    left = channel.history(viewer=member)[-1]
    parts = walk([item.to_dict() for item in left.components])
    names = [str(it.get("label", "")) for it in parts]
    result = await member.click(left, label=next(it for it in names if it.startswith("1.")))
    assert "question 3" in seen(result)
    for _ in range(3):
        result = await click(member, result, "1.")
    assert "Research Engineer fits your answers best." in seen(result)


def live(client: CareersClient, knowledge: Knowledge) -> None:
    """Let the bot go on with other knowledge, its quiz items left as they are."""
    repository = client.app.services.repository
    repository.snapshot = replace(repository.snapshot, knowledge=knowledge)


async def test_a_problem_or_a_role_that_left_is_said(
    member: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    problem = await member.slash(channel, "practice", problem="market-timing")
    form = await member.click(sent(problem), label="Write my answer")
    found = await click(member, await member.slash(channel, "match", way="tree"), "1. Yes")
    knowledge = client.app.services.knowledge
    roles = {id_: it for id_, it in knowledge.roles.items() if id_ != "applied-scientist"}
    live(client, replace(knowledge, practice={}, roles=roles))
    written = await member.submit_modal(form, {"answer": "two ways at once"})
    assert "has left the knowledge base" in seen(written)
    for name in ("Write my answer", "Show the answer", "Another"):
        assert "has left the knowledge base" in seen(await pick(member, problem, name))
    said = await member.click(sent(found), label="Make a plan for this")
    assert "has left the knowledge base" in seen(said)


async def test_a_checkpoint_is_told_of_once_whatever_restarts(
    env: Env,
    member: MemberActor,
    channel: ChannelHandle,
    snapshot: KnowledgeSnapshot,
    database_file: Path,
    clock: MovedClock,
) -> None:
    await make_plan(member, channel, role="mle")
    await member.slash(channel, "plan remind", at="20:00", zone="Asia/Tokyo")
    day = timedelta(days=1).total_seconds()
    for _ in range(2):
        await env.advance_time(day)
    before = told(member)
    assert [text.partition(":")[0] for text in before] == ["Day 0 of your study plan"]
    async with restarted(env, snapshot, database_file, clock):
        assert told(member) == before
        for _ in range(3):
            await env.advance_time(day)
        days = [text.partition(":")[0] for text in told(member)]
        assert days == ["Day 0 of your study plan", "Day 3 of your study plan"]


HOSTILE = ["@everyone", "`" * 50, "🙂" * 40, "\u202e" * 30, "-"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_in_any_option_gets_an_answer(
    member: MemberActor, channel: ChannelHandle, text: str
) -> None:
    for command, options in (
        ("match", {"way": text}),
        ("practice", {"problem": text}),
        ("practice", {"role": "RE", "round": text}),
        ("plan start", {"role": text}),
        ("plan remind", {"at": text[:20]}),
        ("plan remind", {"at": "9:00", "zone": text[:60]}),
    ):
        result = await member.slash(channel, command, **options)
        assert_within_limits(sent(result).components)
        assert "went wrong" not in seen(result)


def test_every_finished_flow_fits_a_button(knowledge: Knowledge) -> None:
    digits = "8" * 12
    for way in knowledge.ways.values():
        assert encode(MatchQuery(way.id, way.digest, digits)) is not None
    assert encode(AssessQuery(knowledge.assessment.digest, "5" * 9)) is not None
