"""What is asked for where a question names several labs, or several levels."""

import pytest

from bot.lookups.by_title import Asked
from bot.lookups.lab import LabQuery
from bot.lookups.lab_pay import LabPayQuery
from bot.lookups.queries import LevelsQuery, Query, SalaryQuery
from bot.services.asking.asker import Asker


def asked(asker: Asker, question: str) -> tuple[Query, str]:
    shown = asker.ask(question).shown
    assert isinstance(shown, Asked)
    return shown.query, " ".join(shown.lead)


@pytest.mark.parametrize(
    ("question", "query", "lead"),
    [
        (
            "anthropic vs openai pay for RE",
            LabPayQuery(("anthropic", "openai"), "research-engineer"),
            "Anthropic and OpenAI",
        ),
        ("does openai or anthropic pay more", LabPayQuery(("openai", "anthropic")), "OpenAI and"),
        ("RE pay at openai", SalaryQuery("research-engineer", "openai"), "OpenAI"),
        ("what's it like at anthropic vs deepmind", LabQuery(("anthropic", "google-deepmind")), ""),
        ("what's L6 vs L5", LevelsQuery(), "L6 and L5."),
        ("what does L6 mean", LevelsQuery("l6"), "L6."),
    ],
)
def test_all_that_a_question_names_is_answered(
    asker: Asker, question: str, query: Query, lead: str
) -> None:
    found, said = asked(asker, question)
    assert found == query
    assert lead in said
    assert "alone" not in said
