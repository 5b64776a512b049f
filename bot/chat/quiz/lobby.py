"""The lobby of a game: who is in, by which rules, and how it begins."""

from bot.chat.kit.components import Layout, button, card, text
from bot.chat.kit.markup import literal, mention, moment
from bot.chat.quiz.actions import BeginGame, JoinGame, LeaveGame
from bot.chat.quiz.standings import members_text
from bot.lookups.wording import plural
from bot.quiz.game import Game
from bot.quiz.rules import SCORING_WORDS

SHOWN = 30


def lobby(game: Game, name: str) -> Layout:
    """Show who is in, the rules, and how it begins."""
    seconds = game.rules.pace.seconds
    time = f"{seconds} s each" if seconds is not None else "no timer"
    lines = [
        f"## Quiz: {literal(name)}",
        (
            f"{plural(len(game.questions), 'question')}, {time}. Scoring: {game.rules.scoring} – "
            f"{SCORING_WORDS[game.rules.scoring]}."
        ),
        f"**In ({len(game.members)}):** {members_text(game.members, SHOWN)}",
    ]
    if game.due is not None:
        lines.append(f"It begins {moment(game.due)}, or when {mention(game.host)} starts it.")
    lines.append("-# Answers are private. Joining late works: just answer.")
    buttons = [
        button("Join", JoinGame(game.id), primary=True),
        button("Leave", LeaveGame(game.id)),
        button("Start now", BeginGame(game.id)),
    ]
    return card([text("\n".join(lines))], buttons)
