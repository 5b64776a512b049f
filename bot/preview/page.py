"""The bot in a local web page, kept fresh when the bot changes a message later."""

import asyncio
import webbrowser
from collections.abc import Callable
from pathlib import Path

from simcord import Preview, SetupError

from bot.preview.simulation import Simulation, keep_time, open_simulation

REFRESH_SECONDS = 0.7


async def serve_page(
    directory: Path,
    say: Callable[[str], None],
    *,
    port: int | None = None,
    browser: bool = True,
) -> None:
    """Serve the page until it is closed there or the process is interrupted."""
    async with open_simulation(directory) as simulation:
        preview = simulation.env.preview(
            simulation.channel,
            viewers=tuple(simulation.members.values()),
            layout="channel",
            port=port,
        )
        async with preview:
            say(preview.url)
            if browser:
                await asyncio.to_thread(webbrowser.open, preview.url)
            keeping = asyncio.create_task(_keep_fresh(simulation, preview), name="keep page fresh")
            try:
                await preview.wait_closed()
            finally:
                keeping.cancel()


async def _keep_fresh(simulation: Simulation, preview: Preview) -> None:
    """Publish the page anew whenever a message changed without a click on the page."""
    seen = _state(simulation)
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        keep_time(simulation.env)
        if (now := _state(simulation)) == seen:
            continue
        try:
            await preview.refresh()
        except SetupError:
            continue  # somebody is clicking just now; that publishes too, and we look again
        seen = now


def _state(simulation: Simulation) -> tuple[tuple[int, str], ...]:
    """Sum up what the channel shows."""
    return tuple((message.id, str(message.edited_at)) for message in simulation.channel.history())
