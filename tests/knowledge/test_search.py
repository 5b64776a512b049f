"""The search of passages: the words that few hold decide, however many hold the others."""

import pytest

from bot.knowledge.search import MOST_LOOKED_AT, Passage, Passages
from bot.records.claims import Claim


def passage(text: str, role: str = "mle") -> Passage:
    return Passage(Claim.model_construct(text=text), role, role)


def texts(found: tuple[Passage, ...]) -> list[str]:
    return [one.claim.text for one in found]


MANY = [passage(f"You train models in round {number} of the work.") for number in range(3000)]


def test_a_rare_word_is_found_behind_many_that_share_the_common_ones() -> None:
    wanted = passage("You train models until the pager rings, and then you answer the pager.")
    assert len(MANY) > MOST_LOOKED_AT
    searched = Passages([*MANY, wanted])
    assert texts(searched.find(["train", "models", "pager"]))[0] == wanted.claim.text
    assert len(searched.find(["train"], limit=9)) == 9


def test_of_roles_all_passages_are_looked_at_and_no_other() -> None:
    own = passage("You train models with a long and winding sentence around it all.", "rs")
    assert texts(Passages([*MANY, own]).find(["train"], ["rs"])) == [own.claim.text]


def test_a_shorter_passage_says_more_of_a_word() -> None:
    short, long = passage("They evaluate."), passage("They write, read, meet, plan and evaluate.")
    assert texts(Passages([long, short]).find(["evaluating"])) == texts((short, long))


@pytest.mark.parametrize("words", [[], ["..."], ["unheard"]])
def test_words_that_nothing_holds_find_nothing(words: list[str]) -> None:
    assert Passages([passage("You train models.")]).find(words) == ()


def test_of_one_text_under_several_roles_the_best_is_shown() -> None:
    found = Passages([passage("You train.", "mle"), passage("You train.", "train")]).find(["train"])
    assert [one.role for one in found] == ["train"]
