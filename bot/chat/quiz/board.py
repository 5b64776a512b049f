"""The question of the day and quizzes to come, as messages and events in servers."""

from collections.abc import Sequence
from datetime import timedelta

import discord

from bot.chat.kit.components import Layout
from bot.chat.kit.context import AppClient
from bot.chat.kit.delivery import as_files, as_view, post, sending
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.quiz import daily_screens, night_screens
from bot.chat.quiz.question_screens import drawing_of
from bot.quiz.daily import DailyPost, DailyResult
from bot.quiz.nights import QuizNight
from bot.services.sending import ForbiddenSendError

NOBODY = discord.AllowedMentions.none()
EVENT_LENGTH = timedelta(hours=1)


class ChannelBoard:
    """Show it by a client. Each message has a nonce, which Discord takes once in some minutes."""

    def __init__(self, client: AppClient) -> None:
        self._client = client

    async def ask_daily(self, post: DailyPost) -> int:
        """Ask in the server's channel; the one role that it named is pinged, and nobody else."""
        shown = await drawing_of(post.question, self._client.app.pages)
        view = daily_screens.asked(post, self._client.app.services.knowledge, shown.parts)
        role = [] if post.role is None else [discord.Object(post.role)]
        pinged = discord.AllowedMentions(everyone=False, users=False, roles=role)
        return await self._send(post.channel, Reply(view, shown.files), f"dq{post.number}", pinged)

    async def close_daily(self, channel: int, message: int, result: DailyResult) -> None:
        shown = await drawing_of(result.question, self._client.app.pages)
        view = daily_screens.closed(result, self._client.app.services.knowledge, shown.parts)
        await self._edit(channel, message, view, shown.files)

    async def announce_night(self, night: QuizNight, name: str) -> int:
        view = Reply(night_screens.announcement(night, name))
        return await self._send(night.channel, view, f"na{night.number}")

    async def close_night(self, night: QuizNight, name: str) -> None:
        if night.message is not None:
            await self._edit(night.channel, night.message, night_screens.closed(night, name))

    async def remind_of_night(self, member: int, night: QuizNight, name: str) -> None:
        async def send() -> None:
            channel = await self._client.create_dm(discord.Object(member))
            view = Reply(night_screens.reminder(night, name))
            await post(channel, view, nonce=f"nr{night.number}")

        await sending(send)

    async def mention_for_night(self, night: QuizNight, members: Sequence[int]) -> None:
        users = [discord.Object(member) for member in members]
        pinged = discord.AllowedMentions(everyone=False, users=users, roles=False)
        view = Reply(night_screens.mentions(night, members))
        await self._send(night.channel, view, f"nm{night.number}-{members[0] % 10**8}", pinged)

    async def make_event(self, night: QuizNight, name: str) -> int:
        """Make an event at the channel, by its name."""
        guild = self._client.get_guild(night.guild)
        channel = None if guild is None else guild.get_channel_or_thread(night.channel)
        if guild is None or channel is None:
            raise ForbiddenSendError("the server is not known")
        event = await sending(
            lambda: guild.create_scheduled_event(
                name=night_screens.title(name),
                start_time=night.at,
                end_time=night.at + EVENT_LENGTH,
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
                location=f"#{channel.name}",
            )
        )
        return event.id

    async def drop_event(self, guild: int, event: int) -> None:
        http = self._client.http
        await sending(lambda: http.delete_scheduled_event(guild, event))

    async def say(self, channel: int, text: str, nonce: str) -> None:
        await self._send(channel, Reply(text), nonce)

    def updates_channel(self, guild: int) -> int | None:
        """Give the channel that Discord calls public updates, though moderators alone see it."""
        found = self._client.get_guild(guild)
        channel = None if found is None else found.public_updates_channel
        return None if channel is None else channel.id

    async def _send(
        self,
        channel: int,
        reply: Reply,
        nonce: str,
        pinged: discord.AllowedMentions = NOBODY,
    ) -> int:
        place = self._client.get_partial_messageable(channel)
        message = await sending(lambda: post(place, reply, nonce=nonce, pinged=pinged))
        return message.id

    async def _edit(
        self, channel: int, message: int, view: Layout, files: Sequence[Attachment] = ()
    ) -> None:
        found = self._client.get_partial_messageable(channel).get_partial_message(message)
        await sending(
            lambda: found.edit(
                view=as_view(view), attachments=as_files(files), allowed_mentions=NOBODY
            )
        )
