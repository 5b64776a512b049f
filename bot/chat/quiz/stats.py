"""A member's own figures."""

from bot.chat.answers import send_chart
from bot.chat.kit.components import card, mention, text
from bot.chat.kit.context import Context
from bot.chat.kit.reply import Reply
from bot.knowledge.decks import ItemTopic
from bot.lookups.charts import Bar, ShareChart
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.scoring import MemberFigures


async def show_stats(context: Context, member: int) -> None:
    """Show what a member did in quizzes here, with a chart by topic."""
    leaderboards = context.services.leaderboards
    figures = await leaderboards.figures(member, context.guild, context.member)
    name = mention(member)
    if figures is None:
        await context.tell(f"{name} chose not to be shown.")
        return
    if not figures.topics:
        view = card([text(f"## Quizzes of {name}\nNo counted answers yet.")])
        await context.send(Reply(view))
        return
    await send_chart(context, _stats(member, figures), _chart(figures))


def _stats(member: int, figures: MemberFigures) -> list[str]:
    share = 100 * figures.right // max(1, figures.answered)
    lines = [
        f"## Quizzes of {mention(member)}",
        (
            f"{figures.games} games, {figures.answered} answers, "
            f"{figures.right} right ({share} %), {figures.points} points for the leaderboard."
        ),
    ]
    lines += [
        f"- {TOPIC_NAMES[ItemTopic(topic.topic)]}: {topic.right} of {topic.answered} right"
        for topic in figures.topics
    ]
    return lines


def _chart(figures: MemberFigures) -> ShareChart:
    bars = []
    for topic in figures.topics:
        right = 100 * topic.right // topic.answered
        label = TOPIC_NAMES[ItemTopic(topic.topic)]
        bars.append(Bar(label, (("right", right), ("missed", 100 - right))))
    return ShareChart("Right answers by topic, in percent", tuple(bars))
