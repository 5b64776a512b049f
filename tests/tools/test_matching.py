"""Ways to find a role: every path ends, every result has its reasons."""

from itertools import islice
from random import Random

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Way
from bot.lookups.match import TENTHS, MatchQuery, gaps_of, role_of
from bot.lookups.plain import plain
from bot.lookups.queries import Query
from bot.lookups.registry import Answers
from bot.tools.matching import ChosenOption, nearest, paths, result_of, walk

MANY = 400
"""Paths of a way that are all tried; of a way with more, so many by chance."""


def tried(way: Way, start: str = "") -> list[str]:
    found = list(islice(paths(way, start), MANY + 1))
    if len(found) <= MANY:
        return found
    chance = Random(1)
    return [by_chance(way, start, chance) for _ in range(MANY)]


def by_chance(way: Way, digits: str, chance: Random) -> str:
    while (question := walk(way, digits)[1]) is not None:
        digits += str(chance.randrange(len(question.options)))
    return digits


def test_every_path_ends_and_its_points_are_the_sum_of_its_answers(knowledge: Knowledge) -> None:
    for way in knowledge.ways.values():
        for digits in tried(way):
            given, question = walk(way, digits)
            assert question is None
            result = result_of(way, given)
            total = sum(sum(it.option.speaks_for.values()) for it in given)
            if result is None:
                assert total == 0
                continue
            assert sum(points for _, points in result.ranking) == total
            points = [points for _, points in result.ranking]
            assert points == sorted(points, reverse=True)
            assert result.sure in ("clear", "likely", "close")
            if result.tip is not None:
                assert result.ranking[0][0] not in result.tip.winners


def test_every_answer_is_said_with_its_reason(answers: Answers, knowledge: Knowledge) -> None:
    way = knowledge.ways["five-questions"]
    for digits in paths(way):
        text = plain(answers.answer(MatchQuery(way.id, way.digest, digits)))
        for it in walk(way, digits)[0]:
            assert it.option.because in text


def test_what_would_tip_a_result_does(knowledge: Knowledge) -> None:
    way = knowledge.ways["five-questions"]
    result = result_of(way, walk(way, "00111")[0])
    assert result is not None
    assert result.ranking[0][0] == "research-scientist"
    assert result.tip is not None
    assert result.tip.winners == ("research-engineer",)
    other = result_of(way, walk(way, "00110")[0])
    assert other is not None
    assert other.ranking[0][0] == "research-engineer"


@pytest.mark.parametrize(
    ("digits", "instead", "winners"),
    [
        ("1110", "Yes", ("ml-engineer",)),
        ("110", "No", ("software-engineer-ml",)),
        ("10", "No", ("ml-engineer", "software-engineer-ml")),
        ("0", "No", ("research-engineer", "ml-engineer", "software-engineer-ml")),
    ],
)
def test_another_turn_of_the_tree_tips_its_result(
    knowledge: Knowledge, digits: str, instead: str, winners: tuple[str, ...]
) -> None:
    way = knowledge.ways["tree"]
    result = result_of(way, walk(way, digits)[0])
    assert result is not None
    assert result.tip is not None
    assert (result.tip.instead.text, result.tip.winners) == (instead, winners)


def test_a_way_that_branches_without_end_is_answered_all_the_same(knowledge: Knowledge) -> None:
    pattern = knowledge.ways["five-questions"].questions[0]
    options = tuple(
        pattern.options[0].model_copy(update={"id": f"o{it}", "speaks_for": {"ml-engineer": 1}})
        for it in range(9)
    )
    asked = [pattern.model_copy(update={"id": f"q{it}", "options": options}) for it in range(12)]
    ends = (options[0].model_copy(update={"next": "end"}), *options[1:])
    asked[0] = asked[0].model_copy(update={"options": ends})
    way = knowledge.ways["five-questions"].model_copy(update={"questions": tuple(asked)})
    result = result_of(way, walk(way, "0")[0])
    assert result is not None
    assert result.tip is None


def test_no_way_ends_without_a_role(answers: Answers, knowledge: Knowledge) -> None:
    for way in knowledge.ways.values():
        for digits in tried(way) if way.questions else ():
            query = MatchQuery(way.id, way.digest, digits)
            if role_of(query, knowledge) is None:
                opened = [step.query for step in answers.answer(query).steps]
                assert opened, query
                assert all(isinstance(it, MatchQuery) and it.way != way.id for it in opened)
                assert all(leads_to_a_role(it, knowledge) for it in opened), query


def leads_to_a_role(query: Query, knowledge: Knowledge) -> bool:
    assert isinstance(query, MatchQuery)
    way = knowledge.ways[query.way or ""]
    ends = (MatchQuery(way.id, way.digest, it) for it in tried(way, query.digits or ""))
    return all(role_of(it, knowledge) is not None for it in ends)


@pytest.mark.parametrize("role", ["research-scientist", "ml-engineer", "software-engineer-ml"])
def test_the_nearest_week_to_a_role_is_its_own(knowledge: Knowledge, role: str) -> None:
    weeks = {it.id: it.week for it in knowledge.roles.values() if it.week is not None}
    wished = [share for _, share in weeks[role].parts]
    assert nearest(weeks, wished)[0] == (role, 0)


def test_any_week_finds_a_role(answers: Answers, knowledge: Knowledge) -> None:
    way = knowledge.ways["week"]
    random = Random(5)
    for _ in range(200):
        digits, left = "", 10
        for _ in range(3):
            share = random.randint(0, left)
            digits, left = digits + TENTHS[share], left - share
            if left == 0:
                break
        query = MatchQuery(way.id, way.digest, digits)
        assert role_of(query, knowledge) in knowledge.roles
        assert "FROM NEAR TO FAR" in plain(answers.answer(query))


def test_who_answers_as_a_role_would_gets_its_card(knowledge: Knowledge) -> None:
    way = knowledge.ways["card"]
    fading = {"prompt-engineer"}
    for role in knowledge.roles.keys() - fading:
        best = [
            max(it.options, key=lambda option: option.speaks_for.get(role, 0))
            for it in way.questions
        ]
        result = result_of(way, [*map(ChosenOption, way.questions, best)])
        assert result is not None
        leading = [it for it, points in result.ranking if points == result.ranking[0][1]]
        assert role in leading, (role, result.ranking[:3])


def test_what_is_lacking_is_a_claim_of_the_role(knowledge: Knowledge) -> None:
    way = knowledge.ways["card"]
    for question in way.questions:
        for option in question.options:
            given = [ChosenOption(question, option)]
            for role in option.gaps:
                assert gaps_of(given, role, knowledge)[0] in knowledge.roles[role].claims.values()
            assert not gaps_of(given, "prompt-engineer", knowledge)
