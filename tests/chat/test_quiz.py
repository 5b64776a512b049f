"""A whole quiz as members play it, in moved time."""

from simcord import ChannelHandle, Env, MemberActor

from tests.chat.reading import assert_within_limits, seen, sent


async def test_scratch(env: Env, channel: ChannelHandle, member: MemberActor, other: MemberActor):
    r = await member.slash(channel, "quiz start", questions=3, seconds=20, topic="weeks")
    print(r)
    for m in channel.history(): print(m.id, m.components)
