"""What is stored about a member: seen, exported, deleted; and where they appear."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Attachment, Reply
from bot.quiz.scoring import LeaderboardVisibility
from bot.services.privacy import StoredAboutMember

VISIBILITY_NAMES: Mapping[LeaderboardVisibility, str] = {
    LeaderboardVisibility.HIDDEN: "Hidden",
    LeaderboardVisibility.SERVER: "This server",
    LeaderboardVisibility.GLOBAL: "Global",
}
VISIBILITY_LABELS: Mapping[LeaderboardVisibility, str] = {
    LeaderboardVisibility.HIDDEN: "Hide me on leaderboards",
    LeaderboardVisibility.SERVER: "Show me in this server",
    LeaderboardVisibility.GLOBAL: "Show me in all servers",
}
TABLE_NAMES: Mapping[str, str] = {
    "games": "games you host or hosted",
    "players": "games you played in",
    "game_scores": "scores of yours that leaderboards count",
    "exam_tries": "exams you sat",
    "prizes": "roles that you earned",
    "appeals": "appeals you decided",
    "reports": "questions you reported or settled",
    "claim_reports": "what you said is wrong in answers, or settled of that",
    "requests": "what you asked to be added",
    "members": "note that you use me, with your leaderboard choice and time zone, if you set them",
    "reminders": "reminders",
    "daily_answers": "answers to questions of the day",
    "nights": "quizzes that you planned",
    "night_reminders": "quizzes that you want to be reminded of",
    "cards": "questions in your reviews",
    "reviewers": "how you want to review",
    "results": "results of /match and /assess that you kept",
    "practice_answers": "prompts you practised, with your grades",
    "mock_loops": "a mock loop that you are in",
    "peer_grades": "grades you gave to others' answers",
    "plans": "your study plan",
    "plan_steps": "steps of your study plan",
    "proposals": "changes of the knowledge files that you have not applied yet",
    "revisions": "changes of the knowledge files that you made",
    "retired_items": "questions you retired",
    "pay_reports": "what you earn, as you shared it in a server",
    "server_aliases": "words for roles that you added to a server",
    "server_decks": "decks that you gave to a server",
}
CONFIRM = (
    "## Delete everything about you?\nYour reviews, reminders and choices go for good. Scores of "
    "past games stay, without your name. A quiz that is still running goes on without you; one "
    "that you planned for later is off. This cannot be undone."
)


@dataclass(frozen=True, slots=True)
class Appear(Action, prefix="pa"):
    """Choose where one appears on leaderboards."""

    where: LeaderboardVisibility


@dataclass(frozen=True, slots=True)
class ExportStored(Action, prefix="pe"):
    """Give out all that is stored about the clicker."""


@dataclass(frozen=True, slots=True)
class AskToForget(Action, prefix="pd"):
    """Ask once more before everything goes."""


@dataclass(frozen=True, slots=True)
class ForgetMe(Action, prefix="pf"):
    """Delete everything about the clicker."""


async def _appear(context: Context, action: Appear) -> None:
    stored = await context.services.privacy.choose_visibility(context.member, action.where)
    await context.replace(Reply(privacy_screen(stored, context.services.retention.days)))


async def _export(context: Context, action: ExportStored) -> None:
    del action
    body = await context.services.privacy.export(context.member)
    file = Attachment("stored-about-me.json", body)
    await context.send(Reply("All that is stored about you:", (file,)))


async def _ask_to_forget(context: Context, action: AskToForget) -> None:
    del action
    buttons = [button("Delete everything for good", ForgetMe(), primary=True)]
    await context.replace(Reply(card([text(CONFIRM)], buttons)))


async def _forget(context: Context, action: ForgetMe) -> None:
    del action
    stored = await context.services.privacy.delete(context.member)
    await context.replace(Reply(privacy_screen(stored, context.services.retention.days)))


ACTIONS = (
    on(Appear, _appear),
    on(ExportStored, _export),
    on(AskToForget, _ask_to_forget),
    on(ForgetMe, _forget),
)
"""Each is only ever about who clicks."""


def privacy_screen(stored: StoredAboutMember, keep_days: int) -> Layout:
    lines, small = ["## What I store about you"], []
    if stored.rows:
        lines += [f"- {count} × {TABLE_NAMES[table]}" for table, count in stored.rows.items()]
        small.append("-# By your Discord id; no names and no messages. Look-ups store nothing.")
    else:
        lines.append("Nothing.")
    small.append(
        f"-# After {keep_days} days I delete what a quiz asked, and what you wrote to problems "
        "with the grades others gave it; pay that you shared goes after a year. Scores and your "
        "own grades stay."
    )
    small.append(f"On leaderboards: **{VISIBILITY_NAMES[stored.visibility]}**.")
    buttons = [
        button(VISIBILITY_LABELS[choice], Appear(choice))
        for choice in LeaderboardVisibility
        if choice is not stored.visibility
    ]
    buttons += [button("Export", ExportStored()), button("Delete everything", AskToForget())]
    return card([text("\n".join(lines)), text("\n".join(small))], buttons)
