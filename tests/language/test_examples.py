"""What stands beside the words of the files is understood as its file says."""

from bot.knowledge.base import Knowledge
from bot.services.asking.asker import Asker

EVERY = 20


def test_examples_are_read_as_they_are_labelled(knowledge: Knowledge, asker: Asker) -> None:
    sample = knowledge.asking.examples[::EVERY]
    read = [(it, asker.understanding.read(it.ask).intent) for it in sample]
    wrong = [it.ask for it, intent in read if intent is not it.intent and intent not in it.also]
    assert len(wrong) <= 0.05 * len(sample), wrong


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
