"""/salary: the figure that was asked for, and who is paid most."""

from datetime import date

import pytest

from bot.knowledge.base import Knowledge
from bot.lookups.charts import RangeChart
from bot.lookups.model import Answer
from bot.lookups.plain import card_text, plain
from bot.lookups.queries import SalaryQuery
from bot.lookups.registry import Answers, decode, encode
from bot.lookups.salary import SALARY

MLE, RE, RS, AIE = "ml-engineer", "research-engineer", "research-scientist", "ai-engineer"


def chart(answer: Answer) -> RangeChart:
    """The picture on the card."""
    assert answer.figure is not None
    assert isinstance(answer.figure.chart, RangeChart)
    return answer.figure.chart


def test_a_figure_answers_beside_its_neighbours(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(MLE, None, "l5"))
    assert answer.headline == "$300–450K a year for an ML engineer at L5 in the US."
    assert answer.text == "Typical total compensation, one published range, from 2026."
    ranges = chart(answer).ranges
    assert [item.label for item in ranges if item.highlight] == ["ML Engineer"]
    assert len(ranges) == 6


def test_without_a_role_the_best_paid_is_named_like_for_like(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery())
    assert answer.headline == "ML engineers are paid most at L5 in the US: $300–450K a year."
    highs = [item.high for item in chart(answer).ranges]
    assert highs == sorted(highs, key=lambda high: high or 0, reverse=True)
    at_a_lab = answers.answer(SalaryQuery(None, "openai"))
    assert at_a_lab.headline.startswith("Research scientists are paid most at OpenAI")


def test_a_doubtful_range_ranks_too_and_says_its_doubt(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(None, "google-deepmind"))
    assert answer.headline == (
        "Research scientists are paid most at Google DeepMind: $300–685K a year."
    )
    assert "Doubtful: One sentence calls the same range both" in (answer.text or "")
    assert (answer.text or "").startswith("Two roles, pay as published")


def test_every_claim_on_a_role_stands_behind_its_card(
    answers: Answers, knowledge: Knowledge
) -> None:
    answer = answers.answer(SalaryQuery(RS))
    text = plain(answer)
    for figure in ("771K–1.47M", "median $1M", "320K–1.05M", "median $746K", "2–5M"):
        assert figure in text
    assert "reported by CNBC" in text
    said = {line.text for topic in answer.topics for line in topic.lines}
    for claim in knowledge.pay_of(RS):
        if claim.words is not None and claim.figures is None:
            assert any(claim.words.rstrip(".") in line for line in said), claim.id


def test_what_pay_can_exceed_is_said_and_never_drawn(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(RS, "openai", "staff"))
    assert answer.headline.endswith("can exceed $1.4M a year.")
    assert all(1_400_000 not in (it.low, it.high) for it in chart(answer).ranges)


def test_claims_on_all_roles_close_the_card_and_are_never_drawn(answers: Answers) -> None:
    for role in (MLE, RE, RS, AIE):
        answer = answers.answer(SalaryQuery(role))
        assert answer.lines[-1].label == "All roles"
        assert all(it.low != 90_000 for it in chart(answer).ranges)


def test_what_the_chart_shows_is_not_said_again_on_the_card(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(RE))
    assert [item.label for item in chart(answer).ranges if item.highlight] == ["L5, US"]
    said = " ".join(line.text for line in answer.lines)
    assert "$300–490K" not in said
    assert "$300–490K" in plain(answer)
    exceeding = answers.answer(SalaryQuery(RS))
    assert any("$1.4M" in line.text for line in exceeding.lines), "what is not drawn is said"


def test_no_two_ranges_of_a_chart_have_one_name(answers: Answers) -> None:
    for query, _ in SALARY.samples(answers.knowledge):
        figure = answers.answer(query).figure
        if figure is not None and isinstance(figure.chart, RangeChart):
            names = [item.label for item in figure.chart.ranges]
            assert len(set(names)) == len(names), query
            assert all(names), query


def test_a_doubtful_figure_is_kept_and_its_doubt_told(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(RE, "openai"))
    assert answer.headline.startswith("$249–530K a year")
    assert "Doubtful: The published median of $555K is above the top" in (answer.text or "")
    assert "[doubtful: The published median of $555K" in plain(answer)


def test_sources_that_disagree_are_told_in_one_sentence(answers: Answers) -> None:
    text = card_text(answers.answer(SalaryQuery(RE)))
    assert "Two sources disagree: one puts REs slightly above MLEs at FAANG" in text


def test_an_unknown_level_is_told_with_the_known_ones(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(MLE, None, "l9"))
    assert answer.headline.startswith("I have no published figure for an ML engineer at L9.")
    assert "In the US an ML engineer at L5 typically makes $300–450K a year." in answer.headline
    assert "Entry" in (answer.text or "")
    assert "L5" in (answer.text or "")


def test_an_employer_without_figures_for_a_role_is_told(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(MLE, "openai"))
    assert answer.headline.startswith("I have no published figure for an ML engineer at OpenAI.")
    assert "OpenAI, Anthropic and Google DeepMind" in (answer.text or "")


def test_no_figure_is_said_and_none_made_up(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery("evals-specialist"))
    assert answer.headline.startswith("I have no published figure for an evals specialist. Pay is")
    assert answer.figure is None


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (
            "Germany",
            "I have no figures for Germany. In the US an AI engineer at L5 typically makes",
        ),
        ("USA", "$250–400K a year for an AI engineer at L5 in the US."),
        ("the US", "$250–400K a year for an AI engineer at L5 in the US."),
    ],
)
def test_a_place_without_figures_is_said_first(answers: Answers, place: str, start: str) -> None:
    headline = answers.answer(SalaryQuery(AIE, None, None, None, place)).headline
    assert headline.startswith(start)


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("s:ml-engineer:openai:l5", SalaryQuery(MLE, "openai", "l5")),
        ("s:ml-engineer::", SalaryQuery(MLE)),
        ("s:ml-engineer:::450000", SalaryQuery(MLE, None, None, "450000")),
        ("s:ml-engineer::::Germany", SalaryQuery(MLE, None, None, None, "Germany")),
        ("s:::", SalaryQuery()),
    ],
)
def test_buttons_from_before_offers_still_work(code: str, query: SalaryQuery) -> None:
    assert decode(code) == query
    assert encode(query) == code


def test_claims_turn_old_with_the_clock(knowledge: Knowledge) -> None:
    query = SalaryQuery(AIE)
    assert "[old" not in plain(Answers(knowledge, date(2027, 6, 30)).answer(query))
    later = Answers(knowledge, date(2027, 7, 1)).answer(query)
    assert "[old: over 18 months, from 2025]" in plain(later)
    assert [item.old for item in chart(later).ranges] == [False, True]
