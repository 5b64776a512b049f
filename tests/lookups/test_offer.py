"""Whether an offer is good, and what is not known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.kit.layout import PageRights, lay_out
from bot.chat.kit.pages import page_of
from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.lookups.by_title import Asked
from bot.lookups.charts import AmountMark, RangeChart
from bot.lookups.model import CARD_LIMIT, Answer
from bot.lookups.offer import EACH_RANGE, FAR
from bot.lookups.plain import claims_of, plain
from bot.lookups.queries import SalaryQuery
from bot.lookups.registry import Answers, decode, encode
from bot.lookups.typed_offer import offer_by_name
from bot.records.numbers import Period
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.chat.reading import walk
from tests.lookups.test_limits import spoken

MLE, RE = "ml-engineer", "research-engineer"
BUTTON = 2


def judged(answers: Answers, amount: str, **options: str | None) -> Answer:
    """What /offer answers for an MLE at L5, unless something else is asked."""
    wanted = {"role": "MLE", "level": "L5", **options}
    role, per = wanted.pop("role") or "", wanted.pop("per", None)
    periods: dict[str | None, Period] = {"hour": "hour", "month": "month"}
    asked = offer_by_name(answers.knowledge, role, amount, per=periods.get(per), **wanted)
    if isinstance(asked, Answer):
        return asked
    assert decode(encode(asked.query) or "") == asked.query
    return answers.answer(asked.query)


def chart(answer: Answer) -> RangeChart:
    assert answer.figure is not None
    assert isinstance(answer.figure.chart, RangeChart)
    return answer.figure.chart


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        ("500k", "$500K is above the published range for an ML engineer at L5 in the US"),
        ("$450,000", "$450K is at the top of the published range for"),
        ("440k", "$440K is in the upper third of the published range for"),
        ("375", "$375K is in the middle of the published range for"),
        ("0.31m", "$310K is in the lower third of the published range for"),
        ("200K", "$200K is below the published range for"),
        ("30k a month", "$30K a month, $360K over 12 months, is in the middle of"),
        ("$1,600 a day", "$1.6K a day, $416K over 52 weeks of 5 days, is in the upper third of"),
        ("€90k", "I can't set €90K against figures in US dollars."),
        ("£8k a month", "I can't set £8K a month against figures in US dollars."),
        ("45 lpa", "I can't set INR 4.5M against"),
        ("4.5 billion", "$4.5B is more than ten times the highest figure I know, $450K, for an ML"),
        ("$20,000", "$20K is less than a tenth of the lowest figure I know, $300K, for an ML"),
        ("a lot", "I couldn't read an amount above zero"),
        ("0", "I couldn't read an amount above zero"),
    ],
)
def test_an_offer_is_judged_in_one_sentence(answers: Answers, amount: str, verdict: str) -> None:
    assert judged(answers, amount).headline.startswith(verdict)


def test_a_period_is_counted_up_with_what_that_takes_for_granted(answers: Answers) -> None:
    answer = judged(answers, "$180", per="hour")
    assert answer.headline.startswith("$180 an hour, $374.4K over 52 weeks of 40 hours, is in")
    assert "whether contractors are in them" in answer.lines[-1].text
    assert chart(answer).mark == AmountMark("Your offer", 374_400)


def test_what_was_taken_for_granted_is_said(answers: Answers) -> None:
    assert "I took it as US dollars." in (judged(answers, "420k").text or "")
    assert "I took it" not in (judged(answers, "$420k").text or "")
    for amount, lead in (("420", "I read that as 420K a year."), ("200k + 90k", "one amount")):
        asked = offer_by_name(answers.knowledge, "MLE", amount)
        assert isinstance(asked, Asked)
        assert lead in " ".join(asked.lead)


def test_a_place_without_figures_is_said_first_and_nothing_taken_for_dollars(
    answers: Answers,
) -> None:
    london = judged(
        answers, "38k a month", role="RE", employer="anthropic", level=None, place="london"
    )
    assert london.headline == "I have no figures for London."
    assert (london.text or "").startswith(
        "Taken as US dollars, $38K a month is $456K a year: in the upper third of the published "
        "range for a research engineer at Anthropic ($300–490K a year)."
    )
    assert "I took it" not in (london.text or "")
    assert judged(answers, "420k", place="USA").headline.startswith("$420K is in")


@pytest.mark.parametrize(
    ("typed", "employer", "said"),
    [
        ("2M", "openai", "It is above all three ranges that fit."),
        ("450k", "anthropic", "Of the two ranges that fit, it is within one and below the other."),
    ],
)
def test_ranges_are_counted_in_words(
    answers: Answers, typed: str, employer: str, said: str
) -> None:
    answer = judged(answers, typed, role="RE", employer=employer, level=None)
    assert said in (answer.text or "")


def test_a_doubtful_range_is_told_of_once_and_its_odd_median_is_not_in_the_verdict(
    answers: Answers,
) -> None:
    openai = judged(answers, "450k", role="RE", employer="openai", level=None)
    assert "($249–530K a year)" in openai.headline
    assert [it.text for it in openai.lines if it.label == "Doubtful:"] == [
        "The published median of $555K is above the top of the published range, $530K."
    ]
    assert not [it for it in judged(answers, "450k").lines if it.label == "Doubtful:"]


def test_what_no_range_is_for_is_said_before_the_nearest(answers: Answers) -> None:
    answer = judged(answers, "420k", role="RE", employer="anthropic", level="L7")
    assert answer.headline.startswith("I have no published range for a research engineer at ")
    assert "at Anthropic at L7. $420K is in the middle of" in answer.headline
    assert "a research engineer at Anthropic (" in answer.headline


def test_a_role_without_figures_is_told_with_what_is_said_of_it(answers: Answers) -> None:
    answer = judged(answers, "250k", role="evals specialist", level=None)
    assert answer.headline == (
        "I can't judge 250K: I know no published range for an evals specialist."
    )
    assert answer.lines


def test_an_offer_is_a_point_beside_every_range_that_fits(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(RE, offer="450000USD"))
    drawn = chart(answer)
    assert (
        answer.text == "Of the seven ranges that fit, it is above one, within four and below two."
    )
    assert drawn.mark == AmountMark("Your offer", 450_000)
    assert len(drawn.ranges) == 7
    assert "Your offer: 450K; L5, US: 280–420K" in drawn.describe()


def test_what_each_range_leaves_open_stands_behind_the_card(
    answers: Answers, knowledge: Knowledge
) -> None:
    answer = answers.answer(SalaryQuery(RE, offer="450000"))
    (topic,) = answer.topics
    assert topic.title == EACH_RANGE
    said = {it: line.text for line in topic.lines for it in line.claims}
    assert len(said) == 7
    for claim, text in said.items():
        assert isinstance(claim, PayClaim)
        assert ("the level" in text) == (claim.level is None), claim.id
        assert ("the country" in text) == (claim.region is None), claim.id
        assert ("whether bonus" in text) == (claim.basis == "unspecified"), claim.id
    assert any(it.startswith("Below $550–759K a year.") for it in said.values())
    assert {it.claims for it in topic.lines} <= {it.claims for it in claims_of(answer)}
    assert knowledge.sources[topic.lines[0].sources[0]].title in plain(answer)


def test_an_offer_has_no_button_that_shares_it(answers: Answers) -> None:
    for query, shares in ((SalaryQuery(MLE), True), (SalaryQuery(MLE, offer="450000"), False)):
        answer = answers.answer(query)
        parts = lay_out(answer, page_of(answer, 0), {}, PageRights())
        labels = [it["label"] for it in walk(parts) if it["type"] == BUTTON]
        assert ("Share" in labels) == shares


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("is 420k good for L5 MLE", SalaryQuery(MLE, None, "l5", "420000")),
        (
            "they offered me 38k a month in london as RE at anthropic",
            SalaryQuery(RE, "anthropic", None, "38000/month", "London"),
        ),
        ("150 an hour as ai engineer, ok?", SalaryQuery("ai-engineer", offer="150/hour")),
        ("is $120/hr good for a contract ml engineer", SalaryQuery(MLE, offer="120USD/hour")),
        ("i was offered 400k", SalaryQuery(None, None, None, "400000")),
        ("is 90k eur good for an AI engineer in berlin",
         SalaryQuery("ai-engineer", None, None, "90000EUR", "Berlin")),
    ],
)  # fmt: skip
def test_an_offer_is_found_in_ones_own_words(
    snapshot: KnowledgeSnapshot, question: str, query: SalaryQuery
) -> None:
    shown = snapshot.asker.ask(question).shown
    assert isinstance(shown, Asked)
    assert shown.query == query


def test_without_a_role_it_is_asked_for(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery(offer="400000"))
    assert answer.headline == "Which role is that offer for?"
    assert SalaryQuery(MLE, offer="400000") in [it.query for it in answer.more]


@given(st.integers(1, 10**12), st.sampled_from(["", "USD", "EUR"]), st.data())
def test_any_amount_is_answered_on_one_screen(
    answers: Answers, value: int, currency: str, data: st.DataObject
) -> None:
    role = data.draw(st.sampled_from(list(answers.knowledge.roles)))
    per = data.draw(st.sampled_from(["", "/month", "/week", "/day", "/hour"]))
    employer, place = data.draw(st.sampled_from([(None, None), ("openai", "Germany")]))
    answer = answers.answer(SalaryQuery(role, employer, "l7", f"{value}{currency}{per}", place))
    assert answer.headline
    assert len(spoken(answer)) <= CARD_LIMIT
    if answer.figure is not None:
        assert value <= FAR * max(it.high or it.low or 0 for it in chart(answer).ranges)
