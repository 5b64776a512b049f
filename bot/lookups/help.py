"""/help: three ways in, then the commands in their groups, from the list of what can be asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.lookups.about import AboutQuery
from bot.lookups.lookup import Command, CommandGroup, Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import Answer, AnswerAction, Line, Section, Step, Topic
from bot.lookups.queries import HelpQuery, TiersQuery

Entries = Sequence[Lookup[Any] | Command]
IN_WORDS = (
    "Type job titles as people write them: I understand typos, short forms and levels. What I "
    "answer is yours alone until you press Share."
)
TOPICS = {
    "Roles, pay and getting hired, command by command": (CommandGroup.ROLES, CommandGroup.HIRED),
    "Quizzes and this bot, command by command": (CommandGroup.QUIZZES, CommandGroup.BOT),
}


def help_card(query: HelpQuery, entries: Entries) -> Answer:
    """Answer with what can be asked, and how."""
    return Answer(
        "Ask me what an AI job is, what it pays and how to get it.",
        query,
        text=IN_WORDS,
        lines=tuple(_line(group, entries) for group in CommandGroup),
        topics=tuple(
            Topic(title, tuple(Section(it, tuple(_explained(it, entries))) for it in groups))
            for title, groups in TOPICS.items()
        ),
        steps=(Step("Find my role", MatchQuery()),),
        actions=(AnswerAction("Ask me anything", "ask"), AnswerAction("Start a quiz", "quiz")),
        prompt="What each command does",
        more=(
            Step("All roles on one map", TiersQuery()),
            Step("What I know, and from whom", AboutQuery()),
        ),
    )


def _line(group: CommandGroup, entries: Entries) -> Line:
    return Line(" · ".join(it.command for it in _of(group, entries)), group)


def _explained(group: CommandGroup, entries: Entries) -> Iterator[Line]:
    return (Line(it.help or "", it.command) for it in _of(group, entries))


def _of(group: CommandGroup, entries: Entries) -> Iterator[Lookup[Any] | Command]:
    return (it for it in entries if it.help is not None and it.group is group)
