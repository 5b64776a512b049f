"""/pay: what members of a server report to earn, as they and its moderators use it."""

import re

from hypothesis import HealthCheck, given, settings
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from tests.chat.operators.acts import submit
from tests.chat.reading import assert_within_limits, buttons, seen, sent
from tests.chat.test_lookups import ANY_TEXT

FILLED = {"currency": "USD", "basis": "total", "level": "l5", "place": "usa"}


async def shared(
    member: MemberActor, channel: ChannelHandle, amount: str, **other: str
) -> InteractionResult:
    form = await member.slash(channel, "pay share", role="reserch enginer")
    return await submit(member, form, amount=amount, **{**FILLED, **other})


async def test_six_members_share_what_they_earn(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    stranger: MemberActor,
    place: ChannelHandle,
    elsewhere: ChannelHandle,
) -> None:
    for command in ("pay share", "pay show"):
        off = await member.slash(place, command, role="RE")
        assert "Members' pay is off in this server. Its moderators can turn it on" in seen(off)
    panel = await moderator.slash(place, "settings show")
    assert "Members' pay: off." in seen(panel)
    await moderator.click(sent(panel), label="Members' pay on")

    people = [home.add_member(env.create_user(f"p{it}")) for it in range(6)]
    for at, who in enumerate(people[:4]):
        thanks = await shared(who, place, f"${300 + 50 * at}k")
        assert thanks.ephemeral
        assert "Thank you, that counts" in seen(thanks)
        assert "as a research engineer at L5 in the US." in seen(thanks)
    few = await people[4].slash(place, "pay show", role="RE")
    assert "1 more matching report needed to show what research engineers here earn" in seen(few)
    assert "K" not in seen(few)
    form = await people[4].click(sent(few), label="Share yours")
    await submit(people[4], form, amount="390k", **FILLED)
    again = await shared(people[4], place, "395 000")
    assert "It takes the place of your earlier report." in seen(again)
    shown = await member.slash(place, "pay show", role="RE")
    assert shown.ephemeral
    assert "Members here: $400K a year for a research engineer at L5 in the US" in seen(shown)
    assert "5 members of this server reported their pay, and that is the median." in seen(shown)
    assert "The middle half is $350–400K, total compensation." in seen(shown)
    assert "395" not in seen(shown)
    published = await member.click(sent(shown), label="Published pay")
    assert "members of this server" not in seen(published)

    far = await shared(people[5], place, "9m")
    assert "Thank you, that waits for a moderator" in seen(far)
    refused = await member.slash(place, "pay held")
    assert "Only moderators of this server" in seen(refused)
    held = await moderator.slash(place, "pay held")
    assert "$9M a year, total compensation: Research Engineer, L5." in seen(held)
    assert people[5].user.name not in seen(held)
    done = await moderator.click(sent(held), label="Let it count")
    assert "No report of pay waits" in seen(done)
    assert "6 members of this server" in seen(await member.slash(place, "pay show", role="RE"))

    assert "is off in this server" in seen(await stranger.slash(elsewhere, "pay show", role="RE"))
    own = await people[5].slash(place, "privacy")
    assert "1 × what you earn, as you shared it in a server" in seen(own)
    sure = await people[5].click(sent(own), label="Delete everything")
    await people[5].click(sent(sure), label="Delete everything for good")
    assert "5 members of this server" in seen(await member.slash(place, "pay show", role="RE"))


async def test_what_cannot_be_counted_is_told(
    client: CareersClient, home: GuildHandle, member: MemberActor, place: ChannelHandle
) -> None:
    await client.app.services.servers.change_setting(home.id, "member_pay", value=True)
    assert "couldn't read an amount" in seen(await shared(member, place, "a lot"))
    assert "that is for a month" in seen(await shared(member, place, "38k a month"))
    assert "typed an amount in EUR and chose USD" in seen(await shared(member, place, "€90k"))
    assert "I need a country" in seen(await shared(member, place, "90k", place="9"))
    unknown = await member.slash(place, "pay share", role="Vibe Alchemist")
    assert "don't know" in seen(unknown)
    where = await member.slash(place, "pay share", role="RE", employer="Flurb Inc")
    assert "I don't know that employer" in seen(where)
    none = await member.slash(place, "pay show", role="RE")
    assert "5 more matching reports needed to show" in seen(none)
    assert buttons(none) == ["Share yours", "Published pay"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
async def test_any_text_in_any_field_is_answered(
    client: CareersClient, home: GuildHandle, member: MemberActor, place: ChannelHandle, text: str
) -> None:
    await client.app.services.servers.change_setting(home.id, "member_pay", value=True)
    for fields in ({"place": text[:20] or "-"}, {"place": "UK", "amount": text[:40] or "-"}):
        said = await shared(member, place, fields.pop("amount", "400k"), **fields)
        assert "went wrong" not in seen(said)
        assert not re.search(r"(?<!\\)@(everyone|here)|<@", str(sent(said).components))
        if sent(said).components:
            assert_within_limits(sent(said).components)
