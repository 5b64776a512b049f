"""What clicks on a quiz do."""

from collections.abc import Mapping
from typing import assert_never

from bot.chat.kit.components import button, card, literal, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply, Visibility
from bot.chat.quiz import appeal_screens
from bot.chat.quiz.actions import (
    AppealAnswer,
    BeginGame,
    ChooseOption,
    GrantAppeal,
    JoinGame,
    LeaveGame,
    LockExactly,
    NextQuestion,
    PractiseMisses,
    RefuseAppeal,
    ReportQuestion,
    SendAnswer,
    ShowLeaderboard,
    SkipQuestion,
    TypeAnswer,
)
from bot.chat.quiz.leaderboard import show_leaderboard
from bot.chat.review import show_next
from bot.quiz.items.base import ANSWER_LIMIT, ByButton, DoubtfulAnswerError
from bot.services.appeals import ItemReport
from bot.services.quizzes import Skipped, VoteCounted

FIELD = "answer"


async def choose(context: Context, action: ChooseOption) -> None:
    await _lock(context, action.game, action.number, action.letter)


async def type_answer(context: Context, action: TypeAnswer) -> None:
    game, number = action.game, action.number
    question = await context.services.quizzes.question_of(game, number, context.player)
    if isinstance(asked := question.answered, ByButton):
        await context.tell("Answer with one of the buttons.")
        return
    field = Field(FIELD, asked.label, hint=asked.hint, required=True, most=ANSWER_LIMIT)
    await context.open_form(Form(f"Question {number + 1}", SendAnswer(game, number), (field,)))


async def take_typed(context: Context, action: SendAnswer, fields: Mapping[str, str]) -> None:
    await _lock(context, action.game, action.number, fields.get(FIELD, ""))


async def lock_exactly(context: Context, action: LockExactly) -> None:
    words = await _locked(context, action.game, action.number, action.typed)
    await context.replace(Reply(card([text(words)])))


async def _lock(context: Context, game: int, number: int, typed: str) -> None:
    """Tell the member alone, and only once the answer is on disk; ask back what is doubtful."""
    try:
        await context.tell(await _locked(context, game, number, typed))
    except DoubtfulAnswerError as doubt:
        buttons = [
            button(label, LockExactly(game, number, meant), primary=place == 0)
            for place, (label, meant) in enumerate(doubt.offers)
        ]
        await context.send(Reply(card([text(literal(doubt.message))], buttons)))


async def _locked(context: Context, game: int, number: int, typed: str) -> str:
    locked = await context.services.quizzes.answer(game, number, context.player, typed)
    note = f"\n-# {literal(locked.read_as)}" if locked.read_as is not None else ""
    return f"Locked in: **{literal(locked.words)}**{note}"


async def join(context: Context, action: JoinGame) -> None:
    await context.services.quizzes.join(action.game, context.player)
    await context.tell("You are in. Answers are private; your first one is locked.")


async def leave(context: Context, action: LeaveGame) -> None:
    await context.services.quizzes.leave(action.game, context.player)
    await context.tell("You are out. What you answered stays.")


async def begin(context: Context, action: BeginGame) -> None:
    session = await context.services.quizzes.led(action.game, context.player)
    await context.defer_update()
    await session.begin()


async def proceed(context: Context, action: NextQuestion) -> None:
    session = await context.services.quizzes.led_at(action.game, action.number, context.player)
    await context.defer_update()
    await session.proceed()


async def skip(context: Context, action: SkipQuestion) -> None:
    quizzes, member = context.services.quizzes, context.player
    await tell_skipped(context, await quizzes.skip(action.game, action.number, member))


async def tell_skipped(context: Context, done: Skipped | VoteCounted) -> None:
    match done:
        case Skipped():
            await context.tell("Skipped.")
        case VoteCounted(votes, needed):
            await context.tell(f"Your vote to skip is counted: {votes} of {needed} needed.")
        case _:
            assert_never(done)


async def report(context: Context, action: ReportQuestion) -> None:
    await report_question(context, action.game, action.number)


async def report_question(context: Context, game: int, number: int) -> None:
    done = await context.services.appeals.report(game, number, context.player)
    await context.tell(REPORTED[done])


REPORTED: Mapping[ItemReport, str] = {
    ItemReport.KNOWN: "You have reported this question already.",
    ItemReport.COUNTED: "Reported, thank you. Three reports from this server take a question out "
    "of play here until it is reviewed.",
    ItemReport.OUT_OF_PLAY: "Reported. It is out of play in this server until it is reviewed.",
}


async def appeal(context: Context, action: AppealAnswer) -> None:
    """Show the appeal where the host and moderators read it."""
    game, number, member = action.game, action.number, context.player
    appealed = await context.services.appeals.appeal(game, number, member)
    if appealed is None:
        await context.tell("Your appeal is in the channel already.")
        return
    view = appeal_screens.appeal(game, number, member.id, appealed.words)
    await context.send(Reply(view, visibility=Visibility.PUBLIC))


async def grant(context: Context, action: GrantAppeal) -> None:
    await _decide(context, action, granted=True)


async def refuse(context: Context, action: RefuseAppeal) -> None:
    await _decide(context, action, granted=False)


async def _decide(context: Context, action: GrantAppeal | RefuseAppeal, *, granted: bool) -> None:
    judge = context.player
    standings = await context.services.appeals.decide(
        action.game, action.number, action.member, judge, granted=granted
    )
    view = appeal_screens.decision(
        action.number, action.member, judge.id, standings, granted=granted
    )
    await context.replace(Reply(view))


async def practise(context: Context, action: PractiseMisses) -> None:
    del action  # what a member missed entered their reviews when each question closed
    await show_next(context)


async def leaderboard(context: Context, action: ShowLeaderboard) -> None:
    del action
    await show_leaderboard(context)


ACTIONS = (
    on(JoinGame, join),
    on(LeaveGame, leave),
    on(BeginGame, begin),
    on(ChooseOption, choose),
    on(TypeAnswer, type_answer),
    on_form(SendAnswer, take_typed),
    on(LockExactly, lock_exactly),
    on(SkipQuestion, skip),
    on(NextQuestion, proceed),
    on(ReportQuestion, report),
    on(AppealAnswer, appeal),
    on(GrantAppeal, grant),
    on(RefuseAppeal, refuse),
    on(PractiseMisses, practise),
    on(ShowLeaderboard, leaderboard),
)
