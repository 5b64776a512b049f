from dataclasses import replace
from itertools import combinations

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked, by_title
from bot.lookups.charts import Chart, ShareChart, TableChart
from bot.lookups.compare import by_titles
from bot.lookups.contrasts import drawn, drawn_cells
from bot.lookups.lab import LabQuery
from bot.lookups.model import CARD_LIMIT, MAX_TOPICS, Answer, Line, Section
from bot.lookups.plain import claims_of, line_text, plain
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
from bot.lookups.topics import FACT_WORDS
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
    queries += [SalaryQuery(), SalaryQuery(ROLES[0], None, "l5", "450000EUR", "the UK")]
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
        shown: set[str] = set()
        for section in RoleSection:
            answer = answers.answer(RoleQuery(role.id, section))
            shown |= {line.text for line in lines(answer) if line.sources}
            shown |= {answer.headline} if answer.sources else set()
        stated = {claim.text for claims in role.facts.values() for claim in claims}
        assert stated <= shown, role.id


def test_the_split_of_the_week_is_charted(answers: Answers) -> None:
    chart = charts(answers.answer(RoleQuery("research-engineer")))[0]
    assert isinstance(chart, ShareChart)
    assert "research 25 %, modelling 30 %, engineering 40 %, product 5 %" in chart.describe()
    assert charts(answers.answer(RoleQuery("evals-specialist"))) == []


def test_a_section_that_holds_nothing_is_not_offered_and_says_so(answers: Answers) -> None:
    empty = RoleQuery("evals-specialist", RoleSection.WARNINGS)
    answer = answers.answer(empty)
    assert answer.headline == "My sources give no warnings about evals."
    assert answer.lines
    card = answers.answer(RoleQuery("evals-specialist"))
    offered = {step.query for step in (*card.steps, *card.more)}
    assert not {RoleQuery("evals-specialist", section) for section in RoleSection} & offered
    assert InterviewQuery("evals-specialist") not in offered


def test_the_card_of_a_role_says_what_decides_in_order(
    answers: Answers, knowledge: Knowledge
) -> None:
    card = answers.answer(RoleQuery("research-engineer"))
    assert card.headline == knowledge.roles["research-engineer"].gist.text
    assert card.name == "Research Engineer (RE)"
    labels = [line.label for line in card.lines]
    assert labels == ["Pay", "PhD", "What gets you in", "Odds", "For you if"]
    assert card.lines[0].text == (
        "Typically $280–420K at L5 in the US; $300–490K at Anthropic; $250–500K at Google DeepMind"
    )
    assert [step.label for step in card.steps] == ["Pay", "Interviews", "Getting in", "RE or RS?"]
    assert "Pay: as published, US or by lab." in card.provenance
    wanted = answers.answer(RoleQuery("data-engineer"))
    assert [line.label for line in wanted.lines][-2:] == ["Demand", "For you if"]


def test_doubtful_and_half_open_figures_stay_off_the_card_of_a_role(answers: Answers) -> None:
    for role in ("research-engineer", "research-scientist"):
        pay = answers.answer(RoleQuery(role)).lines[0]
        assert pay.label == "Pay"
        assert "exceed" not in pay.text
        assert "OpenAI" not in pay.text or role == "research-scientist"


def test_a_comparison_begins_with_the_verdict(answers: Answers, knowledge: Knowledge) -> None:
    pair = ("research-engineer", "research-scientist")
    answer = answers.answer(CompareQuery(pair))
    verdict = knowledge.verdict(*pair)
    assert (answer.headline, answer.text) == (verdict.text, verdict.why)
    labels = [line.label for line in answer.lines]
    assert labels[:4] == ["Week", "PhD", "Pay at OpenAI", "Getting in"]
    assert all(len(line.cells) == len(pair) for line in answer.lines)
    trio = ("research-scientist", "applied-scientist", "research-engineer")
    relay = answers.answer(CompareQuery(trio))
    assert relay.text is not None
    assert relay.text.startswith("It is a relay")
    assert all(len(line.cells) == len(trio) for line in relay.lines)


def test_what_is_drawn_by_hand_is_behind_a_comparison(
    answers: Answers, knowledge: Knowledge
) -> None:
    pairs = [CompareQuery((one, two)) for one in ROLES for two in ROLES if one < two]
    for query in pairs:
        asked = [knowledge.roles[role] for role in query.roles]
        first = answers.answer(query)
        behind = {
            line
            for about in (None, *RoleSection)
            for line in lines(answers.answer(replace(query, about=about)))
        }
        offered = {query, *(step.query for step in first.more)}
        assert all(
            replace(query, about=about) in offered
            for about in (RoleSection.OVERVIEW, RoleSection.SOURCES)
            if answers.answer(replace(query, about=about)).topics != first.topics
        )
        cells = {line.cells for line in behind}
        texts = {line.text for line in behind}
        for item, dimension in drawn(knowledge, asked):
            assert drawn_cells(item, dimension, asked) in cells, query
        for item in knowledge.comparisons_of(query.roles):
            assert set(item.points) <= texts or set(item.roles) != set(query.roles)


def test_three_and_four_roles_fit_and_lead_to_their_pairs(answers: Answers) -> None:
    six = ["research-scientist", "applied-scientist", "research-engineer", "ml-engineer"]
    six += ["software-engineer-ml", "ai-engineer"]
    for count in (3, 4):
        for roles in combinations(six, count):
            answer = answers.answer(CompareQuery(roles))
            said = [line_text(line) for line in answer.lines]
            parts = [answer.name or "", answer.headline, answer.text or "", answer.provenance]
            assert len("\n- ".join((*parts, *said))) <= CARD_LIMIT, roles
            last = answers.answer(CompareQuery(roles, RoleSection.SOURCES))
            assert len(last.topics) <= MAX_TOPICS
            assert len(answer.more) + len(answer.topics) <= 22
            offered = {step.query for step in answer.more}
            assert {CompareQuery(pair) for pair in combinations(roles, 2)} <= offered


def test_a_dimension_is_said_of_all_roles_or_of_none(answers: Answers) -> None:
    answer = answers.answer(CompareQuery(("prompt-engineer", "ml-engineer")))
    assert answer.lines
    for line in answer.lines:
        assert [name for name, _ in line.cells] == ["Prompt", "MLE"]
        assert len({text for _, text in line.cells}) == 2


def test_weeks_that_go_to_the_same_are_told_by_what_sets_them_apart(answers: Answers) -> None:
    week = answers.answer(CompareQuery(("ml-engineer", "software-engineer-ml"))).lines[0]
    assert week.cells == (("MLE", "50 % engineering"), ("SWE-ML", "80 % engineering"))
    other = answers.answer(CompareQuery(("ml-engineer", "research-engineer"))).lines[0]
    assert other.cells == (("MLE", "5 % research"), ("RE", "25 % research"))


def test_one_role_of_four_is_no_chart(answers: Answers) -> None:
    four = answers.answer(
        CompareQuery(("ml-engineer", "ai-engineer", "data-engineer", "evals-specialist"))
    )
    assert charts(four) == []
    weeks = charts(answers.answer(CompareQuery(("ml-engineer", "research-engineer"))))
    assert [isinstance(chart, ShareChart) for chart in weeks] == [True]


def test_three_roles_or_four_are_drawn_as_a_table(answers: Answers) -> None:
    asked = ("research-engineer", "ml-engineer", "ai-engineer", "mlops-engineer")
    for number in (3, 4):
        answer = answers.answer(CompareQuery(asked[:number]))
        assert answer.figure is not None
        table = answer.figure.chart
        assert isinstance(table, TableChart)
        assert [name for name, _ in table.rows] == ["RE", "MLE", "AIE", "MLOps"][:number]
        assert "Pay at L5 in the US" in table.columns
        assert not set(table.columns) & {line.label for line in answer.lines}, "said once"
        assert "RE $280–420K, MLE $300–450K" in plain(answer)
        assert set(answer.figure.drawn) <= set(claims_of(answer)), "cited on the page of sources"
    assert answers.answer(CompareQuery(asked[:2])).figure is None


def test_pay_stands_side_by_side_only_where_it_may(answers: Answers) -> None:
    alike = answers.answer(CompareQuery(("ml-engineer", "data-scientist"), RoleSection.PAY))
    assert (
        alike.headline
        == "At L5 in the US, MLE typically pays $300–450K and DS typically pays $220–350K a year."
    )
    assert "Pay at L5 in the US, like for like" in plain(alike).replace("PAY AT L5", "Pay at L5")
    other = answers.answer(CompareQuery(("ml-engineer", "evals-specialist"), RoleSection.PAY))
    assert other.headline.startswith("No published figures set MLE and evals side by side")
    unknown = answers.answer(CompareQuery(("ml-engineer", "research-scientist"), RoleSection.PAY))
    assert "like for like" not in plain(unknown), "a basis that is not known is like no other"


def test_a_word_in_the_name_of_one_role_opens_it_and_of_several_offers_them(
    answers: Answers,
) -> None:
    asked = by_title(answers.knowledge, "agentic", RoleQuery)
    assert isinstance(asked, Asked)
    assert asked.query == RoleQuery("agentic-ai-developer")
    assert asked.lead == ("Only one role has “agentic” in its name: Agentic AI Developer.",)
    choice = by_title(answers.knowledge, "data", RoleQuery)
    assert isinstance(choice, Answer)
    offered = [step.query for step in choice.steps]
    assert offered[:2] == [RoleQuery("data-engineer"), RoleQuery("data-scientist")]


def test_tiers_and_levels_take_one_line_each(answers: Answers, knowledge: Knowledge) -> None:
    tiers = answers.answer(TiersQuery())
    assert len(tiers.lines) == len(knowledge.tiers)
    assert [line.text for line in tiers.lines] == [
        tier.summary.text for tier in knowledge.tiers.values()
    ]
    levels = answers.answer(LevelsQuery())
    assert [line.text for line in levels.lines] == [
        level.claims[0].text for level in knowledge.levels.levels
    ]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("MTS", "“MTS” → Research Engineer, as OpenAI and Anthropic use it."),
        ("RE", "“RE” → Research Engineer."),
        ("reserch enginer", "I read “reserch enginer” as Research Engineer."),
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
    assert "“Flurb Inc”" in asked.lead[-1]
    assert "OpenAI" in asked.lead[-1], "the known ones are named"
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
    assert "is most likely an applied scientist." in text
    assert "a different job from that at most consulting firms" in text
    assert "Does what the team builds reach real users?" in text


def test_every_kind_of_fact_has_words_for_a_heading() -> None:
    assert set(FACT_WORDS) == set(FactKind)
    assert len(set(FACT_WORDS.values())) == len(FactKind)


def test_what_was_inferred_of_a_document_is_told_with_it(
    answers: Answers, knowledge: Knowledge
) -> None:
    about = answers.answer(AboutQuery())
    told = " ".join(line.text for topic in about.topics for line in topic.lines)
    listed = plain(answers.answer(RoleQuery("research-engineer")))
    for source in knowledge.sources.values():
        assert source.inferred in told
        assert (source.about or "") in told
        assert source.inferred in listed
