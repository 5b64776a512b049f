"""/title: what it most likely means, how sure that is, and why; and /demand."""

import pytest

from bot.lookups.model import Answer
from bot.lookups.queries import DemandQuery
from bot.lookups.registry import Answers
from bot.lookups.title import CHECKS, TitleQuery


def line(answer: Answer, label: str) -> str:
    return next((it.text for it in answer.lines if it.label == label), "")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("MTS", "At OpenAI and Anthropic: most likely a research engineer."),
        ("AIE", "“AIE” is almost certainly an AI engineer."),
        ("Staff AI Engineer", "“Staff AI Engineer” is most likely an AI engineer."),
        (
            "Research Scientist, Alignment",
            "“Research Scientist, Alignment” is perhaps an AI safety",
        ),
        ("Researcher", "“Researcher” can mean a research scientist or"),
        ("judge", "“judge” is none of the 15 roles that I know."),
    ],
)
def test_how_sure_a_reading_is_comes_from_its_lead(
    answers: Answers, title: str, headline: str
) -> None:
    assert answers.answer(TitleQuery(title)).headline.startswith(headline)


def test_no_title_with_other_readings_is_called_certain(answers: Answers) -> None:
    files = answers.knowledge.title_files
    for group in files.aliases.aliases:
        for title in group.titles if len(group.roles) > 1 else ():
            answer = answers.answer(TitleQuery(title))
            assert "certainly" not in answer.headline, title


def test_the_rule_that_decided_is_said_in_words(answers: Answers) -> None:
    answer = answers.answer(TitleQuery("Research Scientist, Alignment"))
    assert line(answer, "Why") == (
        "The noun is “scientist”, and “research” and “alignment” beside it decide which kind."
    )


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Staff ML Engineer", "“Staff” is usually L6."),
        ("Sr. Staff ML Engineer", "“Staff” is usually L6."),
        ("Senior Data Scientist", "“Senior” is usually L5 at FAANG or L6."),
        ("ML Engineer L5", "L5."),
        ("ML Engineer", "None in the title."),
        ("ML Engineer II", "“II”: my sources don't place it on their ladder."),
    ],
)
def test_the_level_is_told_as_the_ladder_has_it(answers: Answers, title: str, level: str) -> None:
    assert line(answers.answer(TitleQuery(title)), "Level") == level


def test_what_to_check_is_one_click_away(answers: Answers) -> None:
    answer = answers.answer(TitleQuery("LLM Engineer"))
    step = next(it for it in answer.steps if it.label == CHECKS)
    assert answer.topics[step.page - 1].title == CHECKS
    checks = answers.knowledge.title_files.meanings.checks
    assert [it.text for it in answer.topics[0].lines] == [claim.text for claim in checks]


def test_the_demand_for_a_role_begins_with_where_it_is_most_and_least(answers: Answers) -> None:
    assert answers.answer(DemandQuery("data-scientist")).headline == (
        "Data scientists are wanted most in finance and in health care, and least at AI startups."
    )
    assert answers.answer(DemandQuery()).headline == (
        "Demand is highest for AI engineers at AI startups."
    )


def test_the_map_is_a_picture_and_three_sentences(answers: Answers) -> None:
    answer = answers.answer(DemandQuery())
    assert answer.figure is not None
    assert len(answer.lines) == 3
