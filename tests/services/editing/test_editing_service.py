"""What operators do with the knowledge, and what comes of it, without Discord."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge.history import OriginKind
from bot.knowledge.loader import build
from bot.knowledge.money import PayClaim
from bot.services.editing.changes import GoneError, NoSuchVersionError, UnchangedError
from bot.services.editing.claims import (
    Amount,
    ClaimGoneError,
    EditableClaim,
    NoSuchClaimError,
    TypedError,
    claim_by_code,
    claim_named,
    claims_of,
    figures_edit,
    review_edit,
    titles_edit,
    words_edit,
)
from bot.services.editing.editing_service import (
    AmbiguousFileError,
    AppliedChange,
    EditingService,
    NothingBeforeError,
    ProposedChange,
    RefusedChange,
    UnknownFileError,
    UnwritableChange,
)
from bot.services.editing.edits import RoleEdit, edited
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot

ME = 7
HIGH, MORE = b"      high: 1470000\n", b"      high: 1500000\n"


def pay_with_more(files: Path) -> bytes:
    body = (files / "pay.yaml").read_bytes()
    assert HIGH in body
    return body.replace(HIGH, MORE)


async def proposed(editing: EditingService, files: Path) -> ProposedChange:
    outcome = await editing.propose_file(ME, "pay.yaml", pay_with_more(files), "newer figures")
    assert isinstance(outcome, ProposedChange)
    return outcome


async def applied(editing: EditingService, files: Path) -> AppliedChange:
    outcome = await editing.apply((await proposed(editing, files)).number)
    assert isinstance(outcome, AppliedChange)
    return outcome


async def test_a_file_is_proposed_applied_and_undone(editing: EditingService, files: Path) -> None:
    before = editing.snapshot.version
    change = await proposed(editing, files)
    assert change.files == ("pay.yaml",)
    assert [it.place[-1] for it in change.different] == ["high"]
    assert change.effects.commands
    assert change.since == ()
    assert editing.snapshot.version == before, "looking changes nothing"
    done = await editing.apply(change.number)
    assert done == AppliedChange(2, editing.snapshot.version)
    assert editing.snapshot.version != before
    with pytest.raises(GoneError):
        await editing.apply(change.number)
    back = await editing.propose_undo(ME, 2)
    assert isinstance(back, ProposedChange)
    assert isinstance(await editing.apply(back.number), AppliedChange)
    assert editing.snapshot.version == before
    latest = (await editing.history())[0]
    assert (latest.origin.kind, latest.origin.why) == (OriginKind.UNDO, "undo of version 2")


async def test_nothing_is_before_the_first_version(editing: EditingService) -> None:
    first = await editing.find_version(None)
    with pytest.raises(NothingBeforeError):
        await editing.propose_undo(ME, first)
    assert (await editing.diff(first)).different == ()
    with pytest.raises(NoSuchVersionError):
        await editing.diff(99)
    with pytest.raises(NoSuchVersionError):
        await editing.find_version("never")


async def test_a_version_is_found_by_number_and_by_id(editing: EditingService, files: Path) -> None:
    done = await applied(editing, files)
    assert await editing.find_version(None) == done.revision
    assert await editing.find_version(f" {done.version} ") == done.revision
    assert await editing.find_version(str(done.revision)) == done.revision
    found = await editing.diff(done.revision)
    assert [it.place[-1] for it in found.different] == ["high"]
    assert [it.id for it in await editing.history("pay.yaml")] == [done.revision, 1]
    assert [it.id for it in await editing.history("tiers.yaml", 1)] == [1]


async def test_what_does_not_load_is_refused_with_its_problems(editing: EditingService) -> None:
    outcome = await editing.propose_file(ME, "pay.yaml", b"claims: [", None)
    assert isinstance(outcome, RefusedChange)
    assert not outcome.elsewhere
    assert [it.file for it in outcome.problems] == ["pay.yaml"]


async def test_what_changes_nothing_is_said_so(editing: EditingService, files: Path) -> None:
    with pytest.raises(UnchangedError):
        await editing.propose_file(ME, "pay.yaml", (files / "pay.yaml").read_bytes(), None)


async def test_a_change_that_was_overtaken_is_proposed_anew(
    editing: EditingService, files: Path
) -> None:
    first = await proposed(editing, files)
    other = (files / "pay.yaml").read_bytes() + b"# looked at\n"
    second = await editing.propose_file(8, "pay.yaml", other, "a remark")
    assert isinstance(second, ProposedChange)
    await editing.apply(second.number)
    again = await editing.apply(first.number)
    assert isinstance(again, ProposedChange)
    assert again.number != first.number
    with pytest.raises(GoneError):
        await editing.apply(first.number)
    assert isinstance(await editing.apply(again.number), AppliedChange)


async def test_files_that_cannot_be_written_change_nothing_and_can_be_tried_again(
    editing: EditingService, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = await proposed(editing, files)
    before = editing.snapshot.version
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr("bot.services.editing.directory.write_all", full)
        outcome = await editing.apply(change.number)
    assert outcome == UnwritableChange(change.number, "No space left on device")
    assert editing.snapshot.version == before
    assert isinstance(await editing.apply(change.number), AppliedChange)


async def test_a_cancelled_change_is_gone(editing: EditingService, files: Path) -> None:
    change = await proposed(editing, files)
    await editing.cancel(change.number)
    with pytest.raises(GoneError):
        await editing.apply(change.number)


async def test_the_status_counts_what_needs_somebody(
    editing: EditingService, files_repository: KnowledgeRepository, files: Path
) -> None:
    done = await applied(editing, files)
    status = await editing.status()
    assert status.latest is not None
    assert status.latest.id == done.revision
    assert (status.misses, status.reports, status.failure) == (0, 0, None)
    (files / "pay.yaml").write_bytes(b"claims: [")
    await files_repository.reload()
    assert (await editing.status()).failure is not None


def test_files_are_found_by_their_names_and_never_by_paths(editing: EditingService) -> None:
    assert editing.file_name(None, "pay.yaml") == "pay.yaml"
    assert editing.file_name("knowledge/pay.yaml", "whatever.txt") == "pay.yaml"
    assert editing.file_name("roles/prompt-poet.yaml", "x") == "roles/prompt-poet.yaml"
    for wanted in ("../pay.yaml", "/etc/passwd", "roles/../x.yaml", "x.yaml", "roles/X.yaml", ""):
        with pytest.raises(UnknownFileError):
            editing.file_name(wanted, "pay.yaml")
    with pytest.raises(UnknownFileError):
        editing.file_name(None, "../pay.yaml")
    assert editing.file("pay.yaml").startswith(b"#")
    with pytest.raises(UnknownFileError):
        editing.file("passwd")


def test_a_file_name_that_stands_twice_is_asked_for(
    editing: EditingService, files_repository: KnowledgeRepository
) -> None:
    snapshot = files_repository.snapshot
    assert snapshot.files is not None
    twice = replace(snapshot.files, raw={**snapshot.raw, "guide/pay.yaml": b""})
    files_repository.snapshot = replace(snapshot, files=twice)
    with pytest.raises(AmbiguousFileError) as wrong:
        editing.file_name(None, "pay.yaml")
    assert wrong.value.text == "That can be guide/pay.yaml or pay.yaml."


def pay_claim(snapshot: KnowledgeSnapshot) -> EditableClaim:
    return next(
        it
        for it in claims_of(snapshot)
        if isinstance(it.claim, PayClaim) and it.claim.figures is not None
    )


def test_claims_are_found_by_code_words_and_name(
    editing: EditingService, whole: KnowledgeSnapshot
) -> None:
    claim = pay_claim(whole)
    assert claim_by_code(whole, claim.code) == claim
    assert claim_named(whole, claim.code) == claim
    assert claim_named(whole, claim.about).about == claim.about
    for typed in ("", "no such claim"):
        with pytest.raises(NoSuchClaimError):
            claim_named(whole, typed)
    with pytest.raises(ClaimGoneError):
        claim_by_code(whole, "0" * 12)
    words = claim.label.split()[1][:6]
    assert claim in editing.claims_with(f"PAY: {words}", 25)
    assert len(editing.claims_with("", 25)) == 25


def test_typed_figures_become_an_edit_or_say_what_is_wrong(whole: KnowledgeSnapshot) -> None:
    claim = pay_claim(whole)
    edit = figures_edit(claim, {Amount.LOW: "249k", Amount.HIGH: ""}, "careers-map", "2026-06")
    assert (edit.low, edit.median, edit.high) == (249_000, None, None)
    with pytest.raises(TypedError) as wrong:
        figures_edit(claim, {Amount.MEDIAN: "a lot"}, "careers-map", "2026")
    assert wrong.value.text == "Median: “a lot” is no amount."
    with pytest.raises(TypedError):
        figures_edit(claim, {}, "careers-map", "some day")
    words = next(it for it in claims_of(whole) if not isinstance(it.claim, PayClaim))
    with pytest.raises(ClaimGoneError):
        figures_edit(words, {}, "careers-map", "2026")


def test_other_words_keep_the_citations_of_a_claim_that_has_several(
    whole: KnowledgeSnapshot, raw_files: dict[str, bytes]
) -> None:
    claim = next(it for it in claims_of(whole) if len(it.sources) > 1)
    assert claim.source is None
    edit = words_edit(claim, "Other words.", claim.source, "")
    after = build({**raw_files, claim.file: edited(edit, raw_files[claim.file])})
    found = [
        it
        for role in after.roles.values()
        for claims in role.facts.values()
        for it in claims
        if it.text == "Other words."
    ]
    assert [it.sources for it in found] == [claim.sources]
    month = edited(review_edit(claim, "2026-11"), raw_files[claim.file])
    assert b"reviewed: 2026-11" in month
    build({**raw_files, claim.file: month})


def test_typed_words_and_reviews_become_edits(whole: KnowledgeSnapshot) -> None:
    claim = next(it for it in claims_of(whole) if not isinstance(it.claim, PayClaim))
    edit = words_edit(claim, "Other words.", "careers-map", " ")
    assert (edit.was, edit.field, edit.date) == (claim.words, "text", None)
    assert review_edit(claim, "2026-11").was == claim.words
    pay = pay_claim(whole)
    assert review_edit(pay, "2026-11").id == pay.about
    with pytest.raises(TypedError):
        words_edit(claim, "Other words.", "careers-map", "then")


def test_typed_titles_become_an_edit(whole: KnowledgeSnapshot) -> None:
    knowledge = whole.knowledge
    edit = titles_edit(knowledge, "ai-engineer", " A  b \n\nA b\nC", "", "OpenAI, ")
    assert (edit.add, edit.drop, edit.employers) == (("A b", "C"), (), ("openai",))
    with pytest.raises(TypedError) as wrong:
        titles_edit(knowledge, "ai-engineer", "x", "", "Nobody & Sons")
    assert "Nobody & Sons" in wrong.value.text


async def test_an_edit_of_a_role_is_checked_like_a_file(editing: EditingService) -> None:
    role = next(iter(editing.snapshot.knowledge.roles.values()))
    edit = RoleEdit(role=role.id, name=role.name, short=role.short, tier="none-such")
    assert isinstance(await editing.propose_edit(ME, edit, None), RefusedChange)
