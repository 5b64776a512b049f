"""/posting: pasted, as a file, or from a message; private, and kept nowhere."""

from simcord import ChannelHandle, Env, MemberActor

from tests.chat.operators.acts import submit
from tests.chat.reading import buttons, seen, sent

POSTING = """Senior AI Engineer
Build LLM-powered features with retrieval-augmented generation and a vector database.
PhD in computer science required.
Salary: $165,000 - $210,000 per year
"""


async def test_a_pasted_posting_is_told_in_private(
    member: MemberActor, channel: ChannelHandle
) -> None:
    form = await member.slash(channel, "posting")
    brief = await submit(member, form, posting=POSTING)
    assert sent(brief).ephemeral
    said = seen(brief)
    assert "AI engineer" in said
    assert "usually a mistake" in said
    assert "$165–210K" in said
    assert "$250–400K" in said


async def test_what_stands_behind_a_brief_leaves_it_in_place(
    member: MemberActor, channel: ChannelHandle
) -> None:
    form = await member.slash(channel, "posting")
    brief = await submit(member, form, posting=POSTING)
    for label, said in (
        ("Why this role", "vector database"),
        ("Five questions to ask", "recruiter"),
        ("About this role", "AI Engineer"),
    ):
        assert label in buttons(brief)
        opened = await member.click(sent(brief), label=label)
        assert said in seen(opened)
        assert sent(opened).id != sent(brief).id


async def test_a_file_and_a_message_are_read_alike(
    member: MemberActor, other: MemberActor, channel: ChannelHandle
) -> None:
    filed = await member.slash(channel, "posting", file=("posting.txt", POSTING.encode()))
    assert "usually a mistake" in seen(filed)
    message = await other.send(channel, POSTING)
    read = await member.context_menu(channel, "Brief me on this posting", message)
    assert "usually a mistake" in seen(read)
    empty = await other.send(channel, "", attachments=[("a.png", b"x")])
    told = await member.context_menu(channel, "Brief me on this posting", empty)
    assert "paste it" in seen(told)


async def test_a_posting_is_forgotten_after_an_hour(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    form = await member.slash(channel, "posting")
    brief = await submit(member, form, posting=POSTING)
    await env.advance_time(seconds=2 * 3600)
    late = await member.click(sent(brief), label="Why this role")
    assert "once more" in seen(late)
