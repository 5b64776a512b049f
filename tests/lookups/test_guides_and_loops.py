"""Guides by the words people use; loops and labs side by side within a screen."""

from itertools import combinations

import pytest

from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked
from bot.lookups.guide import guide_by_name
from bot.lookups.lab import LabQuery
from bot.lookups.model import CARD_LIMIT, MAX_TOPICS, TOPIC_LIMIT, Answer
from bot.lookups.queries import GuideQuery, InterviewCompareQuery, InterviewQuery
from bot.lookups.registry import Answers
from tests.lookups.test_limits import size_of, spoken


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("title inflation", "titles"),
        ("are titles meaningless", "titles"),
        ("is a phd worth it", "phd"),
        ("do I need a doctorate?", "phd"),
        ("red flags", "red-flags"),
        ("bad postings", "red-flags"),
        ("job market 2026", "market"),
        ("career change from backend", "switching"),
        ("mistakes people make", "mistakes"),
        ("what should I read", "reading"),
        ("who wrote this", "who-says-so"),
        ("tell me about yourself", "cheat-sheet"),
    ],
)
def test_a_guide_is_found_by_the_words_people_use(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    assert guide_by_name(knowledge, text) == Asked(GuideQuery(topic))


@pytest.mark.parametrize("text", ["cooking", "salary negotiation", "xqzv", "the", "?"])
def test_an_unknown_topic_is_answered_with_guides_that_exist(
    knowledge: Knowledge, text: str
) -> None:
    answer = guide_by_name(knowledge, text)
    assert isinstance(answer, Answer)
    assert answer.steps
    assert {step.query for step in answer.steps} <= {GuideQuery(it) for it in knowledge.guides}


def test_loops_and_labs_side_by_side_fit_a_screen(answers: Answers, knowledge: Knowledge) -> None:
    roles, labs = knowledge.roles, tuple(knowledge.labs)
    queries = [
        *(InterviewCompareQuery(it) for size in (2, 3) for it in combinations(roles, size)),
        *(LabQuery(it) for size in (2, 3) for it in combinations(labs, size)),
    ]
    for answer in map(answers.answer, queries):
        assert len(spoken(answer)) <= CARD_LIMIT, answer.query
        assert len(answer.topics) <= MAX_TOPICS, answer.query
        assert all(size_of(topic) <= TOPIC_LIMIT for topic in answer.topics), answer.query


def test_a_loop_that_nobody_describes_leads_to_ones_that_are(
    answers: Answers, knowledge: Knowledge
) -> None:
    table = knowledge.interviews
    for role in knowledge.roles:
        if role not in {*table.loops, *table.notes}:
            answer = answers.answer(InterviewQuery(role))
            offered = [it.query for it in answer.steps if isinstance(it.query, InterviewQuery)]
            assert offered
            assert all(it.role in {*table.loops, *table.notes} for it in offered)
