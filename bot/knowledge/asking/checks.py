"""Check the files of how people ask against the roles and employers, and against each other."""

from collections.abc import Iterator

from bot.knowledge.asking.files import AskingFiles, Talk
from bot.titles.checks import Known, Path, TitleProblem, unknown_ids
from bot.titles.normalize import normalize


def asking_problems(files: AskingFiles, known: Known) -> Iterator[TitleProblem]:
    """Find every unknown id, and everything that is said twice."""
    yield from _intents(files, known)
    yield from _topics(files, known)
    file = "asking/vocabulary.yaml"
    labs = files.vocabulary.labs
    yield from unknown_ids(file, ("labs",), "employer", labs, known.employers)
    yield from _twice("asking/small-talk.yaml", "talk", files.small_talk.talk)
    yield from _twice("asking/out-of-scope.yaml", "topics", files.out_of_scope.topics)


def _intents(files: AskingFiles, known: Known) -> Iterator[TitleProblem]:
    file = "asking/intents.yaml"
    seen: set[str] = set()
    asked: dict[str, str] = {}
    for index, intent in enumerate(files.intents.intents):
        path: Path = ("intents", index)
        if intent.id in seen:
            yield TitleProblem(file, (*path, "id"), f"{intent.id} is there twice", "join the two")
        seen.add(intent.id)
        for number, example in enumerate(intent.examples):
            place = (*path, "examples", number)
            roles = example.roles or ()
            yield from unknown_ids(file, (*place, "roles"), "role", roles, known.roles)
            other = asked.setdefault(normalize(example.ask), intent.id)
            if other != intent.id:
                wrong = f"this question is an example of {other} as well"
                yield TitleProblem(file, (*place, "ask"), wrong, "keep one of the two")


def _topics(files: AskingFiles, known: Known) -> Iterator[TitleProblem]:
    file = "asking/topics.yaml"
    claimed: dict[str, tuple[str, ...]] = {}
    for index, topic in enumerate(files.topics.topics):
        path: Path = ("topics", index)
        yield from unknown_ids(file, (*path, "roles"), "role", topic.roles, known.roles)
        for number, phrase in enumerate(topic.phrases):
            other = claimed.setdefault(normalize(phrase), topic.roles)
            if topic.kind != "hint" and other != topic.roles:
                wrong = f"{phrase} means {other[0]} as well"
                place = (*path, "phrases", number)
                yield TitleProblem(file, place, wrong, "keep one of the two")


def _twice(file: str, key: str, talk: tuple[Talk, ...]) -> Iterator[TitleProblem]:
    seen: set[str] = set()
    for index, one in enumerate(talk):
        if one.id in seen:
            yield TitleProblem(file, (key, index, "id"), f"{one.id} is there twice", "rename one")
        seen.add(one.id)
