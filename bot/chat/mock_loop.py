"""A mock loop on Discord: the rounds of a role by the clock, in a direct message or privately."""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil

from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    literal,
    moment,
    one_line,
    text,
)
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.delivery import post, sending
from bot.chat.kit.reply import Reply
from bot.chat.practice import FIELD, answer_form, answer_reply
from bot.chat.practice_actions import (
    BeginMock,
    EndMock,
    LookInMock,
    MockHint,
    MockWritten,
    OpenMock,
    PractiseRound,
    RunClock,
    ShowProgress,
    StartMock,
    StopClock,
    WriteMock,
)
from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeLoop
from bot.lookups.wording import join, plural
from bot.services.mock_loops import MockOverError, MockRound, MockSummary, MockView
from bot.services.practice import ProblemLeftError
from bot.services.sending import SendError
from bot.tools.practice import Attempt

DIRECT_CLOSED = "I could not write to you, so it goes on here; only you see it."
SENT = "Your mock loop waits in our direct messages. `/practice` leads back to it as well."
MINUTE = timedelta(minutes=1)


async def _start(context: Context, action: StartMock) -> None:
    knowledge = context.local.knowledge
    if (loop := knowledge.practice_loop(action.role)) is None:
        raise ProblemLeftError
    running = await context.services.mock_loops.role_of(context.member)
    await context.send(Reply(_offer(loop, knowledge, context, running=running is not None)))


async def _begin(context: Context, action: BeginMock) -> None:
    view = await context.services.mock_loops.begin(context.member, action.role)
    screen = mock_screen(view, context.local.knowledge)
    if not action.direct:
        await context.replace(Reply(screen))
        return

    async def send() -> None:
        await post(await context.interaction.user.create_dm(), Reply(screen))

    try:
        await sending(send)
    except SendError:
        await context.replace(Reply(mock_screen(view, context.local.knowledge, DIRECT_CLOSED)))
    else:
        await context.replace(Reply(card([text(SENT)])))


async def _open(context: Context, action: OpenMock) -> None:
    del action
    view = await context.services.mock_loops.open(context.member)
    await context.send(Reply(mock_screen(view, context.local.knowledge)))


async def _run(context: Context, action: RunClock) -> None:
    view = await context.services.mock_loops.start_clock(context.member, action.number)
    await context.replace(Reply(mock_screen(view, context.local.knowledge)))


async def _stop(context: Context, action: StopClock) -> None:
    view = await context.services.mock_loops.stop_clock(context.member, action.number)
    await context.replace(Reply(mock_screen(view, context.local.knowledge)))


async def _hint(context: Context, action: MockHint) -> None:
    view = await _at(context, action.number)
    await context.replace(Reply(mock_screen(view, context.local.knowledge, hints=action.hints)))


async def _write(context: Context, action: WriteMock) -> None:
    view = await _at(context, action.number)
    await context.open_form(answer_form(view.problem, MockWritten(action.number)))


async def _written(context: Context, action: MockWritten, fields: Mapping[str, str]) -> None:
    loops, words = context.services.mock_loops, fields.get(FIELD, "")
    own, took = await loops.write(context.member, action.number, words)
    lead = f"You took {_minutes(took)} of {plural(own.problem.minutes or 0, 'minute')}."
    await context.send(answer_reply(context, own, lead))


async def _look(context: Context, action: LookInMock) -> None:
    own = await context.services.mock_loops.look(context.member, action.number)
    await context.send(answer_reply(context, own))


async def _end(context: Context, action: EndMock) -> None:
    del action
    found = await context.services.mock_loops.end(context.member)
    await context.send(Reply(summary_screen(found, context.local.knowledge)))


async def _at(context: Context, number: int) -> MockRound:
    view = await context.services.mock_loops.open(context.member)
    if not isinstance(view, MockRound) or view.number != number:
        raise MockOverError
    return view


ACTIONS = (
    on(StartMock, _start),
    on(BeginMock, _begin),
    on(OpenMock, _open),
    on(RunClock, _run),
    on(StopClock, _stop),
    on(MockHint, _hint),
    on(WriteMock, _write),
    on_form(MockWritten, _written),
    on(LookInMock, _look),
    on(EndMock, _end),
)


def _offer(loop: PracticeLoop, knowledge: Knowledge, context: Context, *, running: bool) -> Layout:
    """Say what a loop is, and ask where it is to be; an earlier one is named before it goes."""
    role = knowledge.roles[loop.role]
    rounds = join([it.name for it in loop.rounds])
    lines = [
        f"-# Mock loop: {one_line(role.name)}",
        f"### {len(loop.rounds)} rounds in the order of the loop, one prompt each",
        literal(f"{rounds}."),
        (
            "Each round has a clock that you start and can stop. It rings no bell: answer when you "
            "are ready, and see how long it took. You can end it at any round."
        ),
    ]
    if running:
        lines.append("-# You are in another mock loop; a new one takes its place.")
    label = "Begin here, only you see it" if context.others_read else "Begin"
    buttons = [button(label, BeginMock(loop.role, 0), primary=True)]
    if context.others_read:
        buttons.append(button("In a direct message", BeginMock(loop.role, 1)))
    if running:
        buttons.append(button("Continue the other", OpenMock()))
    return card([text("\n".join(lines))], buttons)


def mock_screen(view: MockView, knowledge: Knowledge, lead: str = "", hints: int = 0) -> Layout:
    """Show where a mock loop is: a round to be begun, running or stopped; or what it came to."""
    if isinstance(view, MockSummary):
        return summary_screen(view, knowledge)
    problem = view.problem
    role = knowledge.roles[problem.roles[0]]
    name = problem.round.name if problem.round is not None else problem.title
    lines = [
        *([lead] if lead else []),
        f"-# Mock loop, {one_line(role.short)}: round {view.number + 1} of {view.count}",
        f"### {one_line(name)}",
    ]
    if not view.begun:
        lines.append(
            f"You have {plural(problem.minutes or 0, 'minute')} from the moment you begin."
        )
    elif view.until is None:
        lines.append(f"Paused, {_left(view.left)}.")
    else:
        given = plural(problem.minutes or 0, "minute")
        lines += [f"⏱ Your {given} end {moment(view.until)}.", literal(problem.ask)]
        shown = enumerate(problem.hints[:hints], 1)
        lines += [f"- **Hint {at}** {literal(it)}" for at, it in shown]
    return card([text("\n".join(lines))], _buttons(view, hints))


def _buttons(view: MockRound, hints: int) -> list[Component]:
    number, end = view.number, button("End the loop", EndMock())
    if view.until is None:
        label = "Continue" if view.begun else "Begin the round"
        return [button(label, RunClock(number), primary=True), end]
    more = hints < len(view.problem.hints)
    return [
        button("Write my answer", WriteMock(number), primary=True),
        *([button(f"Hint {hints + 1}", MockHint(number, hints + 1))] if more else []),
        button("Show the answer", LookInMock(number)),
        button("Pause", StopClock(number)),
        end,
    ]


def summary_screen(found: MockSummary, knowledge: Knowledge) -> Layout:
    """Show what a loop came to by round, and what to practise next."""
    role = knowledge.roles[found.loop.role]
    lines = [
        f"-# Mock loop: {one_line(role.name)}",
        f"### Practise this round next: {one_line(found.weakest.name)}.",
        *(f"- **{literal(it.name)}:** {_outcome(attempt)}" for it, attempt in found.rounds),
    ]
    gone = f"You went through {len(found.rounds)} of {plural(len(found.loop.rounds), 'round')}."
    last = f"-# {gone} What you missed is in `/review`."
    loop = found.loop.role
    buttons = [
        button(found.weakest.name, PractiseRound(loop, found.weakest.id), primary=True),
        button("My progress", ShowProgress(loop)),
        button("Another mock loop", StartMock(loop)),
    ]
    return card([text("\n".join(lines)), text(last)], buttons)


def _outcome(attempt: Attempt | None) -> str:
    if attempt is None:
        return "not graded"
    return "answer looked at" if attempt.grade is None else attempt.grade.label.lower()


def _left(left: timedelta) -> str:
    if left >= timedelta():
        return f"{_minutes(left)} left"
    return f"{_minutes(-left)} over"


def _minutes(time: timedelta) -> str:
    return plural(max(1, ceil(time / MINUTE)), "minute")
