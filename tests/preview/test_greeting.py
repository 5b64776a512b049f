"""What the local page opens with, and that a newcomer can do what it says."""

import re

from simcord import ChannelHandle

from bot.preview.page import DIRECT_GREETING, GREETING, greeted
from bot.preview.simulation import MEMBERS, Simulation, open_simulation
from bot.preview.transcript import message_text
from tests.conftest import SHIPPED


def examples(greeting: str) -> tuple[set[str], str]:
    """The commands that a greeting names, and its first question."""
    named = [it for it in re.findall(r"`([^`]+)`", greeting) if not it.endswith("--direct")]
    questions = [it for it in named if not it.startswith("/")]
    return {it[1:] for it in named if it.startswith("/")}, questions[0]


async def opened_with(simulation: Simulation, *, direct: bool) -> list[str]:
    async with await greeted(simulation, direct=direct) as preview:
        shown = await preview.snapshot()
    return [it["content"] for it in shown["messages"].values()]


def latest(channel: ChannelHandle) -> str:
    message = channel.last_message
    assert message is not None
    return message_text("", [it.to_dict() for it in message.components])


async def test_the_page_opens_with_examples_that_work() -> None:
    async with open_simulation(SHIPPED) as simulation:
        member, channel = simulation.member(MEMBERS[0]), simulation.channel
        assert await opened_with(simulation, direct=False) == [GREETING]
        commands, question = examples(GREETING)
        assert commands <= set(member.available_commands(channel))
        sent = await member.send(channel, question)
        assert simulation.client.user in sent.mentions
        assert "$420K" in latest(channel)

        user = member.user
        assert await opened_with(simulation, direct=True) == [DIRECT_GREETING]
        commands, question = examples(DIRECT_GREETING)
        assert commands <= set(user.available_commands())
        await user.send_dm(question)
        assert "Research Engineer or Research Scientist?" in latest(user.dm_channel)
