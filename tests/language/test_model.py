"""The model behind intents: what it sees, what it gives, and what it learns from."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.asking import Example, Intent
from bot.knowledge.base import Knowledge
from bot.language.encoder import Encoder, EncoderError, WordPieces, hashed
from bot.language.explaining import explain
from bot.language.judgement import Texts, digest_of
from bot.language.model import IntentModel, LabelledExamples
from bot.language.model_files import ENCODER, EXAMPLES, SHIPPED, ModelFiles
from bot.language.tuning import TUNING
from bot.language.understanding import LETTERS_ONLY, Understanding, scanner_of
from bot.services.asking.asker import Asker

MOST_MEGABYTES = 60
ANY_TEXT = st.text(max_size=300)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = ModelFiles().encoder
    assert found is not None
    return found


def test_the_shipped_heads_were_fitted_on_the_shipped_examples(knowledge: Knowledge) -> None:
    head = ModelFiles().head
    assert head is not None
    assert head.digest == digest_of(knowledge.asking.examples), "run tests.evaluation.heads"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("MLOps pays?", ["ml", "##ops", "pay", "##s", "?"]),
        ("café", ["caf", "##e"]),
        ("don't", ["don", "'", "t"]),
        ("日", ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    vocabulary = ["[UNK]", "[CLS]", "[SEP]", "ml", "##ops", "pay", "##s", "caf", "##e", "don", "t",
                  "'", "?"]  # fmt: skip
    numbers = WordPieces(vocabulary).numbers(text, 64)
    assert [vocabulary[it] for it in numbers] == ["[CLS]", *pieces, "[SEP]"]


@settings(max_examples=60)
@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_a_text_counts_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = hashed(texts, 256)
    assert np.allclose(together, np.vstack([hashed([it], 256) for it in texts]))
    assert np.all(np.linalg.norm(together, axis=1) <= 1 + 1e-5)


def test_texts_of_one_meaning_are_nearer_than_others(encoder: Encoder) -> None:
    pay, money, visa = encoder.encode(
        ["what does it pay?", "how much money do they make", "can i get a visa there"]
    )
    assert pay @ money > pay @ visa
    assert np.allclose(np.linalg.norm([pay, money, visa], axis=1), 1, atol=1e-5)


def test_a_text_means_the_same_alone_and_among_longer_ones(encoder: Encoder) -> None:
    alone = encoder.encode(["mle salary"])[0]
    beside = encoder.encode(["mle salary", "what does a research engineer do " * 5])[0]
    assert np.allclose(alone, beside, atol=1e-3)


def test_the_weights_stay_small_in_memory(encoder: Encoder) -> None:
    held = sum(values.nbytes for values in encoder.weights.values())
    assert held < MOST_MEGABYTES * 1e6


@settings(max_examples=60)
@given(ANY_TEXT, ANY_TEXT)
def test_shares_are_shares_whatever_is_typed(asker: Asker, typed: str, masked: str) -> None:
    (judged,) = asker.understanding.model.judge([Texts(typed, masked)])
    assert set(judged.intents) == set(Intent)
    assert sum(judged.intents.values()) == pytest.approx(1, abs=1e-3)
    assert min(judged.intents.values()) >= 0


def test_a_new_example_counts_without_fine_tuning(knowledge: Knowledge) -> None:
    files, scanner = ModelFiles(), scanner_of(knowledge)
    question = "how does a flurbelschnaber get on with the others at the water cooler"
    few = list(knowledge.asking.examples[::20])

    def share(examples: list[Example]) -> float:
        labelled = LabelledExamples.of(examples, scanner, files)
        model = IntentModel.fit(labelled, files.encoder, TUNING)
        (judged,) = model.judge([Texts(question, scanner.masked(question))])
        return judged.intents[Intent.QUIZ]

    assert share([*few, Example(question, Intent.QUIZ)]) > share(few) + 0.1


def test_heads_that_were_fitted_are_not_fitted_again(knowledge: Knowledge) -> None:
    files, scanner = ModelFiles(), scanner_of(knowledge)
    few = knowledge.asking.examples[::50]
    first, second = (IntentModel.of(few, scanner, files, TUNING) for _ in range(2))
    assert second.head is first.head


def test_a_role_is_known_by_what_it_does(asker: Asker) -> None:
    read = asker.understanding.read("what is the trade of tricking chatbots into bad behaviour")
    assert read.roles[:1] == ("ai-red-teamer",)


def test_examples_that_name_no_roles_teach_intents_all_the_same(knowledge: Knowledge) -> None:
    files, scanner = ModelFiles(), scanner_of(knowledge)
    few = [replace(it, roles=None) for it in knowledge.asking.examples[::200]]
    model = IntentModel.fit(LabelledExamples.of(few, scanner, files), files.encoder, TUNING)
    (judged,) = model.judge([Texts("mle salary", "{role} salary")])
    assert (judged.roles, len(judged.intents)) == ({}, len(Intent))


def test_without_the_encoder_letters_decide_and_that_is_said(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    few = replace(knowledge.asking, examples=knowledge.asking.examples[::4])
    understanding = Understanding.of(replace(knowledge, asking=few), ModelFiles(tmp_path))
    assert understanding.limits == LETTERS_ONLY
    sample = few.examples[::40]
    right = [understanding.read(it.ask).intent in (it.intent, *it.also) for it in sample]
    assert sum(right) > 0.8 * len(sample)


def test_a_damaged_encoder_is_not_used(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / EXAMPLES, tmp_path)
    (tmp_path / ENCODER).write_bytes((SHIPPED / ENCODER).read_bytes()[:-1] + b"x")
    with pytest.raises(EncoderError, match=r"encoder\.npz"):
        _ = ModelFiles(tmp_path).encoder


def test_what_decided_is_explained(asker: Asker) -> None:
    told = explain(asker.understanding, "what salary can an mle expect", Intent.SALARY, 3)
    assert "salary" in [word for word, _ in told.words]
    assert all(example.intent is Intent.SALARY for example, _ in told.examples)
    assert told.examples[0][1] >= told.examples[-1][1]
