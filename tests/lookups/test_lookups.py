from datetime import date

import pytest

from bot.knowledge.base import Knowledge
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked, by_title
from bot.lookups.charts import Chart, RangeChart, ShareChart
from bot.lookups.compare import by_titles
from bot.lookups.lab import LabQuery
from bot.lookups.model import Answer, Line, Section
from bot.lookups.plain import plain
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    HelpQuery,
    InterviewCompareQuery,
    InterviewQuery,
    LevelsQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.registry import Answers, decode, encode
from bot.lookups.salary import salary_by_name
from bot.lookups.tiers import tier_by_name
from bot.lookups.title import TitleQuery
from tests.conftest import SHIPPED

ROLES = [
    "agentic-ai-developer", "ai-engineer", "ai-red-teamer", "ai-safety-researcher",
    "applied-scientist", "data-engineer", "data-scientist", "evals-specialist", "ml-engineer",
    "ml-systems-engineer", "mlops-engineer", "prompt-engineer", "research-engineer",
    "research-scientist", "software-engineer-ml",
]  # fmt: skip


def lines(answer: Answer) -> list[Line]:
    return list(answer.all_lines)


def charts(answer: Answer) -> list[Chart]:
    return list(answer.charts)


def sections(answer: Answer) -> list[Section]:
    """The sections behind a card."""
    return [it for topic in answer.topics for it in topic.blocks if isinstance(it, Section)]


def headings(answer: Answer) -> list[str | None]:
    return [section.heading for section in sections(answer)]


LABS = ("openai", "anthropic", "google-deepmind")
GUIDES = sorted(path.stem for path in (SHIPPED / "guide").glob("*.yaml"))


def every_query() -> list[Query]:
    queries: list[Query] = [RoleQuery(role, part) for role in ROLES for part in RoleSection]
    queries += [SalaryQuery(role) for role in ROLES]
    queries += [CompareQuery((one, two)) for one in ROLES for two in ROLES if one < two]
    queries += [TiersQuery(), TiersQuery("safety"), AboutQuery(), HelpQuery()]
    queries += [TitleQuery("MTS", "openai"), TitleQuery("flurb"), TitleQuery("Researcher")]
    queries += [InterviewQuery(role) for role in ROLES]
    queries += [
        InterviewQuery("ml-engineer", "system-design"),
        InterviewQuery(ROLES[0], "coding-1"),
    ]
    queries += [InterviewCompareQuery((one, two)) for one in ROLES for two in ROLES if one < two]
    queries += [DemandQuery(role) for role in ROLES]
    queries += [DemandQuery(), DemandQuery(None, "finance"), DemandQuery(ROLES[0], "faang")]
    queries += [LabQuery((lab,)) for lab in LABS] + [LabQuery(LABS), LabQuery(LABS[:2])]
    queries += [LevelsQuery(level, role) for level in (None, "l4", "l7") for role in (None, *ROLES)]
    queries += [GuideQuery(topic) for topic in GUIDES]
    return [*queries, CompareQuery(tuple(ROLES[:4]))]


def test_every_query_fits_a_button_and_comes_back_from_it() -> None:
    for query in every_query():
        code = encode(query)
        assert code is not None, query
        assert decode(code) == query


@pytest.mark.parametrize("code", ["", "x:y", "r:ml-engineer", "r:ml-engineer:nowhere", "s:a", "🙂"])
def test_a_code_that_nobody_wrote_is_refused(code: str) -> None:
    assert decode(code) is None


def test_every_query_is_answered_in_both_forms(answers: Answers) -> None:
    for query in every_query():
        answer = answers.answer(query)
        text = plain(answer)
        assert answer.headline, query
        assert answer.query == query
        for line in lines(answer):
            assert line.text.split("\n")[0] in text
            assert set(line.sources) <= {source.id for source in answer.sources}
        for chart in charts(answer):
            assert chart.describe() in text


def test_every_claim_of_a_profile_is_cited(answers: Answers, knowledge: Knowledge) -> None:
    for role in knowledge.roles.values():
        shown = {
            line.text
            for section in RoleSection
            for line in lines(answers.answer(RoleQuery(role.id, section)))
            if line.sources
        }
        stated = {claim.text for claims in role.facts.values() for claim in claims}
        assert stated <= shown, role.id


def test_the_split_of_the_week_is_charted(answers: Answers) -> None:
    chart = charts(answers.answer(RoleQuery("research-engineer")))[0]
    assert isinstance(chart, ShareChart)
    assert "research 25 %, modelling 30 %, engineering 40 %, product 5 %" in chart.describe()
    assert charts(answers.answer(RoleQuery("evals-specialist"))) == []


def test_a_section_without_sources_says_so(answers: Answers) -> None:
    text = plain(answers.answer(RoleQuery("evals-specialist", RoleSection.WARNINGS)))
    assert "No source in the knowledge base covers warnings here." in text


def test_a_comparison_gives_the_hand_drawn_difference_first(answers: Answers) -> None:
    answer = answers.answer(CompareQuery(("research-engineer", "research-scientist")))
    assert headings(answer)[:2] == ["In short", "Research Engineer or Research Scientist"]
    assert lines(answer)[0].text.startswith("The research engineer builds")
    relay = answers.answer(
        CompareQuery(("research-scientist", "applied-scientist", "research-engineer"))
    )
    assert lines(relay)[0].text.startswith("It is a relay on one project")
    assert "Three handoffs of one project" in headings(relay)


def test_a_dimension_needs_two_roles(answers: Answers, knowledge: Knowledge) -> None:
    answer = answers.answer(CompareQuery(("prompt-engineer", "ml-engineer")))
    assert "Judged by" not in headings(answer)
    assert knowledge.roles["ml-engineer"].facts
    assert "What it is for" in headings(answer)


def test_what_one_source_alone_says_is_marked(answers: Answers) -> None:
    answer = answers.answer(CompareQuery(("evals-specialist", "ai-red-teamer")))
    assert "What it is for (one source only)" in headings(answer)
    more = answers.answer(CompareQuery(("ml-engineer", "ai-engineer")))
    assert "What it is for" in headings(more)


def test_pay_is_compared_like_for_like_or_said_not_to_be(answers: Answers) -> None:
    answer = answers.answer(CompareQuery(("ml-engineer", "data-scientist")))
    text = plain(answer)
    assert "Pay, like for like: L5, US, total compensation, 2026" in headings(answer)
    assert "$300–450K a year" in text
    assert "$220–350K a year" in text
    assert "Pay, not like for like" in headings(answer)


def test_a_salary_lists_every_claim_newest_first(answers: Answers, knowledge: Knowledge) -> None:
    answer = answers.answer(SalaryQuery("research-scientist"))
    text = plain(answer)
    shown = next(b for b in sections(answer) if b.heading == "What is published")
    claims = knowledge.pay_of("research-scientist")
    assert len(shown.lines) == len(claims)
    for figure in ("$771K–1.47M", "median $1M", "$320K–1.05M", "median $746K", "$2–5M"):
        assert figure in text
    assert "reported by CNBC" in text
    own = [claim.date.last for claim in claims if claim.roles]
    assert own == sorted(own, reverse=True)


def test_a_doubtful_figure_is_kept_and_marked(answers: Answers) -> None:
    text = plain(answers.answer(SalaryQuery("research-engineer", "openai")))
    assert "$249–530K a year, median $555K" in text
    assert "[doubtful: The published median of $555K is above the top" in text


def test_sources_that_disagree_stand_side_by_side(answers: Answers) -> None:
    text = plain(answers.answer(SalaryQuery("research-engineer")))
    assert "Your pay can rival or exceed a research scientist's" in text
    assert (
        "[sources disagree: Research Engineer or Research Scientist: Research scientists: 40"
        in text
    )
    assert "Research scientists: 40–80 % more than research engineers" in text


def test_a_level_narrows_the_claims(answers: Answers) -> None:
    answer = answers.answer(SalaryQuery("ml-engineer", None, "l5"))
    fitting, wider, *_ = sections(answer)
    assert all("L5" in (line.label or "") for line in fitting.lines)
    assert wider.heading == "Not tied to this employer or level"


def test_no_figure_is_said_and_not_made_up(answers: Answers) -> None:
    text = plain(answers.answer(SalaryQuery("evals-specialist")))
    assert "No figure for this role in the knowledge base, only words." in text
    nothing = plain(answers.answer(SalaryQuery("evals-specialist", "openai")))
    assert "No figure in the knowledge base for exactly this." in nothing


def test_claims_turn_old_with_the_clock(knowledge: Knowledge) -> None:
    query = SalaryQuery("ai-engineer")
    assert "[old" not in plain(Answers(knowledge, date(2027, 6, 30)).answer(query))
    later = Answers(knowledge, date(2027, 7, 1)).answer(query)
    assert "[old: over 18 months, from 2025]" in plain(later)
    chart = charts(later)[0]
    assert isinstance(chart, RangeChart)
    assert [item.old for item in chart.ranges] == [False, True, False]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("MTS", "“MTS” → Research Engineer, as OpenAI and Anthropic use it."),
        ("RE", "“RE” → Research Engineer."),
        ("reserch enginer", "“reserch enginer” read as Research Engineer."),
        ("Sr MLE (Remote)", "Left out: “senior”, “remote”."),
    ],
)
def test_how_a_title_was_understood_is_said(answers: Answers, title: str, line: str) -> None:
    asked = by_title(answers.knowledge, title, RoleQuery)
    assert isinstance(asked, Asked)
    assert line in asked.lead


def test_the_roles_own_name_needs_no_explanation(answers: Answers) -> None:
    assert by_title(answers.knowledge, "ml-engineer", RoleQuery) == Asked(RoleQuery("ml-engineer"))


def test_an_unknown_title_is_asked_back(answers: Answers) -> None:
    answer = by_title(answers.knowledge, "Researcher", RoleQuery)
    assert isinstance(answer, Answer)
    assert "“Researcher” can mean more than one role" in answer.headline
    assert [line.label for line in answer.lines] == [step.label for step in answer.steps[:-1]]
    assert RoleQuery("research-scientist") in [step.query for step in answer.steps]


def test_a_comparison_asks_back_with_the_other_roles_kept(answers: Answers) -> None:
    answer = by_titles(answers.knowledge, ["MLE", "Researcher", "DS"])
    assert isinstance(answer, Answer)
    assert answer.steps[0].query == CompareQuery(
        ("ml-engineer", "data-scientist", "research-scientist")
    )


def test_one_role_under_two_titles_is_shown_not_compared(answers: Answers) -> None:
    asked = by_titles(answers.knowledge, ["MLE", "Machine Learning Engineer"])
    assert isinstance(asked, Asked)
    assert asked.query == RoleQuery("ml-engineer")
    assert "All of these titles mean ML Engineer, so here is its profile." in asked.lead


def test_an_unknown_employer_or_tier_is_said(answers: Answers) -> None:
    asked = salary_by_name(answers.knowledge, "RE", "Flurb Inc", None)
    assert isinstance(asked, Asked)
    assert "“Flurb Inc” is no employer in the knowledge base" in asked.lead[-1]
    assert tier_by_name(answers.knowledge, "nowhere").lead == (
        "There is no tier “nowhere”; here are all.",
    )


def test_a_button_for_what_is_gone_says_so(answers: Answers) -> None:
    for query in (RoleQuery("gone"), CompareQuery(("gone", "ml-engineer")), TiersQuery("gone")):
        assert answers.answer(query).headline == "No longer here"


def test_an_alias_cites_who_says_so(answers: Answers) -> None:
    text = plain(answers.answer(TitleQuery("MTS")))
    assert "Why: “MTS” is used for it at OpenAI and Anthropic." in text
    assert (
        "(At OpenAI and Anthropic the title blurs ML engineer and research engineer.) [1]" in text
    )


def test_a_decoded_title_says_why_and_what_to_check(answers: Answers) -> None:
    text = plain(answers.answer(TitleQuery("Applied Scientist, Alexa", "amazon")))
    assert "Role: Applied Scientist" in text
    assert "a different job from that at most consulting firms" in text
    assert "Does what the team builds reach real users?" in text
