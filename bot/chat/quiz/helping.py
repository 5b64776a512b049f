"""A hint, a team, and the end of a break: what members press beside their answers."""

from bot.chat.kit.components import button, card, literal, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Reply
from bot.chat.quiz.actions import AskHint, ChooseOption, GoOn, PickTeam
from bot.quiz.modes.teams import TEAM_NAMES


async def _hint(context: Context, action: AskHint) -> None:
    game, number = action.game, action.number
    hint = await context.services.quizzes.hint(game, number, context.player)
    said = text(f"💡 {literal(hint.words)}\n-# Your answer is worth half now.")
    left = [button(it, ChooseOption(game, number, it), primary=True) for it in hint.letters]
    await context.send(Reply(card([said], left)))


async def _go_on(context: Context, action: GoOn) -> None:
    await context.services.quizzes.wake(action.game, context.player)
    await context.tell("The quiz goes on.")


async def _team(context: Context, action: PickTeam) -> None:
    await context.services.quizzes.choose_team(action.game, context.player, action.team)
    await context.tell(f"You are in team {TEAM_NAMES[action.team]}.")


ACTIONS = (on(AskHint, _hint), on(GoOn, _go_on), on(PickTeam, _team))
