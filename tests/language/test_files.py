"""What moderators read when they make a mistake in the files of how people ask."""

import pytest

from bot.knowledge.loader import build_with_files
from bot.knowledge.phrase_patterns import parse
from bot.records.problems import KnowledgeError
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.titles.spelling import stem


def problems(whole: KnowledgeSnapshot, file: str, old: str, new: str) -> str:
    text = whole.raw[file].decode()
    assert old in text
    changed = {**whole.raw, file: text.replace(old, new, 1).encode()}
    with pytest.raises(KnowledgeError) as caught:
        build_with_files(changed, before=whole.files)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("asking/small-talk.yaml", '"^ boo"', '"... boo"', "begins with a word or slot"),
        ("asking/small-talk.yaml", '"^ boo"', '"{wage} boo"', "{wage} is no slot"),
        (
            "asking/examples/mocker.yaml",
            "roles: [prompt-engineer]",
            "roles: [prompts]",
            "no role prompts",
        ),
        ("asking/examples/mocker.yaml", "  salary:", "  wages:", "wages"),
        ("asking/intents.yaml", "id: salary", "id: wages", "salary"),
        ("asking/intents.yaml", "id: salary", "id: path", "intent path is already in line"),
        ("asking/topics.yaml", "roles: [evals-specialist]", "roles: [x]", "there is no role x"),
        ("asking/topics.yaml", "phrases: [data eng,", "phrases: [mlops,", "mlops means"),
        ("asking/vocabulary.yaml", "labs: [openai", "labs: [opennai", "no employer opennai"),
        (
            "asking/small-talk.yaml",
            "id: thanks",
            "id: greeting",
            "talk greeting is already in line",
        ),
        ("asking/out-of-scope.yaml", "weight: 8", "weight: 9", "weight"),
    ],
)
def test_mistakes_are_located(
    whole: KnowledgeSnapshot, file: str, old: str, new: str, said: str
) -> None:
    text = problems(whole, file, old, new)
    assert said in text
    assert f"{file}:" in text


@pytest.mark.parametrize("phrase", ["", "...", "^", "what ...", "a? b", "|", "{role", "so-so !"])
def test_phrases_that_say_nothing_are_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|slot|word"):
        parse(phrase)


def test_endings_do_not_matter() -> None:
    assert stem("earn") == stem("earning") == stem("earned") == stem("earns")
    assert stem("prep") == stem("prepping") == stem("prepped")
    assert stem("companies") == stem("company")
    assert stem("pass") == "pass"
