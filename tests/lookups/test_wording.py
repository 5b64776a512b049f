"""How first lines read: nothing twice, one of one, labels without two stops."""

from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked, by_title
from bot.lookups.compare import by_titles
from bot.lookups.model import Answer, Line
from bot.lookups.plain import said
from bot.lookups.queries import CompareQuery, RoleQuery, SalaryQuery
from bot.lookups.registry import Answers


def test_a_title_that_was_typed_twice_is_read_once(knowledge: Knowledge) -> None:
    shown = by_titles(knowledge, ["RE", "RE"])
    assert isinstance(shown, Asked)
    assert len(shown.lead) == len(set(shown.lead)) == 2


def test_one_role_that_may_be_meant_is_named(knowledge: Knowledge) -> None:
    shown = by_title(knowledge, "Forschungsingenieur", RoleQuery)
    assert isinstance(shown, Answer)
    assert shown.headline.endswith("Do you mean Research Engineer?")


def test_an_amount_at_two_levels_is_said_once(answers: Answers) -> None:
    lines = answers.answer(SalaryQuery("research-scientist")).lines
    at_openai = next(it.text for it in lines if it.label == "At OpenAI")
    assert at_openai == "Can exceed $1.4M at senior level and at staff level."


def test_four_roles_are_told_apart_by_their_purposes(answers: Answers) -> None:
    roles = ("ml-engineer", "ai-engineer", "data-scientist", "mlops-engineer")
    assert answers.answer(CompareQuery(roles)).headline == (
        "MLE and AIE are engineering roles, MLOps is an infrastructure role "
        "and DS is an application role."
    )


def test_a_label_that_ends_a_sentence_takes_no_colon() -> None:
    assert said(Line("Research", "1.")) == "1. Research"
    assert said(Line("High", "Pay")) == "Pay: High"
    assert said(Line("High")) == "High"
