"""What members practise on: problems of the documents, and prompts of our own, round by round."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.records.fields import Label, Reviewed, RoleRef, Slug, SourceRef, Strict, Text
from bot.records.problems import suggestion
from bot.records.references import Fault, Unique

ProblemId = Annotated[Slug, Field(max_length=40), Unique("problem")]
Ask = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=420)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
ModelAnswer = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=100, max_length=900)
]


class Rubric(Strict):
    """What an answer to a problem is worth, in three grades."""

    strong_hire: Text
    lean_hire: Text
    no_hire: Text


class PracticeFile(Strict):
    """knowledge/practice/<id>.yaml: a problem with hints, a model answer and a rubric."""

    id: ProblemId
    title: Label
    source: SourceRef
    reviewed: Reviewed = None
    roles: tuple[RoleRef, ...] = Field(min_length=1, description="Role ids it is about.")
    scenario: Text
    hints: tuple[Text, ...] = Field(max_length=2)
    answer: Text
    rubric: Rubric


class PromptRound(Strict):
    """A round of a role's interviews, as members practise it."""

    id: Slug
    name: Label
    rests_on: tuple[Slug, ...] = Field(
        min_length=1,
        description="What is said of it in interviews.yaml: rounds of the role's loop, and claims "
        "of its notes, by their ids.",
    )


class Prompt(Strict):
    """One thing that an interviewer may ask, with what a good answer shows; ours."""

    id: ProblemId
    title: Label | None = Field(None, description="The words of the id by default.")
    round: Slug = Field(description="A round of this file.")
    minutes: Annotated[int, Field(strict=True, ge=2, le=90)] = Field(description="Time allowed.")
    ask: Ask
    hints: tuple[Short, ...] = Field(min_length=1, max_length=3)
    shows: tuple[Short, ...] = Field(min_length=2, max_length=4)
    answer: ModelAnswer = Field(description="One good answer; of one's own work, an example.")
    rubric: Rubric


class PromptsFile(Strict):
    """knowledge/prompts/<role>.yaml: the rounds of a role in order, and prompts for each."""

    id: RoleRef
    stands_in_for: tuple[RoleRef, ...] = Field(
        (), description="Roles without prompts of their own that these come nearest to."
    )
    rounds: tuple[PromptRound, ...] = Field(min_length=1, max_length=10)
    prompts: tuple[Prompt, ...] = Field(min_length=1)

    def faults(self) -> Iterator[Fault]:
        """Find prompts of rounds that there are not, and rounds that nothing is asked in."""
        known = [it.id for it in self.rounds]
        for index, prompt in enumerate(self.prompts):
            if prompt.round not in known:
                wrong = f"this file has no round {prompt.round}"
                yield Fault(("prompts", index, "round"), wrong, suggestion(prompt.round, known))
        asked = {it.round for it in self.prompts}
        for index, it in enumerate(known):
            if it in known[:index]:
                yield Fault(("rounds", index, "id"), f"round {it} stands here twice", "remove one")
            elif it not in asked:
                wrong = f"no prompt is of the round {it}"
                yield Fault(("rounds", index, "id"), wrong, "write one, or remove the round")


@dataclass(frozen=True, slots=True)
class PracticeProblem:
    """Something to practise on, of a document (`source`) or of our own (`round`, `minutes`)."""

    id: str
    title: str
    ask: str
    hints: tuple[str, ...]
    answer: str
    rubric: Rubric
    roles: tuple[str, ...]
    source: str | None = None
    shows: tuple[str, ...] = ()
    round: PromptRound | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeLoop:
    """The rounds of a role in the order of its interviews, and the problems of each."""

    role: str
    stands_in_for: tuple[str, ...]
    rounds: tuple[PromptRound, ...]
    problems: tuple[PracticeProblem, ...]

    def of(self, rounds: Iterable[str]) -> tuple[PracticeProblem, ...]:
        """Give the problems of some rounds; the order is that of the loop."""
        wanted = set(rounds)
        return tuple(it for it in self.problems if it.round is not None and it.round.id in wanted)


def loop_of(file: PromptsFile) -> PracticeLoop:
    rounds = {it.id: it for it in file.rounds}
    order = list(rounds)
    prompts = sorted(file.prompts, key=lambda it: order.index(it.round))
    problems = (_ours(it, file.id, rounds) for it in prompts)
    return PracticeLoop(file.id, file.stands_in_for, file.rounds, tuple(problems))


def documented(file: PracticeFile) -> PracticeProblem:
    return PracticeProblem(
        file.id,
        file.title,
        file.scenario,
        file.hints,
        file.answer,
        file.rubric,
        file.roles,
        file.source,
    )


def _ours(prompt: Prompt, role: str, rounds: Mapping[str, PromptRound]) -> PracticeProblem:
    return PracticeProblem(
        prompt.id,
        prompt.title or prompt.id.replace("-", " ").capitalize(),
        prompt.ask,
        prompt.hints,
        prompt.answer,
        prompt.rubric,
        (role,),
        shows=prompt.shows,
        round=rounds[prompt.round],
        minutes=prompt.minutes,
    )
