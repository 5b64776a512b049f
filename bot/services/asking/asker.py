"""From a question to what is shown: an answer, a question back, or one useful sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.reading import Band, Missed, Reading, ReadingChoice
from bot.language.understanding import Understanding
from bot.lookups.by_title import MAX_CHOICES, Asked
from bot.lookups.lookup import FreeQuestion
from bot.lookups.model import MAX_BUTTONS, Answer, AnswerAction, Step
from bot.lookups.queries import HelpQuery, Query, RoleQuery, TiersQuery
from bot.lookups.registry import HINTS, ROUTES, encode
from bot.lookups.requests import ask_for
from bot.lookups.wording import join, quote
from bot.titles.normalize import normalize

ENGLISH = "I answer in English."
CLAUSE_LIMIT = 60
MAX_WORDS = 60
"""Characters of the words that are looked up, so that they fit a button."""
_MAP, _HELP = Step("The map", TiersQuery()), Step("What I can answer", HelpQuery())


class Router:
    """Turn readings into queries; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._seek = {one.id: one.seek for one in knowledge.asking.intents.intents}
        self._ordinary = frozenset(map(normalize, knowledge.asking.vocabulary.ordinary))

    def query(self, reading: Reading) -> Query:
        return ROUTES[reading.intent](FreeQuestion(reading, self._knowledge, self._words(reading)))

    def telling(self, question: str) -> list[str]:
        """Return the words of a question that say what it is about."""
        words = dict.fromkeys(normalize(question).split())
        return [word for word in words if word not in self._ordinary]

    def _words(self, reading: Reading) -> str:
        """Choose the words to look up: the question's own, then those of its intent."""
        own = self.telling(reading.question)
        if reading.employer is not None:
            own += normalize(self._knowledge.employers[reading.employer].name).split()
        chosen = ""
        for word in dict.fromkeys((*own, *self._seek.get(reading.intent, ()))):
            if len(chosen) + len(word) < MAX_WORDS:
                chosen = f"{chosen} {word}".strip()
        return chosen


@dataclass(frozen=True, slots=True)
class QuestionReply:
    """What is shown for a question, and how it was read."""

    reading: Reading
    shown: Asked | Answer

    @property
    def missed(self) -> str | None:
        """The question as it was asked, where nothing was known."""
        if self.reading.declined and self.reading.talk is None:
            return self.reading.question
        return None

    @property
    def name(self) -> str:
        """Name the answer: the code of its query, or which small talk or topic it was."""
        if isinstance(self.shown, Asked):
            return encode(self.shown.query) or type(self.shown.query).__name__
        return f"talk:{self.reading.talk}" if self.reading.talk else str(self.reading.band)


class Asker:
    """Answer questions with one version of the knowledge; immutable once built."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding | None = None) -> None:
        self.knowledge = knowledge
        self.understanding = understanding or Understanding.of(knowledge)
        self._router = Router(knowledge)
        self._small_talk = frozenset(talk.id for talk in knowledge.asking.small_talk.talk)
        self._intents = {one.id: one.name for one in knowledge.asking.intents.intents}

    def moved_to(self, knowledge: Knowledge) -> "Asker":
        """Ask another version, in which titles, roles' names and questions are as here."""
        return Asker(knowledge, self.understanding.moved_to(knowledge))

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Asker":
        """Know a server's own words for roles as well, given as title to role id."""
        return Asker(knowledge, self.understanding.with_own(knowledge, own))

    def ask(self, question: str, before: Reading | None = None) -> QuestionReply:
        """Read a question, after what was asked before, and give what to show for it."""
        reading = self.understanding.read(question, before)
        return QuestionReply(reading, self._shown(reading))

    def _shown(self, reading: Reading) -> Asked | Answer:
        if reading.action == "help":
            return Asked(HelpQuery(), (reading.reply or "",))
        if reading.band is Band.UNKNOWN:
            return self._declined(reading)
        if reading.band is Band.CLARIFY:
            return self._which(reading)
        more = tuple(self._others(reading))
        return Asked(self._router.query(reading), self._lead(reading), more)

    def _lead(self, reading: Reading) -> tuple[str, ...]:
        """Say in one line how the question was read, and what cannot be told from it."""
        lines = [ENGLISH] if reading.language else []
        parts = [self._intents[reading.intent], join(self._names(reading.roles))]
        if reading.employer is not None:
            parts.append(self.knowledge.employers[reading.employer].name)
        if reading.level is not None:
            parts.append(reading.level)
        lines.append("I read it as: " + " · ".join(part for part in parts if part) + ".")
        if reading.other_jobs and reading.intent is Intent.COMPARE and len(reading.roles) < 2:  # noqa: PLR2004
            lines.append(
                f"{quote(reading.other_jobs[0], CLAUSE_LIMIT)} isn't one of the roles here."
            )
        if (command := HINTS.get(reading.intent)) is not None:
            lines.append(command)
        return tuple(lines)

    def _others(self, reading: Reading) -> list[Step]:
        """Offer the other questions of a message, in the words of the asker."""
        main = self._router.query(reading)
        steps: dict[Query, Step] = {}
        for clause in reading.others:
            query = self._router.query(replace(reading, intent=clause.intent))
            if query != main:
                steps.setdefault(query, Step(quote(clause.text, CLAUSE_LIMIT), query))
        return list(steps.values())

    def _which(self, reading: Reading) -> Answer:
        """Ask back: one of a few readings, or which role is meant."""
        lead = (ENGLISH,) if reading.language else ()
        if reading.choices:
            steps = tuple(self._choice(reading, choice) for choice in reading.choices)
            names = join([step.label for step in steps], "or")
            return Answer(
                "Which one do you mean?",
                text=f"Did you mean {names}?",
                steps=(*steps[: MAX_BUTTONS - 1], _MAP),
                lead=lead,
            )
        steps = tuple(
            Step(role.name, self._router.query(replace(reading, roles=(role.id,))))
            for role in self.knowledge.roles.values()
        )
        return Answer(
            "Of which role?",
            text=f"This is about {self._intents[reading.intent]}.",
            steps=(_MAP,),
            prompt="Choose a role",
            more=steps,
            lead=lead,
        )

    def _choice(self, reading: Reading, choice: ReadingChoice) -> Step:
        roles = (choice.role,) if choice.role is not None else reading.roles
        meant = replace(reading, intent=choice.intent, roles=roles)
        names = self._names(roles)
        several = len({one.role for one in reading.choices}) > 1
        label = join(names) if several else f"{join(names)}: {self._intents[choice.intent]}"
        return Step(label.removeprefix(": "), self._router.query(meant))

    def _declined(self, reading: Reading) -> Answer:
        """Say plainly that there is no answer, and what is near."""
        known = reading.reply or "Nothing that I have read covers it, and I would rather not guess."
        steps: list[Step] = []
        title = "I have no answer to that."
        missing: tuple[AnswerAction, ...] = ()
        if reading.talk is not None and reading.talk in self._small_talk:
            title = "Careers in AI"
        elif reading.talk is None:
            title = "I have no answer to that yet."
            if self._router.telling(reading.question):
                missing = (ask_for(Missed.QUESTION, reading.question),)
            steps = self._nearest(reading)
            if steps:
                known += " Closest to it is what I know of these roles."
        lead = (ENGLISH,) if reading.language else ()
        shown = (*steps, _MAP, _HELP)[: MAX_BUTTONS - len(missing)]
        return Answer(title, text=known, steps=shown, actions=missing, lead=lead)

    def _nearest(self, reading: Reading) -> list[Step]:
        """Offer the roles whose passages share words with the question."""
        found = self.knowledge.passages.find(self._router.telling(reading.question))
        roles = dict.fromkeys(one.role for one in found if one.role is not None)
        nearest = [RoleQuery(role) for role in list(roles)[: MAX_CHOICES - 1]]
        return [Step(self.knowledge.roles[query.role].name, query) for query in nearest]

    def _names(self, roles: tuple[str, ...]) -> list[str]:
        return [self.knowledge.roles[role].name for role in roles]
