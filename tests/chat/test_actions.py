"""Buttons, menus and forms: each is read back as it was written, and each gets an answer."""

from dataclasses import dataclass, fields
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord import ChannelHandle, Env, MemberActor

from bot.chat.action_table import ACTIONS
from bot.chat.client import CareersClient
from bot.chat.kit.actions import ID_LIMIT, Action, prefix_of
from bot.chat.kit.components import button, card, menu, text
from bot.chat.kit.context import OUTDATED, ActionTable, Context, Control, on, on_form, on_menu
from bot.chat.kit.delivery import as_view
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Attachment, Reply, Visibility
from bot.chat.page_ids import action_id
from bot.errors import UserFacingError
from bot.lookups.registry import LOOKUPS, Answers
from bot.store.errors import StoreError
from tests.chat.reading import seen, sent


class Fruit(StrEnum):
    APPLE = "a"
    PEAR = "p"


@dataclass(frozen=True, slots=True)
class Trial(Action, prefix="trial"):
    """An action with every kind of field there is."""

    fruit: Fruit
    number: int | None
    name: str | None
    maybe: Fruit | None
    count: int
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Ask(Action, prefix="trialask"):
    """Opens a form."""


@dataclass(frozen=True, slots=True)
class Answered(Action, prefix="trialform"):
    """The form."""

    how: str


@dataclass(frozen=True, slots=True)
class Pick(Action, prefix="trialpick"):
    """A menu."""


KINDS = [it.action for it in ACTIONS.bindings] + [Trial]


def values(annotation: Any, *, last: bool) -> st.SearchStrategy[Any]:
    """Any value that a field of an action can have."""
    given_kinds = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    optional = NoneType in given_kinds
    found: list[st.SearchStrategy[Any]] = []
    for kind in given_kinds:
        if kind is NoneType:
            found.append(st.none())
        elif kind is int:
            found.append(st.integers(-(2**63), 2**63 - 1))
        elif kind is str:
            letters = st.characters() if last else st.characters(exclude_characters=":")
            found.append(st.text(letters, min_size=1 if optional else 0, max_size=110))
        else:
            found.append(st.sampled_from(list(kind)))
    return st.one_of(found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_action_is_read_back_as_it_was_written(
    kind: type[Action], data: st.DataObject
) -> None:
    hints, shape = get_type_hints(kind), fields(kind)  # type: ignore[arg-type]
    last = len(shape) - 1
    given_values = [
        data.draw(values(hints[it.name], last=at == last)) for at, it in enumerate(shape)
    ]
    action = kind(*given_values)
    written = action.custom_id
    if written is None:
        assert sum(len(str(it)) for it in given_values) > ID_LIMIT // 2
    else:
        assert len(written) <= ID_LIMIT
        assert kind.read(written) == action


@given(st.text(max_size=120), st.sampled_from(KINDS))
def test_no_text_breaks_the_reader(typed: str, kind: type[Action]) -> None:
    for custom_id in (typed, f"{kind.prefix}:{typed}"):
        action = kind.read(custom_id)
        assert action is None or action.custom_id in (custom_id, None)


@pytest.mark.parametrize(
    "custom_id",
    [
        "trial",
        "trial:a:1:b:p",
        "trial:z:1:b:p:2:rest",
        "trial:a:01:b:p:2:rest",
        "trial:a:٣:b:p:2:rest",
        "trial:a:1:b:p::rest",
        f"trial:a:1:b:p:{2**63}:rest",
        "other:a:1:b:p:2:rest",
    ],
)
def test_what_no_action_wrote_is_not_read(custom_id: str) -> None:
    assert Trial.read("trial:a:1:b:p:2:rest:of:it") == Trial(
        Fruit.APPLE, 1, "b", Fruit.PEAR, 2, "rest:of:it"
    )
    assert Trial.read(custom_id) is None


def test_a_colon_before_the_last_field_is_refused() -> None:
    with pytest.raises(ValueError, match="last field"):
        _ = Trial(Fruit.APPLE, None, "a:b", None, 1).custom_id


def test_what_an_answer_offers_to_do_is_done_by_a_button(answers: Answers) -> None:
    known = {it.action.prefix: it for it in ACTIONS.bindings}
    offered = {
        action_id(action)
        for lookup in LOOKUPS
        for query, _ in lookup.samples(answers.knowledge)
        for action in answers.answer(query).actions
    }
    assert offered
    for custom_id in offered:
        binding = known[prefix_of(custom_id)]
        assert binding.control is Control.BUTTON
        assert binding.action.read(custom_id) is not None


async def nothing(context: Context, action: Action) -> None:
    """Answer nothing."""


def test_two_actions_with_one_prefix_are_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Twin(Action, prefix="trial"):
        pass

    with pytest.raises(ValueError, match=r"Trial and Twin .* 'trial'"):
        ActionTable([on(Trial, nothing)], [on(Twin, nothing)])


def test_prefixes_are_letters() -> None:
    with pytest.raises(ValueError, match="no prefix"):

        class Odd(Action, prefix="a:"):
            pass


def test_other_fields_than_text_numbers_and_enumerations_are_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd(Action, prefix="odd"):
        weight: float

    with pytest.raises(TypeError):
        _ = Odd(1.5).custom_id


async def ask(context: Context, action: Ask) -> None:
    del action
    await context.open_form(Form("How?", Answered("as asked"), [Field("words", "Words")]))


async def take(context: Context, action: Answered, given_words: Any) -> None:
    match given_words["words"]:
        case "fail":
            await context.defer()
            raise RuntimeError("a fault of the program")
        case "refuse":
            await context.defer()
            raise UserFacingError("No.", "Ask *again*.")
        case "store":
            await context.defer()
            raise StoreError("the disk is full", "free some space")
        case words:
            await context.send(Reply(f"{action.how}: {words}"))


async def pick(context: Context, action: Pick, chosen: tuple[str, ...]) -> None:
    del action
    await context.defer_update()
    await context.replace(Reply(card([text(f"chosen: {'+'.join(chosen)}")])))


async def press(context: Context, action: Trial) -> None:
    match action.fruit:
        case Fruit.APPLE:
            await context.replace(Reply("plain words in place"))
        case Fruit.PEAR:
            await context.defer(Visibility.PUBLIC)
            file = Attachment("pear.txt", b"a pear")
            await context.send(Reply(card([text("for all")]), (file,), Visibility.PUBLIC))
            await context.send(Reply("and more, for you"))


TRIALS = ActionTable([on(Trial, press), on(Ask, ask), on_form(Answered, take), on_menu(Pick, pick)])
APPLE = Trial(Fruit.APPLE, None, None, None, 1)
PEAR = Trial(Fruit.PEAR, None, None, None, 1)


@pytest.fixture
async def trial(env: Env, channel: ChannelHandle, client: CareersClient) -> Any:
    """A message of the bot's with every control, answered by the functions above."""
    client.actions = TRIALS
    buttons = [
        button("Apple", APPLE),
        button("Pear", PEAR),
        button("Ask", Ask()),
        button("Of old", "trial:of:old"),
        button("Unknown", "nobody:1"),
        button("A form's", Answered("button")),
    ]
    options = [("1", "One", None), ("2", "Two", None)]
    shown = card(
        [text("trial")], buttons, [menu(Answered("menu"), "?", options), menu(Pick(), "?", options)]
    )
    target = client.get_channel(channel.id)
    await target.send(view=as_view(shown))  # type: ignore[union-attr]
    await env.settle()
    return channel.last_message


@pytest.mark.parametrize("label", ["Of old", "Unknown", "A form's"])
async def test_an_unknown_button_is_answered(member: MemberActor, trial: Any, label: str) -> None:
    result = await member.click(trial, label=label)
    assert seen(result) == OUTDATED
    assert sent(result).ephemeral


async def test_a_menu_whose_id_is_a_form_is_answered(member: MemberActor, trial: Any) -> None:
    result = await member.select(trial, ["1"], custom_id=Answered("menu").custom_id)
    assert seen(result) == OUTDATED


async def test_what_was_chosen_in_a_menu_reaches_its_function(
    member: MemberActor, trial: Any
) -> None:
    result = await member.select(trial, ["2"], custom_id=Pick().custom_id)
    assert seen(result) == "chosen: 2"


async def test_plain_words_can_take_the_place_of_components(
    member: MemberActor, trial: Any
) -> None:
    assert seen(await member.click(trial, label="Apple")) == "plain words in place"


async def test_a_reply_takes_the_place_of_thinking_and_another_follows_it(
    member: MemberActor, trial: Any
) -> None:
    result = await member.click(trial, label="Pear")
    assert "for all" in seen(result)
    assert not sent(result).ephemeral
    assert [it.filename for it in sent(result).attachments] == ["pear.txt"]
    [more] = result.followups
    assert (more.content, more.ephemeral) == ("and more, for you", True)


async def submitted(member: MemberActor, trial: Any, words: str) -> str:
    shown = await member.click(trial, label="Ask")
    assert shown.modal is not None
    result = await member.submit_modal(shown, {"words": words})
    assert not result.followups
    assert sent(result).ephemeral
    return seen(result)


async def test_a_form_reaches_its_function(member: MemberActor, trial: Any) -> None:
    assert await submitted(member, trial, "well") == "as asked: well"


async def test_an_error_in_a_form_leaves_nobody_before_thinking(
    member: MemberActor, trial: Any
) -> None:
    assert await submitted(member, trial, "refuse") == "No. Ask *again*."
    assert "the disk is full" in await submitted(member, trial, "store")


@pytest.mark.breaks_something
async def test_a_fault_in_a_form_is_answered_with_a_number(member: MemberActor, trial: Any) -> None:
    assert "tell a moderator this number" in await submitted(member, trial, "fail")
