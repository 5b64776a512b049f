"""Operators change what the bot knows: looked at, applied, undone; and nobody else does."""

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.chat.knowledge.change_review import SIGNS
from bot.chat.knowledge.knowledge_status import ORIGINS, RULES
from bot.chat.settings_panel import MENTIONS
from bot.knowledge.history import OriginKind
from bot.records.problems import AdviceRule
from bot.services.editing import directory as disk
from bot.services.editing.differences import DifferenceKind
from bot.services.servers.server_settings import EntityKind
from bot.store import revisions
from bot.store.backup import back_up
from bot.store.errors import StoreError
from tests.chat.operators.acts import apply, click, replaced, submit, upload
from tests.chat.operators.conftest import add_operator
from tests.chat.reading import seen, sent
from tests.conftest import MovedClock, store_of

HIGH = "      high: 1470000\n"
MORE = "      high: 1500000\n"


async def test_an_upload_is_looked_at_applied_and_undone(
    operator: MemberActor, member: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    before = (files / "pay.yaml").read_bytes()
    body = replaced(files, "pay.yaml", HIGH, MORE)
    shown = await upload(operator, channel, "pay.yaml", body, why="the source was mended")
    said = seen(shown)
    assert "Claims: 1 changed." in said
    assert "claims › openai-rs › figures › high: ~~1470000~~ → 1500000" in said
    assert "- /salary who is paid most, Research Scientist\n" in said
    assert "− At a frontier lab: $771K–1.47M a year" in said
    assert "+ At a frontier lab: $771K–1.5M a year" in said
    assert (files / "pay.yaml").read_bytes() == before
    applied = await click(operator, shown, "Apply")
    assert "Applied. Version" in seen(applied)
    assert (files / "pay.yaml").read_bytes() == body
    answer = await member.slash(channel, "salary", role="research-scientist")
    assert "771K–1.5M" in seen(answer)
    listed = seen(await operator.slash(channel, "knowledge history", file="pay.yaml"))
    assert f"uploaded by <@{operator.id}>: pay.yaml\nthe source was mended" in listed
    undo = await click(operator, applied, "Undo")
    assert "~~1500000~~ → 1470000" in seen(undo)
    await apply(operator, undo)
    assert (files / "pay.yaml").read_bytes() == before
    listed = seen(await operator.slash(channel, "knowledge history"))
    assert listed.index("undone by") < listed.index("uploaded by") < listed.index("found at")


async def test_what_a_figure_changes_in_quizzes_is_counted(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    body = replaced(files, "pay.yaml", "high: 350000", "high: 360000")
    said = seen(await upload(operator, channel, "pay.yaml", body))
    assert re.search(r"quiz questions: [1-9]\d* new, [1-9]\d* gone", said)


async def test_all_errors_come_at_once_and_nothing_changes(
    operator: MemberActor, channel: ChannelHandle, files: Path, client: CareersClient
) -> None:
    version = client.app.services.repository.snapshot.version
    body = replaced(files, "pay.yaml", "source: re-vs-rs", "source: re-vs-sr").replace(
        b"roles: [applied-scientist]", b"roles: [applied-scientst]"
    )
    body = body.replace(b"basis: unspecified", b"basis: guessed", 1)
    said = seen(await upload(operator, channel, "pay.yaml", body))
    assert "This would not load, so nothing is changed" in said
    assert "there is no source re-vs-sr" in said
    assert "→ did you mean re-vs-rs?" in said
    assert "guessed is not known here" in said
    assert "there is no role applied-scientst" in said
    assert "→ did you mean applied-scientist?" in said
    assert client.app.services.repository.snapshot.version == version
    many = b"claims:\n" + b"  - {id: X Y, basis: none}\n" * 60
    shown = await upload(operator, channel, "pay.yaml", many)
    assert "…and" in seen(shown)
    assert [file.filename for file in sent(shown).attachments] == ["problems.txt"]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("pay.yaml", b"PK\x03\x04" + bytes(100), "That is an archive."),
        ("pay.yaml", b"\x1f\x8b" + bytes(100), "That is an archive."),
        ("pay.yaml", b"   \n", "That file is empty."),
        ("pay.yaml", b"claims: []\n#" + b"x" * 1024 * 1024, "up to 1024 kB"),
        ("pay.yaml", b"claims: [\xff]", "this is not UTF-8"),
        ("pay.yaml", b"claims: &a [*a]", "an anchor or alias"),
        ("pay.yaml", b"claims: " + b"[" * 99, "nested over 16 deep"),
        ("pay.yaml", b'claims: ["\\u202egnp"]', "the invisible character U+202E"),
        ("pay.yaml", "claims: [\u202egnp]".encode(), "the invisible character U+202E"),
        ("pay.yaml", b"claims: [a\x07]", "the control character U+0007"),
        ("../../etc/passwd", b"x: 1", "I have no knowledge file called"),
        ("notes.txt", b"x: 1", "I have no knowledge file called “notes.txt”"),
        ("@everyone.yaml", b"x: 1", "I have no knowledge file called “@everyone.yaml”"),
    ],
)
async def test_hostile_uploads_are_refused_with_a_reason(
    operator: MemberActor,
    channel: ChannelHandle,
    client: CareersClient,
    name: str,
    body: bytes,
    words: str,
) -> None:
    version = client.app.services.repository.snapshot.version
    shown = await operator.slash(channel, "knowledge upload", attachment=(name, body))
    assert words in seen(shown)
    assert client.app.services.repository.snapshot.version == version


@pytest.mark.parametrize("name", ["../secret.yaml", "roles/../../x.yaml", "/etc/x.yaml", "roles/A"])
async def test_no_path_is_ever_taken_from_a_user(
    operator: MemberActor, channel: ChannelHandle, name: str
) -> None:
    shown = await operator.slash(
        channel, "knowledge upload", attachment=("x.yaml", b"x: 1"), file=name
    )
    assert "I have no knowledge file called" in seen(shown)
    assert "I have no knowledge file" in seen(
        await operator.slash(channel, "knowledge download", file=name)
    )


async def test_a_new_file_and_its_undo(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    role = (
        b"id: prompt-poet\nname: Prompt Poet\nshort: Poet\ntier: application\n"
        b"gist: {text: You write prompts that scan., rests_on: [scan]}\nfacts:\n"
        b"  purpose:\n    - {id: scan, text: You write prompts that scan., source: careers-map}\n"
    )
    shown = await upload(operator, channel, "x.yaml", role, file="roles/prompt-poet.yaml")
    assert "1 added" in seen(shown)
    assert "no pay" not in seen(shown)
    assert "Worth a look" in seen(shown)
    applied = await click(operator, shown, "Apply")
    assert "Prompt Poet" in seen(await operator.slash(channel, "role", title="prompt poet"))
    await apply(operator, await click(operator, applied, "Undo"))
    assert not (files / "roles" / "prompt-poet.yaml").exists()
    assert "I don't know “prompt poet”" in seen(
        await operator.slash(channel, "role", title="prompt poet")
    )


async def test_a_download_is_what_is_live(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    shown = await operator.slash(channel, "knowledge download", file="titles/aliases.yaml")
    (attachment,) = sent(shown).attachments
    assert attachment.filename == "aliases.yaml"
    assert attachment.size == (files / "titles" / "aliases.yaml").stat().st_size


async def test_the_form_takes_a_file_too(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    body = replaced(files, "pay.yaml", HIGH, MORE)
    shown = await operator.slash(channel, "knowledge upload")
    assert shown.modal is not None
    file, why = (it["component"]["custom_id"] for it in shown.modal["components"])
    taken = await operator.submit_modal(shown, {file: [("pay.yaml", body)], why: "by form"})
    await apply(operator, taken)
    assert "by form" in seen(await operator.slash(channel, "knowledge history"))


async def sent_by_form(
    operator: MemberActor, shown: InteractionResult, body: bytes
) -> InteractionResult:
    assert shown.modal is not None
    file, _ = (it["component"]["custom_id"] for it in shown.modal["components"])
    return await operator.submit_modal(shown, {file: [("pay.yaml", body)]})


@pytest.mark.breaks_something
async def test_a_form_says_that_nothing_can_be_stored(
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
    client: CareersClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(*_: object) -> None:
        raise StoreError("the disk is full", "free some space")

    monkeypatch.setattr(client.app.services.repository, "propose", full)
    shown = await operator.slash(channel, "knowledge upload")
    taken = await sent_by_form(operator, shown, replaced(files, "pay.yaml", HIGH, MORE))
    assert "the disk is full" in seen(taken)


async def test_a_form_that_was_open_over_a_restart_still_works(
    env: Env,
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
    client: CareersClient,
    clock: MovedClock,
    database_file: Path,
) -> None:
    shown = await operator.slash(channel, "knowledge upload", file="pay.yaml")
    await client.close()
    copy = database_file.with_name("after-restart.sqlite3")
    back_up(database_file, copy)
    wiring = Wiring(clock, files, client.app.operators, monotonic=clock.monotonic)
    async with open_client(client.app.services.repository.snapshot, copy, wiring) as fresh:
        await env.restart_bot(fresh)
        await env.settle()
        taken = await sent_by_form(operator, shown, replaced(files, "pay.yaml", HIGH, MORE))
        assert "Change pay.yaml?" in seen(taken)
        assert "is live" in await apply(operator, taken)
    assert MORE in (files / "pay.yaml").read_text(encoding="utf-8")


async def test_cancelled_is_cancelled(
    operator: MemberActor, channel: ChannelHandle, files: Path, client: CareersClient
) -> None:
    version = client.app.services.repository.snapshot.version
    body = replaced(files, "pay.yaml", HIGH, MORE)
    shown = await upload(operator, channel, "pay.yaml", body)
    assert "Nothing was changed" in seen(await click(operator, shown, "Cancel"))
    assert client.app.services.repository.snapshot.version == version


async def test_figures_are_edited_and_nothing_else_in_the_file(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    before = (files / "pay.yaml").read_text(encoding="utf-8").splitlines()
    card = await operator.slash(channel, "knowledge edit claim", claim="openai-rs")
    assert "$771K–1.47M" in seen(card)
    form = await click(operator, card, "Change the figures")
    wrong = await submit(operator, form, high="lots")
    assert "“lots” is no amount" in seen(wrong)
    wrong = await submit(operator, await click(operator, card, "Change the figures"), date="soon")
    assert "soon is no date" in seen(wrong)
    form = await click(operator, card, "Change the figures")
    shown = await submit(operator, form, high="1.5m", date="2026-06")
    assert "high: ~~1470000~~ → 1500000" in seen(shown)
    await apply(operator, shown)
    after = (files / "pay.yaml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.strip() for _, new in changed] == ["high: 1500000", "date: 2026-06"]
    card = await operator.slash(channel, "knowledge edit claim", claim="openai-rs")
    reviewed = await click(operator, card, "Mark as reviewed")
    await apply(operator, reviewed)
    text = (files / "pay.yaml").read_text(encoding="utf-8")
    assert "    date: 2026-06\n    reviewed: 2026-11\n" in text
    same = await click(operator, card, "Mark as reviewed")
    assert "nothing to change" in seen(same)


async def test_an_impossible_figure_is_refused(
    operator: MemberActor, channel: ChannelHandle
) -> None:
    card = await operator.slash(channel, "knowledge edit claim", claim="openai-rs")
    shown = await submit(operator, await click(operator, card, "Change the figures"), low="9m")
    assert "low 9000000 is above high 1470000" in seen(shown)


async def test_words_roles_and_aliases_are_edited(
    operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    offered = await operator.autocomplete(
        channel, "knowledge edit claim", "claim", "code that proves"
    )
    card = await operator.slash(channel, "knowledge edit claim", claim=offered[0]["value"])
    form = await click(operator, card, "Change the words")
    shown = await submit(operator, form, text="Builds the proof:\n that an answer works.")
    assert "Builds the proof: that an answer works." in seen(shown)
    await apply(operator, shown)
    gone = await click(operator, card, "Change the words")
    assert "has changed or left" in seen(gone)
    form = await operator.slash(channel, "knowledge edit role", role="RE")
    shown = await submit(operator, form, short="ResEng")
    assert "short: ~~RE~~ → ResEng" in seen(shown)
    await apply(operator, shown)
    form = await operator.slash(channel, "knowledge edit alias", role="RE")
    shown = await submit(operator, form, add="Prompt  Wizard\nLLM Wizard")
    assert "titles: Prompt Wizard" in seen(shown)
    await apply(operator, shown)
    read = await operator.slash(channel, "title", text="LLM Wizard")
    assert "almost certainly a research engineer" in seen(read)
    form = await operator.slash(channel, "knowledge edit alias", role="RE")
    await apply(operator, await submit(operator, form, drop="llm wizard"))
    form = await operator.slash(channel, "knowledge edit alias", role="RE")
    said = seen(await submit(operator, form, add="LLM Wizard", employers="OpenAI, Nowhere"))
    assert "I know no employer “Nowhere”" in said
    form = await operator.slash(channel, "knowledge edit alias", role="RE")
    said = seen(await submit(operator, form, add="Data Scientist"))
    assert "Data Scientist is the name of the role data-scientist" in said
    assert "# Titles known to mean a role." in (files / "titles" / "aliases.yaml").read_text()


@pytest.mark.parametrize(
    "command", ["status", "history", "misses", "reports", "diff", "undo", "upload"]
)
async def test_others_are_refused(
    moderator: MemberActor, channel: ChannelHandle, command: str
) -> None:
    said = seen(await moderator.slash(channel, f"knowledge {command}"))
    assert "Only the operators of this bot can do that" in said
    assert await moderator.autocomplete(channel, "knowledge download", "file", "") == []


async def test_members_do_not_even_see_it(member: MemberActor, channel: ChannelHandle) -> None:
    assert "knowledge status" not in member.available_commands(channel)


async def test_operators_elsewhere_are_asked_for_at_home(
    env: Env, operator: MemberActor, files: Path
) -> None:
    elsewhere = env.create_guild("Elsewhere")
    place = elsewhere.create_text_channel("general")
    rights = elsewhere.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
    user = operator.user
    same = elsewhere.add_member(user, roles=[rights])
    stranger = elsewhere.add_member(env.create_user("sam"), roles=[rights])
    await env.settle()
    assert "What I know" in seen(await same.slash(place, "knowledge status"))
    refused = seen(await stranger.slash(place, "knowledge status"))
    assert "Only the operators of this bot" in refused
    del files


async def test_rights_are_asked_for_again_at_the_click(
    env: Env, home: GuildHandle, operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    before = (files / "pay.yaml").read_bytes()
    body = replaced(files, "pay.yaml", HIGH, MORE)
    shown = await upload(operator, channel, "pay.yaml", body)
    role = home.roles["Operators"]
    await env.bot.http.remove_role(home.id, operator.id, role.id)
    await env.settle()
    for label in ("Apply", "Cancel"):
        clicked = await operator.click(sent(shown), label=label)
        assert "Only the operators of this bot can do that" in seen(clicked)
    assert (files / "pay.yaml").read_bytes() == before


async def test_two_operators_on_one_file(
    env: Env,
    operator: MemberActor,
    home: GuildHandle,
    channel: ChannelHandle,
    files: Path,
    clock: MovedClock,
) -> None:
    second = add_operator(home, env, "oscar")
    theirs = await upload(operator, channel, "pay.yaml", replaced(files, "pay.yaml", HIGH, MORE))
    card = await second.slash(channel, "knowledge edit claim", claim="openai-re")
    reviewed = await click(second, card, "Mark as reviewed")
    whole = await upload(
        second,
        channel,
        "pay.yaml",
        replaced(files, "pay.yaml", "a mid-level to senior", "a mid to senior"),
    )
    await env.advance_time(60)
    await apply(operator, theirs)
    mine = await click(second, reviewed, "Apply")
    said = seen(mine)
    assert "Somebody changed this in the meantime, so it isn't applied yet" in said
    assert f"<@{operator.id}>" in said
    assert "1470000" not in said, "a small edit is made on top of theirs"
    assert "Applied" in await apply(second, mine)
    text = (files / "pay.yaml").read_text(encoding="utf-8")
    assert MORE in text
    assert "reviewed: 2026-11" in text
    again = await click(second, whole, "Apply")
    assert "~~1500000~~ → 1470000" in seen(again), "what a whole file takes back is shown"
    assert f"<@{operator.id}>" in seen(again)
    assert f"<@{second.id}>" in seen(again)
    del clock


async def test_a_change_that_waits_too_long_is_forgotten(
    env: Env, operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    old = await upload(operator, channel, "pay.yaml", replaced(files, "pay.yaml", HIGH, MORE))
    await env.advance_time(25 * 3600)
    other = replaced(files, "pay.yaml", HIGH, "      high: 1490000\n")
    await upload(operator, channel, "pay.yaml", other)
    assert "no longer waiting" in seen(await click(operator, old, "Apply"))


async def test_a_disk_that_cannot_be_written_is_named(
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
    client: CareersClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = client.app.services.repository.snapshot.version
    shown = await upload(operator, channel, "pay.yaml", replaced(files, "pay.yaml", HIGH, MORE))

    def full(path: Path, body: bytes) -> None:
        del path, body
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_whole", full)
        failed = await click(operator, shown, "Apply")
    said = seen(failed)
    assert "I cannot write the files" in said
    assert client.app.services.repository.snapshot.version == version
    assert HIGH in (files / "pay.yaml").read_text(encoding="utf-8")
    assert "Applied" in seen(await click(operator, failed, "Try again"))


async def test_a_typed_file_name_is_shown_as_it_is(
    operator: MemberActor, channel: ChannelHandle
) -> None:
    typed = "x` **y** https://a.example"
    shown = await operator.slash(channel, "knowledge history", file=typed)
    assert seen(shown) == f"There is no history of {typed}."


async def test_the_history_says_what_each_version_changed(
    operator: MemberActor, channel: ChannelHandle, files: Path, client: CareersClient
) -> None:
    first = seen(await operator.slash(channel, "knowledge diff"))
    count = sum(1 for it in files.rglob("*.yaml"))
    assert f"The history begins here, with {count} files" in first
    said = seen(await operator.slash(channel, "knowledge undo"))
    assert "there is nothing before it" in said
    await apply(
        operator,
        await upload(operator, channel, "pay.yaml", replaced(files, "pay.yaml", HIGH, MORE)),
    )
    shown = seen(await operator.slash(channel, "knowledge diff"))
    assert "~~1470000~~ → 1500000" in shown
    history = await store_of(client).read(revisions.history)
    assert [it.origin.kind for it in history] == [OriginKind.UPLOAD, OriginKind.START]
    status = seen(await operator.slash(channel, "knowledge status"))
    assert f"uploaded by <@{operator.id}>" in status
    assert "15 roles" in status
    assert "There is no such version" in seen(
        await operator.slash(channel, "knowledge diff", version="nonsense")
    )


@pytest.mark.parametrize(
    ("table", "cases"),
    [
        (RULES, AdviceRule),
        (ORIGINS, OriginKind),
        (SIGNS, DifferenceKind),
        (MENTIONS, EntityKind),
    ],
)
def test_every_case_is_named(table: Mapping[Enum, object], cases: type[Enum]) -> None:
    assert set(table) == set(cases)
