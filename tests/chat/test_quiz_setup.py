"""The lobby of a quiz, set by menus."""

from random import Random

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.chat.quiz.actions import Chosen, SetUp
from bot.chat.quiz.setup import panel
from bot.knowledge.base import Knowledge
from bot.preview.transcript import message_text
from bot.quiz.game import Game
from bot.quiz.pool import Pool, Wish
from bot.quiz.rules import Mode, Rules, Scoring
from bot.services.items import EVERYTHING, QuizTopic
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, options, seen, sent, walk
from tests.conftest import NOW
from tests.quiz.test_recap import ASKED


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


async def change(quiz: QuizTable, host: MemberActor) -> InteractionResult:
    return await host.click(quiz.last_with("Quiz: "), label="Change")


async def test_a_host_sets_everything_by_menus_and_the_lobby_says_it(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member)
    panel = await change(quiz, member)
    assert sent(panel).ephemeral
    game = quiz.table.game.id
    for what, values in (
        (Chosen.TOPIC, ["levels"]),
        (Chosen.LENGTH, ["30"]),
        (Chosen.TIMER, ["45"]),
        (Chosen.SCORING, ["first"]),
        (Chosen.MODE, ["teams 3"]),
        (Chosen.EXTRAS, ["final", "hints"]),
    ):
        code = SetUp(game, what).custom_id
        assert values[0] in [value for menu, value, _ in options(panel) if menu == code]
        panel = await member.select(sent(panel), values, custom_id=code)
        assert_within_limits(sent(panel).components)
    rules = quiz.table.game.rules
    assert (rules.mode, rules.teams, rules.scoring) == (Mode.TEAMS, 3, Scoring.FIRST)
    assert (rules.pace.seconds, rules.final_double, rules.hints) == (45, True, True)
    there = len(quiz.table.game.questions)
    assert there < 30
    await env.advance_time(2)
    lobby = quiz.texts()[-1]
    for said in (
        "Quiz: Levels",
        f"{there} questions (30 asked for, {there} there), 45 seconds each.",
        "3 teams",
        "The last question counts double.",
        "A hint costs half",
    ):
        assert said in lobby, said
    refused = await change(quiz, other)
    assert "Only the host or a moderator" in seen(refused)
    listed = await other.click(quiz.last_with("Quiz: "), label="Topics")
    assert "Levels " in seen(listed)
    assert "Deck: " in seen(listed)


async def test_a_panel_of_a_game_that_began_changes_nothing(
    quiz: QuizTable, member: MemberActor
) -> None:
    await quiz.start(member, questions=2, topic="labs")
    panel = sent(await change(quiz, member))
    before = quiz.table.game
    await quiz.begin(member)
    late = await member.select(
        panel, ["survival"], custom_id=SetUp(before.id, Chosen.MODE).custom_id
    )
    assert "begun already" in seen(late)
    assert quiz.table.game.rules == before.rules


def test_a_menu_of_topics_says_how_many_more_can_be_typed() -> None:
    decks = [QuizTopic(f"deck:{it}", f"Deck {it}", 12) for it in range(29)]
    topics = [QuizTopic(None, EVERYTHING, 500), *decks]
    game = Game.open(1, 1, (ASKED,), Rules(), Wish(10, "deck:28"), NOW)
    shown = panel(game, topics, "Deck 28")
    assert_within_limits(shown.components)
    menus = [it for it in walk(shown.components) if it.get("custom_id") == "qi:1:topic"]
    assert len(menus[0]["options"]) == 25
    assert [it["value"] for it in menus[0]["options"] if it["default"]] == ["deck:28"]
    assert "5 more to ask about can be typed" in message_text("", shown.components)


def test_a_topic_has_as_many_questions_as_one_game_can_ask(knowledge: Knowledge) -> None:
    pool = Pool.of(knowledge)
    for topic in filter(None, pool.askable):
        count = pool.askable[topic]
        assert len(pool.pick(Wish(count + 1, topic), Random(1), (), ())) == count, topic
