"""Which role has most or least of something, and where a background leads."""

import pytest

from bot.lookups.background import BackgroundQuery
from bot.lookups.by_title import Asked
from bot.lookups.queries import CompareQuery
from bot.lookups.ranking import End, RankingQuery
from bot.lookups.registry import Answers
from bot.services.asking.asker import Asker


def asked(asker: Asker, question: str) -> Asked:
    shown = asker.ask(question).shown
    assert isinstance(shown, Asked)
    return shown


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("which role has the best work-life balance", RankingQuery("balance")),
        ("who gets the best wlb", RankingQuery("balance")),
        ("which role needs the least maths", RankingQuery("maths", End.LEAST)),
        ("which job has the most coding", RankingQuery("coding")),
        ("which role is the hardest to get into", RankingQuery("entry")),
        ("which role has the most meetings", RankingQuery("meetings")),
        ("im a backend developer, where can i go", BackgroundQuery("backend")),
        ("I'm a data analyst, which role fits me", BackgroundQuery("analyst")),
        ("physics PhD here, what should I aim for", BackgroundQuery("phd")),
        ("im 17 and good at maths what should i do", BackgroundQuery("school")),
    ],
)
def test_ends_of_rankings_and_backgrounds_are_found(
    asker: Asker, question: str, query: RankingQuery | BackgroundQuery
) -> None:
    assert asked(asker, question).query == query


def test_a_table_names_the_first_and_the_last(answers: Answers) -> None:
    most = answers.answer(RankingQuery("research"))
    least = answers.answer(RankingQuery("research", End.LEAST))
    assert most.headline.startswith("Research scientists spend the largest share")
    assert least.headline.startswith("Software engineers (ML team) spend the smallest share")
    assert [line.text for line in least.lines[:5]] == [line.text for line in most.lines[:5]][::-1]


def test_roles_of_one_rank_share_a_place(answers: Answers) -> None:
    product = answers.answer(RankingQuery("product", End.LEAST))
    assert product.headline.startswith("Research engineers and research scientists")


def test_what_nothing_compares_is_said_and_may_be_asked_for(answers: Answers) -> None:
    answer = answers.answer(RankingQuery("balance"))
    assert answer.headline == "Nothing that I know compares work-life balance across roles."
    assert [action.label for action in answer.actions] == ["Ask for this to be added"]


def test_a_background_that_leads_nowhere_is_named(asker: Asker) -> None:
    lead = " ".join(asked(asker, "i am a nurse, can i get into AI").lead)
    assert "“nurse”" in lead


def test_of_many_roles_four_are_compared_and_the_others_named(asker: Asker) -> None:
    shown = asked(asker, "difference between RS, RE, AS, MLE and DE")
    assert isinstance(shown.query, CompareQuery)
    assert len(shown.query.roles) == 4
    assert any("Data Engineer" in line for line in shown.lead)
