"""What operators read of a change before they apply it: every answer that it touches."""

import pytest

from bot.services.editing.consequences import Consequences, consequences
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.conftest import NOW, TODAY


def changed(whole: KnowledgeSnapshot, file: str, old: str, new: str) -> Consequences:
    text = whole.raw[file].decode()
    assert old in text
    body = text.replace(old, new, 1).encode()
    after = KnowledgeSnapshot.of({**whole.raw, file: body}, NOW, whole)
    return consequences(whole, after, TODAY)


@pytest.mark.parametrize(
    ("file", "old", "command"),
    [
        ("assessment.yaml", "You probably know most of this", "/assess"),
        ("assessment.yaml", "at_5: ", "/assess"),
        ("plan.yaml", "title: ", "/plan"),
        ("match.yaml", "because: ", "/match"),
        ("interviews.yaml", "Know your loop", "/interview"),
        ("titles/meanings.yaml", "text: ", "/title"),
        ("asking/small-talk.yaml", "Hello! Ask me", "/ask"),
        ("demand.yaml", "text: ", "/demand"),
        ("levels.yaml", "text: ", "/levels"),
        ("guide/phd.yaml", "You almost always need", "/guide"),
        ("labs/openai.yaml", "One coach sums up", "/lab"),
        ("tiers.yaml", "text: ", "/tiers"),
    ],
)
def test_a_changed_word_touches_what_tells_it(
    whole: KnowledgeSnapshot, file: str, old: str, command: str
) -> None:
    found = changed(whole, file, old, f"{old}Zounds ")
    assert command in [name for name, _ in found.commands]
    assert any("Zounds" in line for line in found.preview)


def test_a_solution_and_a_later_question_of_a_flow_are_looked_at(whole: KnowledgeSnapshot) -> None:
    name = "practice/career-transition.yaml"
    found = changed(whole, name, "You have two good options.", "Zounds.")
    assert [command for command, _ in found.commands] == ["/practice"]
    found = changed(
        whole, "prompts/data-engineer.yaml", "What is your first", "Zounds. What is your first"
    )
    assert found.commands == (("/practice", ("what-is-one-row",)),)
    last = whole.knowledge.ways["five-questions"].questions[-1]
    found = changed(whole, "match.yaml", last.options[-1].because, "Zounds.")
    assert ("/match", ("five-questions",)) in found.commands
    assert any("Zounds" in line for line in found.preview)


def test_a_comment_touches_nothing(whole: KnowledgeSnapshot) -> None:
    found = changed(whole, "plan.yaml", "\n", "\n# looked at\n")
    assert (found.commands, found.preview_of, found.preview) == ((), None, ())


def test_what_touches_no_example_judges_none_again(whole: KnowledgeSnapshot) -> None:
    name = "titles/aliases.yaml"
    body = whole.raw[name].replace(b"titles: [RE, ", b"titles: [RE, Zounds Wizard, ", 1)
    after = KnowledgeSnapshot.of({**whole.raw, name: body}, NOW, whole)
    assert after.asker.understanding.model.head is whole.asker.understanding.model.head
    assert after.knowledge.titles.resolve("zounds wizard").roles == ("research-engineer",)
    assert consequences(whole, after, TODAY).questions is None
