"""Problems on Discord: an answer is written, graded by its author, and put up for others."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.answers import send_answer
from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, literal, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply, Visibility
from bot.knowledge.prompts import PracticeProblem
from bot.lookups.by_title import Asked
from bot.lookups.practice import SOLVED
from bot.lookups.queries import PracticeQuery
from bot.services.practice import SharedAnswer
from bot.tools.practice import Grade

FIELD = "answer"
LONGEST = 1500
"""Characters of an answer."""
LONGEST_MESSAGE = 3900
KEPT = "Your answer is kept; only you see it. Grade it against the rubric."


@dataclass(frozen=True, slots=True)
class WriteAnswer(Action, prefix="twrite"):
    """Open a form with room for an answer to a problem."""

    problem: str


@dataclass(frozen=True, slots=True)
class AnswerWritten(Action, prefix="twritten"):
    """Keep the answer that a form was filled in with."""

    problem: str


@dataclass(frozen=True, slots=True)
class GradeOwn(Action, prefix="tgrade"):
    """Keep one's own grade."""

    problem: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class PutUpAnswer(Action, prefix="tshow"):
    """Show one's latest answer to everyone here, for them to grade."""

    problem: str


@dataclass(frozen=True, slots=True)
class GradeOther(Action, prefix="tpeer"):
    """Grade somebody else's answer, by its number."""

    answer: int
    grade: Grade


async def _write(context: Context, action: WriteAnswer) -> None:
    await context.open_form(answer_form(context.services.practice.problem(action.problem)))


async def _written(context: Context, action: AnswerWritten, fields: Mapping[str, str]) -> None:
    """Keep an answer, and show the problem's solution."""
    await context.services.practice.write(context.member, action.problem, fields.get(FIELD, ""))
    await send_answer(context, Asked(PracticeQuery(action.problem, SOLVED), (KEPT,)))


async def _grade_own(context: Context, action: GradeOwn) -> None:
    kept = await context.services.practice.grade_own(context.member, action.problem, action.grade)
    said = f"Kept: {kept.grade.label}."
    if kept.added is not None:
        said += f" {kept.added} questions about its roles are in your reviews now."
    await context.tell(said)


async def _put_up(context: Context, action: PutUpAnswer) -> None:
    shared = await context.services.practice.put_up(context.member, action.problem, context.channel)
    await context.send(Reply(shared_answer(shared), visibility=Visibility.PUBLIC))


async def _grade_other(context: Context, action: GradeOther) -> None:
    shared = await context.services.practice.grade_other(
        context.member, context.channel, action.answer, action.grade
    )
    await context.replace(Reply(shared_answer(shared)))


ACTIONS = (
    on(WriteAnswer, _write),
    on_form(AnswerWritten, _written),
    on(GradeOwn, _grade_own),
    on(PutUpAnswer, _put_up),
    on(GradeOther, _grade_other),
)


def answer_form(problem: PracticeProblem) -> Form:
    label = "Your answer; only you see it"
    field = Field(FIELD, label, long=True, required=True, most=LONGEST)
    return Form(problem.title, AnswerWritten(problem.id), (field,))


def shared_answer(shared: SharedAnswer) -> Layout:
    """Show an answer to everyone, with how often each grade was given to it."""
    problem, rubric = shared.problem, shared.problem.rubric
    worth = (rubric.strong_hire, rubric.lean_hire, rubric.no_hire)
    grades = [
        f"-# **{grade.label}** ({shared.grades[grade]}): {literal(meaning)}"
        for grade, meaning in zip(Grade, worth, strict=True)
    ]
    asked = [f"### {literal(problem.title)}", literal(problem.ask)]
    answer = f"<@{shared.author}> answers: "
    room = LONGEST_MESSAGE - sum(len(it) + 1 for it in (*asked, answer, *grades))
    said = literal(shared.text)
    # A character that is escaped takes two, so half of the room is enough for any text.
    answer += said if len(said) <= room else literal(shared.text[: room // 2]) + "…"
    buttons = [button(grade.label, GradeOther(shared.number, grade)) for grade in Grade]
    return card([text("\n".join([*asked, answer, *grades]))], buttons)
