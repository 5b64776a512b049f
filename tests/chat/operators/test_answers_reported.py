"""*Something wrong?* reaches the operators with the claim; *Edit* stands in the same place."""

import re

from hypothesis import HealthCheck, given, settings
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.chat.kit.layout import EDIT, WRONG
from bot.lookups.registry import LOOKUPS, Answers, encode
from tests.chat.operators.acts import apply, click, submit
from tests.chat.reading import assert_within_limits, buttons, options, pick, seen, sent
from tests.chat.test_lookups import ANY_TEXT

PHD = "You don't need"


def labels(result: InteractionResult) -> list[str]:
    return [*buttons(result), *(label for _, _, label in options(result))]


async def report(
    member: MemberActor, channel: ChannelHandle, wrong: str, part: str | None = None
) -> InteractionResult:
    """Report the card of a role, or the first claim whose words begin so."""
    card = await member.slash(channel, "role", title="RE")
    form = await pick(member, card, WRONG)
    typed = {"wrong": wrong}
    if part is not None:
        assert form.modal is not None
        typed["claim"] = next(it for it in choices(form) if it.startswith(part))
    return await submit(member, form, **typed)


def choices(form: InteractionResult) -> list[str]:
    assert form.modal is not None
    (menu,) = [
        it["component"] for it in form.modal["components"] if "options" in it.get("component", {})
    ]
    return [it["label"] for it in menu["options"]]


async def test_a_report_reaches_the_operators_with_its_claim_and_is_settled(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle
) -> None:
    said = await report(member, channel, "that was last year", PHD)
    assert said.ephemeral
    assert "Thank you" in seen(said)
    assert "already" in seen(await report(member, channel, "again", PHD))
    assert "Reported: 1 answer, 0 quiz questions." in seen(
        await operator.slash(channel, "knowledge status")
    )
    listed = await operator.slash(channel, "knowledge reports")
    assert f"- 1 × {PHD}" in seen(listed)
    shown = await pick(operator, listed, PHD)
    assert_within_limits(sent(shown).components)
    assert "“that was last year”" in seen(shown)
    edited = await click(operator, shown, "Edit")
    assert PHD in seen(edited)
    assert "Change the words" in buttons(edited)
    late = await pick(operator, await operator.slash(channel, "knowledge reports"), PHD)
    settled = await click(operator, shown, "Settled")
    assert "Nothing is reported" in seen(await click(operator, settled, "Back"))
    assert "Somebody settled" in seen(await operator.click(sent(late), label="Settled"))
    assert "You build and scale" in seen(await click(operator, late, "The answer"))


async def test_a_whole_answer_can_be_reported(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle
) -> None:
    await report(member, channel, "")
    listed = await operator.slash(channel, "knowledge reports")
    assert "- 1 × You build and scale" in seen(listed)
    shown = await pick(operator, listed, "You build and scale")
    assert "Edit" not in buttons(shown)


async def test_an_operator_edits_what_an_answer_says(
    operator: MemberActor, member: MemberActor, channel: ChannelHandle
) -> None:
    card = await operator.slash(channel, "role", title="RE")
    listed = await pick(operator, card, EDIT)
    assert listed.ephemeral
    assert_within_limits(sent(listed).components)
    claim = await pick(operator, listed, PHD)
    form = await click(operator, claim, "Change the words")
    await apply(operator, await submit(operator, form, text="You need no PhD at all."))
    assert "You need no PhD at all." in seen(await member.slash(channel, "role", title="RE"))


async def test_only_operators_are_offered_to_edit_and_rights_are_asked_at_the_click(
    env: Env,
    home: GuildHandle,
    operator: MemberActor,
    member: MemberActor,
    moderator: MemberActor,
    channel: ChannelHandle,
) -> None:
    for reader in (member, moderator):
        assert EDIT not in labels(await reader.slash(channel, "role", title="RE"))
    card = await operator.slash(channel, "role", title="RE")
    assert EDIT in labels(card)
    shared = await operator.click(sent(card), label="Share")
    assert EDIT not in labels(shared)
    await env.bot.http.remove_role(home.id, operator.id, home.roles["Operators"].id)
    await env.settle()
    assert "Only the operators" in seen(await pick(operator, card, EDIT))


def test_every_card_with_sources_can_be_reported(answers: Answers) -> None:
    for lookup in LOOKUPS:
        for query, _ in lookup.samples(answers.knowledge):
            assert len(encode(query) or "") + len("W:99:") <= 100


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
async def test_any_text_is_taken_and_shown_without_effect(
    env: Env, member: MemberActor, operator: MemberActor, channel: ChannelHandle, text: str
) -> None:
    await env.advance_time(61)
    said = seen(await report(member, channel, text[:500]))
    assert said.startswith(("Thank you", "You reported that already"))
    listed = await operator.slash(channel, "knowledge reports")
    shown = await pick(operator, listed, "You build and scale")
    assert_within_limits(sent(shown).components)
    assert not re.search(r"(?<!\\)@(everyone|here)|<@", str(sent(shown).components))
    await click(operator, shown, "Settled")
