"""What stands beside the words of the files is understood as its file says."""

from bot.knowledge.asking import OUTSIDE
from bot.knowledge.base import Knowledge
from bot.language.judgement import Texts
from bot.services.asking.asker import Asker

EVERY = 60


def test_the_model_reads_examples_as_they_are_labelled(knowledge: Knowledge, asker: Asker) -> None:
    sample = knowledge.asking.examples[::EVERY]
    mask = asker.understanding.scanner.masked
    judge = asker.understanding.model.judge  # of one at a time: texts of one length are quick
    judged = [judge([Texts(it.ask, mask(it.ask))])[0] for it in sample]
    read = [max(one.intents, key=lambda it: one.intents[it]) for one in judged]
    wrong = [it.ask for it, to in zip(sample, read, strict=True) if to not in (it.intent, *it.also)]
    assert len(wrong) <= 0.05 * len(sample), wrong


def test_an_example_word_for_word_is_read_as_it_is_labelled(
    knowledge: Knowledge, asker: Asker
) -> None:
    inside = [it for it in knowledge.asking.examples if it.intent not in OUTSIDE]
    sample = inside[:: EVERY * 4]
    read = [asker.understanding.look(f" {it.ask.capitalize()} ?").shares for it in sample]
    assert all(one[it.intent] >= 0.9 for it, one in zip(sample, read, strict=True))


def test_examples_out_of_scope_are_declined_with_their_reply(
    knowledge: Knowledge, asker: Asker
) -> None:
    said = {
        (example, talk.id): asker.understanding.read(example)
        for talk in (*knowledge.asking.small_talk.talk, *knowledge.asking.out_of_scope.topics)
        for example in talk.examples
    }
    wrong = [(key, reading.talk) for key, reading in said.items() if reading.talk != key[1]]
    assert not wrong
    assert all(reading.declined and reading.reply for reading in said.values())


def test_no_voice_asks_the_same_as_another(knowledge: Knowledge) -> None:
    asked = [" ".join(it.ask.casefold().split()) for it in knowledge.asking.examples]
    assert len(asked) == len(set(asked))
