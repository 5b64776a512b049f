"""Play a quiz in the simulation: find its messages, answer its questions."""

from dataclasses import dataclass

import discord
from simcord import ChannelHandle, Env, InteractionResult, MemberActor, ResponseMessage

from bot.chat.client import CareersClient
from bot.knowledge.decks import NumberItem, OrderItem, TitleItem
from bot.preview.transcript import message_text
from bot.quiz.items.base import ByButton, Question
from bot.services.games.session import GameSession


def text_of(message: discord.Message) -> str:
    """What a message says."""
    return message_text(message.content, [item.to_dict() for item in message.components])


@dataclass
class QuizTable:
    """A channel with a quiz in it, as those who play see it."""

    env: Env
    channel: ChannelHandle

    @property
    def client(self) -> CareersClient:
        client = self.env.bot
        assert isinstance(client, CareersClient)
        return client

    @property
    def table(self) -> GameSession:
        table = self.client.app.services.games.session_in(self.channel.id)
        assert table is not None, "no game is open"
        return table

    @property
    def is_open(self) -> bool:
        return self.client.app.services.games.session_in(self.channel.id) is not None

    @property
    def question(self) -> Question:
        """The open question, right answer included: known to the test, not to members."""
        return self.table.game.question

    def texts(self) -> list[str]:
        """What the channel says, the oldest first."""
        return [text_of(message) for message in self.channel.history()]

    def last_said(self, words: str) -> str:
        """What the newest message says that says something."""
        return text_of(self.last_with(words))

    def last_with(self, words: str) -> discord.Message:
        """The newest message that says something."""
        for message in reversed(list(self.channel.history())):
            if words in text_of(message):
                return message
        raise AssertionError(f"nothing says {words!r}: {self.texts()}")

    async def start(self, host: MemberActor, **options: object) -> InteractionResult:
        return await host.slash(self.channel, "quiz start", **options)

    async def begin(self, host: MemberActor) -> None:
        await host.click(self.last_with("Quiz: "), label="Start now")

    async def join(self, member: MemberActor) -> InteractionResult:
        return await member.click(self.last_with("Quiz: "), label="Join")

    async def answer(self, member: MemberActor, *, right: bool = True) -> InteractionResult:
        """Answer the open question, rightly or as wrongly as it goes."""
        message = self.last_with(f"Question {self.table.game.number + 1} of")
        return await answer_question(self.client, member, message, self.question, right=right)


async def answer_question(
    client: CareersClient,
    member: MemberActor,
    message: discord.Message | ResponseMessage,
    asked: Question,
    *,
    right: bool = True,
) -> InteractionResult:
    """Answer the question of a message, rightly or as wrongly as it goes."""
    if isinstance(asked.answered, ByButton):
        wrong = next(it for it in asked.answered.letters if it != asked.right_letters)
        return await member.click(message, label=asked.right_letters if right else wrong)
    shown = await member.click(message, label="Type your answer")
    return await member.submit_modal(shown, {"answer": typed(client, asked, right=right)})


def typed(client: CareersClient, asked: Question, *, right: bool) -> str:
    """What a member types to be right, or as wrong as it goes."""
    match item := asked.item:
        case NumberItem():
            far = item.low if item.answer - item.low > item.high - item.answer else item.high
            return str(item.answer if right else far)
        case OrderItem():
            letters = asked.right_letters
            return letters if right else letters[::-1]
        case TitleItem():
            names = client.app.services.knowledge.roles
            if right:
                return names[item.accept[0]].name
            return next(role.name for role in names.values() if role.id not in item.accept)
        case _:
            raise AssertionError("a choice is clicked")
