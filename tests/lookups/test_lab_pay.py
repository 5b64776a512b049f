"""What the same roles get at several labs."""

from bot.lookups.lab_pay import LabPayQuery
from bot.lookups.registry import Answers


def test_pay_at_labs_is_told_apart_in_the_first_line(answers: Answers) -> None:
    of_one = answers.answer(LabPayQuery(("anthropic", "openai"), "research-engineer"))
    assert of_one.headline.startswith("A research engineer gets $300–490K a year at Anthropic and ")
    of_all = answers.answer(LabPayQuery(("openai", "anthropic")))
    assert of_all.headline.startswith("OpenAI's published ranges reach highest: ")
    assert [it.label for it in of_all.lines] == ["RS", "RE"]


def test_pay_at_labs_says_where_it_depends_on_the_role(answers: Answers) -> None:
    said = answers.answer(LabPayQuery(("anthropic", "google-deepmind"))).headline
    assert said.startswith("It depends on the role: ")
    assert "Anthropic for RSs" in said
    assert "Google DeepMind for REs" in said
