"""Whatever is typed or sent, operators and moderators get an answer within Discord's limits."""

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from bot.language.reading import Missed
from bot.store import reports, servers
from bot.store.servers import OwnAlias
from tests.chat.discord_api import DiscordApi
from tests.chat.operators.acts import apply, click, replaced, submit, upload
from tests.chat.operators.test_changing import HIGH, MORE
from tests.chat.reading import assert_within_limits, seen, sent
from tests.chat.test_lookups import ANY_TEXT, SPEC
from tests.conftest import store_of

OPTIONS = {
    "knowledge download": "file",
    "knowledge history": "file",
    "knowledge diff": "version",
    "knowledge undo": "version",
    "knowledge edit claim": "claim",
    "knowledge edit role": "role",
    "knowledge edit alias": "role",
    "deck preview": "name",
    "deck export": "name",
    "deck remove": "name",
    "settings time-zone": "zone",
    "aliases remove": "title",
}
NAMES = st.sampled_from(["pay.yaml", "tiers.yaml", "roles/re.yaml", "x", "quiz/a.yaml"]) | ANY_TEXT
BODIES = st.binary(max_size=300) | st.text(max_size=200).map(lambda it: f"claims: {it}\n".encode())


def assert_answered(result: InteractionResult) -> None:
    if result.modal is not None:
        return
    message = sent(result)
    if message.components:
        assert_within_limits(message.components)
    else:
        assert 0 < len(message.content) <= 2000
    said = message.content + str(message.components)
    assert "\u202e" not in said, "what turns text round is left out"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(command=st.sampled_from(sorted(OPTIONS)), text=ANY_TEXT)
async def test_any_option(
    operator: MemberActor, channel: ChannelHandle, command: str, text: str
) -> None:
    assert_answered(await operator.slash(channel, command, **{OPTIONS[command]: text}))
    if command != "aliases remove":
        offered = await operator.autocomplete(channel, command, OPTIONS[command], text)
        assert len(offered) <= 25
        assert all(1 <= len(it["name"]) <= 100 for it in offered)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, body=BODIES, deck=st.booleans())
async def test_any_upload(
    operator: MemberActor,
    channel: ChannelHandle,
    client: CareersClient,
    name: str,
    body: bytes,
    deck: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    version = client.app.services.repository.snapshot.version
    command = "deck upload" if deck else "knowledge upload"
    options = {"name": name} if deck else {"file": name}
    shown = await operator.slash(channel, command, attachment=("a.yaml", body), **options)
    assert_answered(shown)
    assert client.app.services.repository.snapshot.version == version


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, source=st.sampled_from(["careers-map", "re-vs-rs"]), date=ANY_TEXT)
async def test_any_edit(
    operator: MemberActor, channel: ChannelHandle, text: str, source: str, date: str
) -> None:
    card = await operator.slash(channel, "knowledge edit claim", claim="map-ml-engineer")
    form = await click(operator, card, "Change the words")
    assert_answered(
        await submit(operator, form, text=text[:500], source=source, date=date[:40], why=text[:200])
    )
    form = await operator.slash(channel, "knowledge edit alias", role="RE")
    assert_answered(await submit(operator, form, add=text, drop=date, employers=text[:100]))
    form = await operator.slash(channel, "knowledge edit role", role="RE")
    assert_answered(await submit(operator, form, name=text[:80], short=text[:16]))


async def test_a_change_of_everything_still_fits_a_message(
    operator: MemberActor, channel: ChannelHandle, files: Path, client: CareersClient
) -> None:
    before = client.app.services.repository.snapshot.version
    plain = re.compile(r"(?m)^(\s+(?:- )?(?:text|explanation|question): [A-Z][^\"'\n]*)$")
    told = (it for it in files.rglob("*.yaml") if "asking" not in it.parts)
    for path in told:
        text = path.read_text(encoding="utf-8")
        path.write_text(plain.sub(r"\1 And _so_ *on*", text) + "# seen\n", encoding="utf-8")
    await client.app.services.repository.reload()  # unless the watcher was there first
    assert client.app.services.repository.snapshot.version != before, (
        client.app.services.repository.failure
    )
    shown = await operator.slash(channel, "knowledge diff")
    assert_answered(shown)
    assert re.search(r"and \d{3} more", seen(shown))
    assert [it.filename for it in sent(shown).attachments] == ["difference.txt"]
    undo = await operator.slash(channel, "knowledge undo")
    assert_answered(undo)
    assert "more." in seen(undo)
    await apply(operator, undo)
    assert_answered(await operator.slash(channel, "knowledge history"))


async def test_a_change_of_comments_alone_is_shown_as_that(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    body = (files / "pay.yaml").read_bytes() + b"# looked at\n"
    shown = await upload(operator, channel, "pay.yaml", body)
    assert "Only comments or layout differ." in seen(shown)
    assert "Touches no answer" in seen(shown)
    await apply(operator, shown)
    assert_answered(await operator.slash(channel, "knowledge diff"))


async def test_long_lists_fit_a_message(
    operator: MemberActor, channel: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    now = client.app.services.clock()
    for number in range(199):
        title = f"_Wizard_ of *the* order number {number} of the guild"[:58]
        alias = OwnAlias(f"wizard {number}", f"{title}{number}", "research-engineer", 1, now)
        await store_of(client).write(partial(servers.write_alias, guild=home.id, alias=alias))
    await client.app.services.servers.open()
    listed = await operator.slash(channel, "aliases list")
    assert_answered(listed)
    assert [it.filename for it in sent(listed).attachments] == ["aliases.txt"]
    for number in range(30):
        question = f"{number} " + "*[]_`" * 39
        client.app.services.conversations.misses.record(question, Missed.QUESTION)
        for member in range(3):
            await store_of(client).write(
                partial(reports.report, item=f"lost-{number}", guild=1, member=member, now=now)
            )
    for command in ("misses", "reports", "status"):
        assert_answered(await operator.slash(channel, f"knowledge {command}"))


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's description of its API is not here")
async def test_all_that_is_sent_fits_discords_description(
    env: Env, operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    await operator.slash(channel, "knowledge status")
    shown = await upload(operator, channel, "pay.yaml", replaced(files, "pay.yaml", HIGH, MORE))
    await apply(operator, shown)
    await operator.slash(channel, "knowledge history")
    await operator.slash(channel, "knowledge diff")
    card = await operator.slash(channel, "knowledge edit claim", claim="openai-rs")
    await click(operator, card, "Change the figures")
    await operator.slash(channel, "knowledge upload")
    await operator.slash(channel, "title", text="vibe alchemist")
    listed = await operator.slash(channel, "knowledge misses")
    await operator.select(sent(listed), ["1"])
    await operator.slash(channel, "knowledge reports")
    panel = await operator.slash(channel, "settings show")
    await operator.select(sent(panel), ["roles"], custom_id="sc:quiz_starters:general")
    await operator.slash(channel, "settings export")
    await operator.slash(channel, "aliases list")
    await operator.slash(channel, "deck list")
    assert DiscordApi(SPEC).check(env.http_requests) > 20
