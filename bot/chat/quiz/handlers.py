"""What clicks on a quiz do."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import assert_never

from bot.chat.kit.components import Layout, button, card, literal, mention, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply, Visibility
from bot.chat.quiz.actions import (
    AppealAnswer,
    AskHint,
    BeginGame,
    ChooseOption,
    GoOn,
    GrantAppeal,
    JoinGame,
    LeaveGame,
    LockExactly,
    NextQuestion,
    PickLightning,
    PickTeam,
    PlayLightning,
    PractiseMisses,
    RefuseAppeal,
    ReportQuestion,
    SendAnswer,
    ShowLeaderboard,
    SkipQuestion,
    TypeAnswer,
)
from bot.chat.quiz.leaderboard import show_leaderboard
from bot.chat.quiz.question_screens import drawing_of
from bot.chat.quiz.standings import SHOWN_STANDINGS, standings_text
from bot.chat.review import show_next
from bot.quiz.errors import (
    AlreadyAnsweredError,
    GameOverError,
    NoMoreQuestionsError,
    QuestionClosedError,
    TooLateError,
)
from bot.quiz.items.base import ANSWER_LIMIT, ByButton, DoubtfulAnswerError, Question
from bot.quiz.modes.teams import TEAM_NAMES
from bot.quiz.scoring import Standing
from bot.services.appeals import ItemReport
from bot.services.quizzes import Skipped, VoteCounted

FIELD = "answer"
THROUGH = "That was your last one; the board comes in the channel."


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


async def give_hint(context: Context, action: AskHint) -> None:
    game, number = action.game, action.number
    hint = await context.services.quizzes.hint(game, number, context.player)
    said = text(f"💡 {literal(hint.words)}\n-# Your answer is worth half now.")
    left = [button(it, ChooseOption(game, number, it), primary=True) for it in hint.letters]
    await context.send(Reply(card([said], left)))


async def go_on(context: Context, action: GoOn) -> None:
    await context.services.quizzes.wake(action.game, context.player)
    await context.tell("The quiz goes on.")


async def choose_team(context: Context, action: PickTeam) -> None:
    await context.services.quizzes.choose_team(action.game, context.player, action.team)
    await context.tell(f"You are in team {TEAM_NAMES[action.team]}.")


async def _own_question(
    context: Context, game: int, number: int, question: Question, locked: str = ""
) -> Reply:
    """Show one member their question; what they answered before stands above it."""
    lines = [f"-# {locked}Question {number + 1}", f"### {literal(question.item.question)}"]
    lines += [f"**{letter}.** {literal(option)}" for letter, option in question.lettered]
    answered = question.answered
    letters = answered.letters if isinstance(answered, ByButton) else ()
    buttons = [button(it, PickLightning(game, number, it), primary=True) for it in letters]
    shown = await drawing_of(question, context.app.pages)
    return Reply(card([text("\n".join(lines)), *shown.parts], buttons), shown.files)


async def play_lightning(context: Context, action: PlayLightning) -> None:
    number, question = await context.services.quizzes.next_for(action.game, context.player)
    await context.send(await _own_question(context, action.game, number, question))


async def pick_lightning(context: Context, action: PickLightning) -> None:
    """Lock an answer, and show the next question; a second click changes nothing."""
    quizzes, member, locked = context.services.quizzes, context.player, ""
    with suppress(AlreadyAnsweredError):
        judged = await quizzes.answer(action.game, action.number, member, action.letter)
        locked = f"Locked in: {literal(judged.words)} · "
    try:
        number, question = await quizzes.next_for(action.game, member)
    except (NoMoreQuestionsError, QuestionClosedError, GameOverError, TooLateError):
        shown = Reply(card([text(f"{locked}{THROUGH}")]))
    else:
        shown = await _own_question(context, action.game, number, question, locked)
    await context.replace(shown)


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
    view = _appeal_card(game, number, member.id, appealed.words)
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
    view = _decision_card(action.number, action.member, judge.id, standings, granted=granted)
    await context.replace(Reply(view))


def _appeal_card(game: int, number: int, member: int, given: str) -> Layout:
    """Ask the host or a moderator to judge an answer again."""
    said = (
        f"{mention(member)} says that their answer to question {number + 1} should count: "
        f"“{literal(given)}”. The host or a moderator decides; nobody decides their own."
    )
    buttons = [
        button("Count it", GrantAppeal(game, number, member), primary=True),
        button("Keep it as it is", RefuseAppeal(game, number, member)),
    ]
    return card([text(said)], buttons)


def _decision_card(
    number: int, member: int, judge: int, standings: Sequence[Standing], *, granted: bool
) -> Layout:
    """Say how an appeal was decided, and where everybody stands now."""
    what = "now counts as right" if granted else "stays as it was judged"
    lines = [
        (
            f"The answer of {mention(member)} to question {number + 1} {what}, "
            f"as {mention(judge)} decided."
        )
    ]
    if granted:
        lines.append("**Standings**\n" + standings_text(standings[:SHOWN_STANDINGS]))
    return card([text("\n".join(lines))])


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
    on(AskHint, give_hint),
    on(GoOn, go_on),
    on(PickTeam, choose_team),
    on(PlayLightning, play_lightning),
    on(PickLightning, pick_lightning),
)
