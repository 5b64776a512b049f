"""A claim is added to any list that takes one, and nothing else in the file changes."""

from difflib import ndiff

import pytest

from bot.knowledge.roles import FactKind
from bot.services.editing.changes import EditError
from bot.services.editing.claims import TypedError, editable
from bot.services.editing.edits import edited
from bot.services.editing.new_claims import (
    PAY_IN_WORDS,
    ClaimPlace,
    NoSuchPlaceError,
    new_claim_edit,
    place_by_code,
    place_named,
    places_of,
)
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.conftest import NOW

WORDS = "You read one more sentence: this one."
EVERY = 17
"""Of the places, so many are left out between two that are tried."""


def added(whole: KnowledgeSnapshot, place: ClaimPlace) -> dict[str, bytes]:
    source = next(iter(whole.knowledge.sources))
    edit = new_claim_edit(place, f" {WORDS}\n", source, "mid-2026", "some labs")
    return {place.file: edited(edit, whole.raw[place.file])}


def test_every_list_is_a_place_with_a_name_of_its_own(whole: KnowledgeSnapshot) -> None:
    places = list(places_of(whole))
    assert len({it.code for it in places}) == len(places)
    assert len({(it.about, it.kind.casefold()) for it in places}) == len(places)
    for place in places:
        assert place_by_code(whole, place.code) == place
        assert place_named(whole, place.about.upper(), place.kind) == place


def test_a_claim_fits_anywhere(whole: KnowledgeSnapshot) -> None:
    tried = [it for number, it in enumerate(places_of(whole)) if number % EVERY == 0]
    assert {it.file.partition("/")[0] for it in tried} >= {"roles", "labs", "guide"}
    for place in tried:
        changed = added(whole, place)
        after = changed[place.file].decode()
        lines = list(ndiff(whole.raw[place.file].decode().splitlines(), after.splitlines()))
        assert not [it for it in lines if it.startswith("- ")], place
        assert WORDS in after
        KnowledgeSnapshot.of({**whole.raw, **changed}, NOW, whole)


def test_a_claim_on_pay_is_one_of_the_role(whole: KnowledgeSnapshot) -> None:
    place = place_named(whole, "ML Engineer", PAY_IN_WORDS)
    after = KnowledgeSnapshot.of({**whole.raw, **added(whole, place)}, NOW, whole)
    (claim,) = [it for it in after.knowledge.pay_of("ml-engineer") if it.words == WORDS]
    assert claim.roles == ("ml-engineer",)
    assert editable(after, [claim])[0].file == "pay.yaml"
    with pytest.raises(TypedError):
        new_claim_edit(place, WORDS, claim.source, "", "")


def test_the_same_is_not_added_twice(whole: KnowledgeSnapshot) -> None:
    place = place_named(whole, "ML Engineer", FactKind.PHD.label)
    once = added(whole, place)[place.file]
    source = next(iter(whole.knowledge.sources))
    with pytest.raises(EditError, match="stands there already"):
        edited(new_claim_edit(place, WORDS, source, "", ""), once)


def test_what_is_no_place_is_told_with_those_there_are(whole: KnowledgeSnapshot) -> None:
    with pytest.raises(NoSuchPlaceError) as told:
        place_named(whole, "ML Engineer", "horoscope")
    assert FactKind.PHD.label in told.value.remedy
    for about, kind in (("Nobody", "PhD"), ("", "")):
        with pytest.raises(NoSuchPlaceError):
            place_named(whole, about, kind)
    with pytest.raises(NoSuchPlaceError):
        place_by_code(whole, "0" * 12)
