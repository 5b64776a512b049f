"""Practice on Discord: a prompt is shown, answered in a form, graded, and put up for others."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.answers import send_answer, turn_page
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.practice_actions import (
    AnotherProblem,
    AnswerWritten,
    GradeOther,
    GradeOwn,
    LookAtAnswer,
    MockWritten,
    PractiseRound,
    PutUpAnswer,
    ShowProgress,
    WriteAnswer,
)
from bot.chat.practice_screens import own_answer, shared_answer, standing_screen
from bot.knowledge.prompts import PracticeProblem
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.model import Answer, AnswerAction, Step
from bot.lookups.practice import problem_by_name
from bot.lookups.practice_rounds import nearest_lead, rounds_called
from bot.lookups.queries import PracticeQuery, PracticeRoundsQuery
from bot.lookups.wording import quote
from bot.services.practice import OwnAnswer, PracticeError

FIELD = "answer"
LONGEST = 4000
"""Characters of an answer; Discord's limit of a form."""


class NobodyHereError(PracticeError):
    """An answer is to be shown where nobody else reads, or where its author may not write."""

    text = "Nobody else would see your answer here, or you may not write in this channel."
    remedy = "Ask others from a channel of a server where you can write."


async def show_practice(
    context: Context, role: str | None, round_: str | None, problem: str | None
) -> None:
    """Answer /practice: a problem, a prompt of a round, the rounds of a role, or the choice."""
    knowledge = context.local.knowledge
    if problem is not None:
        await send_answer(context, problem_by_name(knowledge, problem))
        return
    own = None if role is not None else await context.services.practice.role_of(context.member)
    if role is None and (own is None or round_ is None):
        await send_answer(context, await _choice(context, own))
        return
    asked = by_title(knowledge, role or own or "", PracticeRoundsQuery)
    await send_answer(context, await _of_round(context, asked, round_))


async def _choice(context: Context, own: str | None) -> Asked:
    """Offer all there is, what is the member's own first."""
    knowledge, steps, actions, lead = context.local.knowledge, [], [], []
    if (running := await context.services.mock_loops.role_of(context.member)) is not None:
        lead.append(f"You are in a mock loop for {knowledge.roles[running].short}.")
        actions.append(AnswerAction("Continue the mock loop", "mockopen"))
    if own is not None:
        short = knowledge.roles[own].short
        steps.append(Step(f"{short} prompts", PracticeRoundsQuery(own)))
        if (loop := knowledge.practice_loop(own)) is not None:
            actions.append(AnswerAction("My progress", "progress", loop.role))
    return Asked(PracticeQuery(), tuple(lead), tuple(steps), tuple(actions))


async def _of_round(context: Context, asked: Asked | Answer, round_: str | None) -> Asked | Answer:
    """Turn a role and a typed round into the prompt to practise next."""
    if round_ is None or not isinstance(asked, Asked):
        return asked
    if not isinstance(query := asked.query, PracticeRoundsQuery):
        return asked
    if (loop := context.local.knowledge.practice_loop(query.role)) is None:
        return asked
    if not (rounds := rounds_called(loop, round_)):
        return with_lead(asked, (f"There is no round {quote(round_)}; here are all.",))
    ids = [it.id for it in rounds]
    problem = await context.services.practice.choose(context.member, query.role, ids)
    lead = nearest_lead(query.role, loop, context.local.knowledge)
    return replace(asked, query=PracticeQuery(problem.id), lead=(*asked.lead, *lead))


async def _round(context: Context, action: PractiseRound) -> None:
    problem = await context.services.practice.choose(context.member, action.role, [action.round])
    await turn_page(context, Asked(PracticeQuery(problem.id)))


async def _another(context: Context, action: AnotherProblem) -> None:
    problem = await context.services.practice.another(context.member, action.problem)
    await turn_page(context, Asked(PracticeQuery(problem.id)))


async def _write(context: Context, action: WriteAnswer) -> None:
    problem = context.services.practice.problem(action.problem)
    await context.open_form(answer_form(problem, AnswerWritten(problem.id)))


async def _written(context: Context, action: AnswerWritten, fields: Mapping[str, str]) -> None:
    text = fields.get(FIELD, "")
    own = await context.services.practice.write(context.member, action.problem, text)
    await context.send(answer_reply(context, own))


async def _look(context: Context, action: LookAtAnswer) -> None:
    own = await context.services.practice.look(context.member, action.problem)
    await context.send(answer_reply(context, own))


async def _grade_own(context: Context, action: GradeOwn) -> None:
    own = await context.services.practice.grade_own(context.member, action.answer, action.grade)
    await context.replace(answer_reply(context, own))


async def _put_up(context: Context, action: PutUpAnswer) -> None:
    if not may_ask_others(context):
        raise NobodyHereError
    shared = await context.services.practice.put_up(context.member, action.answer, context.channel)
    await context.send(shared_answer(shared))


async def _grade_other(context: Context, action: GradeOther) -> None:
    shared = await context.services.practice.grade_other(
        context.member, context.channel, action.answer, action.grade
    )
    await context.replace(shared_answer(shared))


async def _progress(context: Context, action: ShowProgress) -> None:
    standing = await context.services.practice.standing(context.member, action.role)
    await context.send(Reply(standing_screen(standing, context.local.knowledge)))


ACTIONS = (
    on(PractiseRound, _round),
    on(AnotherProblem, _another),
    on(WriteAnswer, _write),
    on_form(AnswerWritten, _written),
    on(LookAtAnswer, _look),
    on(GradeOwn, _grade_own),
    on(PutUpAnswer, _put_up),
    on(GradeOther, _grade_other),
    on(ShowProgress, _progress),
)


def answer_form(problem: PracticeProblem, action: AnswerWritten | MockWritten) -> Form:
    field = Field(FIELD, "Your answer; only you see it", long=True, required=True, most=LONGEST)
    return Form(problem.title, action, (field,))


def answer_reply(context: Context, own: OwnAnswer, lead: str = "") -> Reply:
    days, others = context.services.retention.days, may_ask_others(context)
    return own_answer(own, context.local.knowledge, days, others=others, lead=lead)


def may_ask_others(context: Context) -> bool:
    """Whether others read here, and the member may write to them."""
    allowed = context.interaction.permissions.send_messages
    return context.others_read and allowed
