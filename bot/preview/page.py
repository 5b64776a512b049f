"""The bot in a local web page, kept fresh when the bot changes a message later."""

import asyncio
import webbrowser
from collections.abc import Callable
from pathlib import Path

from simcord import ChannelHandle, MemberActor, Preview, SetupError, UserHandle

from bot.preview.simulation import BOT, MEMBERS, Simulation, keep_time, open_simulation

REFRESH_SECONDS = 0.7
GREETING = f"""\
## Hi! I tell AI jobs apart
Type one of these below:
- **Find your role:** `/match`
- **Ask:** `@{BOT} is 420k good for L5 MLE`, or `/ask` and your question
- **Play:** `/quiz start`. *Viewing as*, above, lets you answer as somebody else too.
-# This runs on your machine alone. *Moderator* may change what I know, and does so in the files. \
To write to me directly, start `python3 dev.py preview --direct`."""
DIRECT_GREETING = """\
## Hi! I tell AI jobs apart
Here you can simply write to me:
- **Find your role:** `/match`
- **Ask:** `whats the diff between re and rs`, then `and what do they pay?`
- **Play:** `/practice` for a problem to solve
-# This runs on your machine alone. Reminders that you ask for arrive here. \
Quizzes need a channel: start without `--direct`."""


async def serve_page(
    directory: Path,
    say: Callable[[str], None],
    *,
    port: int | None = None,
    browser: bool = True,
    direct: bool = False,
) -> None:
    """Serve the page until it is closed there or the process is interrupted.

    It shows the channel, or one member's direct messages: a page of SimCord shows one channel.
    """
    async with open_simulation(directory) as simulation:
        preview = await greeted(simulation, port, direct=direct)
        async with preview:
            say(preview.url)
            if browser:
                await asyncio.to_thread(webbrowser.open, preview.url)
            keeping = asyncio.create_task(_keep_fresh(preview), name="keep page fresh")
            try:
                await preview.wait_closed()
            finally:
                keeping.cancel()


async def greeted(simulation: Simulation, port: int | None = None, *, direct: bool) -> Preview:
    """Make the page of the channel, or of a member's direct messages; it opens with a greeting."""
    channel, greeting = simulation.channel, GREETING
    viewers: tuple[MemberActor | UserHandle, ...] = tuple(simulation.members.values())
    if direct:
        user = simulation.member(MEMBERS[0]).user
        channel, viewers, greeting = user.dm_channel, (user,), DIRECT_GREETING
    await simulation.client.get_partial_messageable(channel.id).send(greeting)
    return simulation.env.preview(channel, viewers=viewers, layout="channel", port=port)


async def _keep_fresh(preview: Preview) -> None:
    """Publish the page anew whenever a message changed without a click on the page."""
    seen = _state(preview.channel)
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        keep_time(preview.env)
        if (now := _state(preview.channel)) == seen:
            continue
        try:
            await preview.refresh()
        except SetupError:
            continue  # somebody is clicking just now; that publishes too, and we look again
        seen = now


def _state(channel: ChannelHandle) -> tuple[tuple[int, str], ...]:
    """Sum up what the channel shows."""
    return tuple((message.id, str(message.edited_at)) for message in channel.history())
