"""`/knowledge add claim`: chosen by options, typed in a form, looked at, applied."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from simcord import ChannelHandle, MemberActor

from bot.services.editing.new_claims import PAY_IN_WORDS
from tests.chat.operators.acts import apply, submit
from tests.chat.operators.test_any_text import assert_answered
from tests.chat.reading import seen, whole
from tests.chat.test_lookups import ANY_TEXT

ADD = "knowledge add claim"
WORDS = "You keep a diary of every model that failed."


async def test_a_claim_is_chosen_typed_looked_at_and_applied(
    operator: MemberActor, member: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    subjects = await operator.autocomplete(channel, ADD, "about", "research e")
    assert [it["name"] for it in subjects] == ["Research Engineer"]
    about = subjects[0]["value"]
    (kind,) = await operator.autocomplete(channel, ADD, "kind", "day", about=about)
    form = await operator.slash(channel, ADD, about=about, kind=kind["value"])
    typed = {"text": WORDS, "date": "mid-2026", "scope": "some labs", "why": "heard it"}
    before = (files / "roles" / "research-engineer.yaml").read_bytes()
    shown = await submit(operator, form, source="careers-map", **typed)
    assert WORDS in seen(shown)
    assert "/role" in seen(shown), "what it touches is told"
    assert (files / "roles" / "research-engineer.yaml").read_bytes() == before
    assert "Applied" in await apply(operator, shown)
    answer = await member.slash(channel, "role", title="RE", section="day-to-day")
    assert WORDS in await whole(member, answer)
    assert "heard it" in seen(await operator.slash(channel, "knowledge history"))


async def test_a_claim_that_cannot_be_is_refused_with_its_place(
    operator: MemberActor, channel: ChannelHandle
) -> None:
    form = await operator.slash(channel, ADD, about="ML Engineer", kind=PAY_IN_WORDS)
    said = seen(await submit(operator, form, text=WORDS, source="careers-map", date="x"))
    assert "As of" in said
    unknown = seen(await operator.slash(channel, ADD, about="ML Engineer", kind="horoscope"))
    assert "Choose one that is offered: What it is for" in unknown


async def test_others_add_nothing(moderator: MemberActor, channel: ChannelHandle) -> None:
    refused = await moderator.slash(channel, ADD, about="ML Engineer", kind="PhD")
    assert "Only the operators" in seen(refused)
    assert await moderator.autocomplete(channel, ADD, "about", "") == []
    assert await moderator.autocomplete(channel, ADD, "kind", "", about="ML Engineer") == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, other=ANY_TEXT)
async def test_any_text_is_answered(
    operator: MemberActor, channel: ChannelHandle, text: str, other: str
) -> None:
    assert_answered(await operator.slash(channel, ADD, about=text, kind=other))
    form = await operator.slash(channel, ADD, about="ML Engineer", kind="PhD")
    typed = {"text": text, "date": other[:40], "scope": text[:80]}
    assert_answered(await submit(operator, form, source="careers-map", **typed))
    assert len(await operator.autocomplete(channel, ADD, "about", text)) <= 25
    assert len(await operator.autocomplete(channel, ADD, "kind", other, about=text)) <= 25
