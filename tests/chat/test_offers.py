"""*Is my offer good?*: one amount in a form, and the card with it judged."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from tests.chat.operators.acts import submit
from tests.chat.reading import assert_within_limits, buttons, seen, sent
from tests.chat.test_lookups import ANY_TEXT

OFFER, AGAIN = "Is my offer good?", "Judge another amount"


async def judged(
    member: MemberActor, card: InteractionResult, amount: str, label: str = OFFER
) -> InteractionResult:
    form = await member.click(sent(card), label=label)
    return await submit(member, form, amount=amount)


async def test_an_offer_is_judged_in_the_place_of_the_card(
    member: MemberActor, channel: ChannelHandle
) -> None:
    card = await member.slash(channel, "salary", role="MLE", level="L5")
    assert len(buttons(card)) == 5
    good = await judged(member, card, "900k")
    assert "$900K is above the published range for an ML engineer at L5" in seen(good)
    assert good.response is not None
    assert good.response.id == sent(card).id, "the card itself is changed"
    less = await judged(member, good, "$100,000", AGAIN)
    assert "$100K is below the published range for an ML engineer at L5" in seen(less)


async def test_a_lab_s_card_judges_by_the_lab(member: MemberActor, channel: ChannelHandle) -> None:
    card = await member.slash(channel, "salary", role="RE", employer="anthropic")
    assert "at Anthropic" in seen(await judged(member, card, "400k"))


async def test_another_currency_and_no_amount_are_told(
    member: MemberActor, channel: ChannelHandle
) -> None:
    card = await member.slash(channel, "salary", role="MLE")
    told = await judged(member, card, "a lot")
    assert "Write it as 450k" in seen(told)
    assert "I can't set" in seen(await judged(member, card, "€90k"))


@pytest.mark.parametrize("options", [{}, {"employer": "openai"}])
async def test_without_a_role_no_offer_is_judged(
    member: MemberActor, channel: ChannelHandle, options: dict[str, str]
) -> None:
    assert OFFER not in buttons(await member.slash(channel, "salary", **options))


async def test_an_offer_stays_private_where_answers_are_public(
    client: CareersClient, home: GuildHandle, member: MemberActor, channel: ChannelHandle
) -> None:
    await client.app.services.servers.change_setting(home.id, "replies", "public")
    card = await member.slash(channel, "offer", role="RE", amount="38k a month", place="London")
    assert card.ephemeral
    assert "Taken as US dollars, $38K a month is $456K a year: " in seen(card)
    assert "Share" not in buttons(card)
    again = await judged(member, card, "£300k", AGAIN)
    assert "I have no figures for London. I can't set £300K" in seen(again)
    unread = await member.slash(channel, "offer", role="RE", amount="lots")
    assert buttons(unread) == ["What it pays", "Type it again"]


async def test_a_shared_card_is_judged_in_private(
    member: MemberActor, other: MemberActor, channel: ChannelHandle
) -> None:
    card = await member.slash(channel, "salary", role="MLE")
    shared = await member.click(sent(card), label="Share")
    assert OFFER in buttons(shared)
    own = await judged(other, shared, "500k")
    assert own.ephemeral
    assert "$500K" not in seen(shared)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
async def test_any_amount_is_answered(
    member: MemberActor, channel: ChannelHandle, text: str
) -> None:
    card = await member.slash(channel, "salary", role="MLE")
    said = await judged(member, card, text[:40])
    if sent(said).components:
        assert_within_limits(sent(said).components)
    else:
        assert "Write it as 450k" in seen(said)
    assert not re.search(r"(?<!\\)@(everyone|here)|<@", str(sent(said).components))
