"""From a question to what is shown: an answer, a question back, or one useful sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.mentions import JOBS, MentionKind
from bot.language.model_files import ModelFiles
from bot.language.policy import MOST_ROLES
from bot.language.reading import Band, Missed, Reading
from bot.language.understanding import Understanding
from bot.lookups.background import BackgroundQuery
from bot.lookups.by_title import MAX_CHOICES, Asked
from bot.lookups.guide import guide_asked_for, guide_names
from bot.lookups.lookup import FreeQuestion
from bot.lookups.match import MatchQuery
from bot.lookups.model import MAX_BUTTONS, Answer, AnswerAction, Step
from bot.lookups.pay import level_name
from bot.lookups.preparing import PrepareQuery, prepare_asked_for
from bot.lookups.queries import GuideQuery, HelpQuery, LevelsQuery, Query, RoleQuery, TiersQuery
from bot.lookups.ranking import End, RankingQuery
from bot.lookups.registry import HINTS, ROUTES, encode
from bot.lookups.typed_offer import is_rate, place_code
from bot.lookups.wording import ask_for, join, quote
from bot.titles.spelling import normalize

ENGLISH = "I answer in English."
_SMALL_TALK = "Careers in AI"
CLAUSE_LIMIT = 60
MAX_WORDS = 60
"""Characters of the words that are looked up, so that they fit a button."""
_ANOTHER = MentionKind.OTHER_JOB
_NO_GUIDES = frozenset({Intent.QUIZ, Intent.SALARY, Intent.LEVELS})
"""What is asked of these is never answered by a guide of a like name."""
_RANKED = frozenset(Intent) - {Intent.QUIZ, Intent.SALARY, Intent.LEVELS}
"""What may be asked of the end of a ranking; pay has one of its own."""
_PREPARED_FOR = frozenset({Intent.INTERVIEW, Intent.PATH, Intent.QUIZ})
"""What may be asked by somebody who has a day for which to prepare."""
_MAP, _HELP = Step("The map", TiersQuery()), Step("What I can answer", HelpQuery())


class Router:
    """Turn readings into queries; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._seek = {one.id: one.seek for one in knowledge.asking.intents.intents}
        self._ordinary = frozenset(map(normalize, knowledge.asking.vocabulary.ordinary))
        self._guide_names = guide_names(knowledge)

    def query(self, reading: Reading) -> Query:
        if reading.superlative is not None and not reading.roles and reading.intent in _RANKED:
            return RankingQuery(
                reading.superlative.ranking, End.LEAST if reading.superlative.least else End.MOST
            )
        if reading.background is not None and not reading.roles and reading.intent is Intent.PATH:
            return BackgroundQuery(reading.background)
        named = any(it.kind in JOBS for it in reading.mentions)
        if not named and reading.employer is None and reading.intent not in _NO_GUIDES:
            guide = guide_asked_for(self._guide_names, reading.question)
            if guide is not None:
                return GuideQuery(guide)
        if reading.roles and reading.intent in _PREPARED_FOR:
            prepare = prepare_asked_for(reading, self._knowledge)
            if prepare is not None:
                return prepare
        few = replace(reading, roles=reading.roles[:MOST_ROLES])
        return ROUTES[reading.intent](FreeQuestion(few, self._knowledge, self._words(reading)))

    def telling(self, question: str) -> list[str]:
        """Return the words of a question that say what it is about."""
        words = dict.fromkeys(normalize(question).split())
        return [word for word in words if word not in self._ordinary]

    def _words(self, reading: Reading) -> str:
        """Choose the words to look up: the question's own, or else those of its intent."""
        own = self.telling(reading.question) or self._seek.get(reading.intent, ())
        chosen = ""
        for word in dict.fromkeys(own):
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

    def __init__(self, knowledge: Knowledge, understanding: Understanding) -> None:
        self.knowledge = knowledge
        self.understanding = understanding
        self._router = Router(knowledge)
        self._titles = {
            **{it.id: it.title for it in knowledge.asking.out_of_scope.topics},
            **{it.id: _SMALL_TALK for it in knowledge.asking.small_talk.talk},
        }
        self._intents = {one.id: one.name for one in knowledge.asking.intents.intents}

    @classmethod
    def of(cls, knowledge: Knowledge, files: ModelFiles, before: "Asker | None" = None) -> "Asker":
        """Learn how people ask, or take it from the one before where that still holds."""
        known = before.understanding if before is not None else None
        return cls(knowledge, Understanding.of(knowledge, files, known))

    def moved_to(self, knowledge: Knowledge) -> "Asker":
        """Ask another version, in which titles, roles' names and questions are as here."""
        return Asker(knowledge, self.understanding.moved_to(knowledge))

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Asker":
        """Know a server's own words for roles as well, given as title to role id."""
        return Asker(knowledge, self.understanding.with_own(knowledge, own))

    def ask(self, question: str, before: Reading | None = None) -> QuestionReply:
        """Read a question, after what was asked before, and give what to show for it."""
        analysis = self.understanding.look(question, before)
        reading = self.understanding.decide(analysis, before)
        if reading.roles and is_rate(question):
            reading = replace(reading, intent=Intent.SALARY)
        alone = self.understanding.decide(analysis, None) if reading.carried else reading
        return QuestionReply(reading, self._shown(reading, alone))

    def _shown(self, reading: Reading, alone: Reading) -> Asked | Answer:
        if reading.action == "help":
            return Asked(HelpQuery(), (reading.reply or "",))
        if reading.band is Band.UNKNOWN:
            return self._declined(reading)
        if reading.band is Band.CLARIFY:
            return self._which(reading)
        query = self._router.query(reading)
        return Asked(query, self._lead(reading, query), self._others(reading, query, alone))

    def _lead(self, reading: Reading, query: Query) -> tuple[str, ...]:
        """Say how the question was read, what was taken over, and what nothing is known by."""
        lines = [ENGLISH] if reading.language else []
        parts = [self._intents[reading.intent], join(self._names(reading.roles))]
        if isinstance(query, RankingQuery):
            parts[0] = self.knowledge.rankings[query.ranking].name
        if isinstance(query, PrepareQuery):
            parts[0] = "how to prepare"
        if reading.employer is not None:
            named = reading.employers if reading.employer in reading.employers else ()
            named = named or (reading.employer,)
            parts.append(join([self.knowledge.employers[it].name for it in named]))
        if reading.level is not None:
            named = reading.levels if reading.level in reading.levels else ()
            parts.append(join(list(map(level_name, named or (reading.level,)))))
        said = "Still about" if reading.carried else "I read it as:"
        about = parts[1:] + parts[:1] if reading.carried else parts
        lines.append(f"{said} {' · '.join(part for part in about if part)}.")
        if isinstance(query, MatchQuery) and (job := _own_job(reading)) is not None:
            lines.append(f"Nothing that I have read leads on from {quote(job, CLAUSE_LIMIT)}.")
        if left := self._names(reading.roles[MOST_ROLES:]):
            lines.append(f"Four roles fit side by side, so ask me about {join(left)} next.")
        if unheard := list(self._unheard(reading, query)):
            lines.append(f"Nothing I have read on this is about {join(unheard, 'or')} alone.")
        if reading.other_jobs and reading.intent is Intent.COMPARE and len(reading.roles) < 2:  # noqa: PLR2004
            lines.append(
                f"{quote(reading.other_jobs[0], CLAUSE_LIMIT)} isn't one of the roles here."
            )
        command = HINTS.get(reading.intent)
        if command is not None and not isinstance(query, PrepareQuery):
            lines.append(command)
        return tuple(lines)

    def _unheard(self, reading: Reading, query: Query) -> Iterator[str]:
        """Name what was asked for and does not narrow the answer."""
        heard = str(query).casefold()
        slots = (
            (
                reading.employer,
                reading.employer and self.knowledge.employers[reading.employer].name,
            ),
            (reading.level, reading.level and level_name(reading.level)),
            (reading.place, reading.place and place_code(reading.place)),
        )
        for asked, name in slots if reading.intent is not Intent.QUIZ else ():
            if isinstance(query, LevelsQuery) and len(reading.levels) > 1:
                continue  # all levels hold those that were named
            if asked and name and asked.casefold() not in heard and name.casefold() not in heard:
                yield name

    def _others(self, reading: Reading, main: Query, alone: Reading) -> tuple[Step, ...]:
        """Offer to take memory back, the second reading, and the other questions of a message."""
        steps: dict[Query, Step] = {main: Step("", main)}
        if reading.carried:
            query = HelpQuery() if alone.declined else self._router.query(alone)
            label = f"Not about {join(self._names(reading.carried))}"
            steps.setdefault(query, Step(label, query))
        # Who has a day is sure of what they ask.
        if reading.second is not None and not isinstance(main, PrepareQuery):
            second = self._second(reading, reading.second)
            steps.setdefault(second.query, second)
        for clause in reading.others:
            query = self._router.query(replace(reading, intent=clause.intent))
            steps.setdefault(query, Step(quote(clause.text, CLAUSE_LIMIT), query))
        return tuple(step for query, step in steps.items() if query != main)

    def _second(self, reading: Reading, intent: Intent) -> Step:
        """Offer the next likely reading: “Or: what it pays”."""
        query = self._router.query(replace(reading, intent=intent))
        return Step(f"Or: {self._intents[intent]}", query)

    def _which(self, reading: Reading) -> Answer:
        """Ask back which role is meant: one of a few, or any."""
        lead = (ENGLISH,) if reading.language else ()
        steps = tuple(
            Step(
                self.knowledge.roles[role].name,
                self._router.query(replace(reading, roles=(role,), band=Band.ANSWER)),
            )
            for role in reading.choices or self.knowledge.roles
        )
        if not reading.choices:
            about = f"This is about {self._intents[reading.intent]}."
            return Answer(
                "Of which role?",
                text=about,
                steps=(_MAP,),
                prompt="Choose a role",
                more=steps,
                lead=lead,
            )
        return Answer(
            "Which one do you mean?",
            text=f"Did you mean {join([step.label for step in steps], 'or')}?",
            steps=(*steps[: MAX_BUTTONS - 1], _MAP),
            lead=lead,
        )

    def _declined(self, reading: Reading) -> Answer:
        """Say plainly that there is no answer, and what is near."""
        known = reading.reply or "Nothing that I have read covers it, and I would rather not guess."
        steps: list[Step] = []
        title = "I have no answer to that yet."
        missing: tuple[AnswerAction, ...] = ()
        if reading.talk is not None:
            title = self._titles[reading.talk]
        else:
            if self._router.telling(reading.question):
                missing = (ask_for(Missed.QUESTION, reading.question),)
            steps = self._nearest(reading)
            if steps:
                known += " Closest to it is what I know of these roles."
        if reading.second is not None:
            steps = [self._second(reading, reading.second), *steps]
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


def _own_job(reading: Reading) -> str | None:
    """Return the job that somebody says to have, and that is none of the roles."""
    own = (it.text for it in reading.mentions if it.background and it.kind is _ANOTHER)
    return next(own, None)
