"""Every example beside the words of the files is understood as its file says."""

from bot.knowledge.base import Knowledge
from bot.services.asking.asker import Asker


def test_examples_of_intents_are_read_as_such(knowledge: Knowledge, asker: Asker) -> None:
    wrong = []
    for intent in knowledge.asking.intents.intents:
        for example in intent.examples:
            reading = asker.understanding.read(example.ask)
            roles = None if example.roles is None else set(example.roles)
            if reading.intent != intent.id or roles not in (None, set(reading.roles)):
                wrong.append((example.ask, intent.id.value, reading.intent.value, reading.roles))
    assert not wrong


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
