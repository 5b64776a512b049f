"""What members asked in vain and reported, settled by operators."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.decks import ChoiceItem
from bot.quiz.pool import Pool
from bot.quiz.scoring import Board
from bot.services.editing.edits import ItemEdit, edited
from bot.store import boards, misses, reports, scores
from bot.store.boards import BoardRange
from tests.chat.operators.acts import apply, choose_first, click, submit
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.conftest import store_of


async def test_a_miss_becomes_an_alias_in_two_clicks(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    for title in ("Vibe Alchemist", "vibe  alchemist", "Vibe Alchemist @ann 123456789"):
        await member.slash(channel, "title", text=title)
    listed = await operator.slash(channel, "knowledge misses")
    assert "- asked 2 ×: “Vibe Alchemist”" in seen(listed), "ids and names are not kept"
    assert "ann" not in seen(listed)
    shown = await operator.select(sent(listed), ["1"])
    assert "“Vibe Alchemist”" in seen(shown)
    assert_within_limits(sent(shown).components)
    done = await operator.select(sent(shown), ["prompt-engineer"])
    assert "“Vibe Alchemist” means Prompt Engineer from now on" in seen(done)
    assert "Vibe Alchemist" in (files / "titles" / "aliases.yaml").read_text(encoding="utf-8")
    assert "almost certainly a prompt engineer" in seen(
        await member.slash(channel, "title", text="vibe alchemist")
    )
    history = seen(await operator.slash(channel, "knowledge history"))
    assert f"a miss settled by <@{operator.id}>" in history
    await apply(operator, await click(operator, done, "Undo"))
    assert "Vibe Alchemist" not in (files / "titles" / "aliases.yaml").read_text(encoding="utf-8")


async def test_a_miss_that_is_no_role_does_not_come_back(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    await member.slash(channel, "role", title="Zoo Keeper")
    listed = await operator.slash(channel, "knowledge misses")
    other = await operator.slash(channel, "knowledge misses")
    shown = await operator.select(sent(listed), ["1"])
    settled = await click(operator, shown, "Not one of our roles")
    assert "Nothing is left to settle" in seen(settled)
    await member.slash(channel, "role", title="Zoo Keeper")
    assert "Nothing is left" in seen(await operator.slash(channel, "knowledge misses"))
    assert await store_of(client).read(misses.most_asked) == ()
    late = await operator.select(sent(other), ["1"])
    assert "Somebody settled that one already" in seen(late)


async def test_a_title_inside_a_question_becomes_an_alias(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle
) -> None:
    await member.slash(channel, "ask", question="how do glorbs and fleems become a wugg wuggler?")
    listed = await operator.slash(channel, "knowledge misses")
    assert "(question)" in seen(listed)
    shown = await operator.select(sent(listed), ["1"])
    form = await click(operator, shown, "Part of it is a title…")
    done = await submit(operator, form, title="Wugg Wuggler", role="AI Engineer")
    assert "“Wugg Wuggler” means AI Engineer" in seen(done)


async def test_an_alias_that_would_break_something_keeps_the_miss(
    member: MemberActor, operator: MemberActor, channel: ChannelHandle
) -> None:
    await member.slash(channel, "ask", question="how do glorbs and fleems become a wugg wuggler?")
    listed = await operator.slash(channel, "knowledge misses")
    shown = await operator.select(sent(listed), ["1"])
    form = await click(operator, shown, "Part of it is a title…")
    refused = await submit(operator, form, title="Data Scientist", role="AI Engineer")
    assert "This would not load" in seen(refused)
    assert "“how do … and … become a …”" in seen(await operator.slash(channel, "knowledge misses"))


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


async def played(
    quiz: QuizTable, client: CareersClient, member: MemberActor, other: MemberActor
) -> str:
    """Play one question of a written deck to its end: one right, one wrong; give the item."""
    deck = next(iter(client.app.services.knowledge.decks.values()))
    item = next(it for it in deck.items if isinstance(it, ChoiceItem))
    only = client.app.services.items.pool.decks
    keep = {name: tuple(it for it in items if it.id == item.id) for name, items in only.items()}
    shipped = client.app.services.repository.snapshot
    small = Pool.made_of(keep)
    client.app.services.repository.snapshot = replace(shipped, make_pool=lambda: small)
    await quiz.start(member, questions=1, seconds=20)
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    await quiz.answer(other, right=False)
    for _ in range(6):
        await quiz.env.advance_time(20)
    assert not quiz.is_open
    client.app.services.repository.snapshot = shipped
    return item.id


async def report(client: CareersClient, item: str, count: int) -> None:
    now = client.app.services.clock()
    for member in range(count):
        await store_of(client).write(
            partial(reports.report, item=item, guild=1, member=900 + member, now=now)
        )


async def test_a_reported_item_shows_how_it_fared_and_scores_are_corrected(
    quiz: QuizTable,
    client: CareersClient,
    member: MemberActor,
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
) -> None:
    item = await played(quiz, client, member, operator)
    await report(client, item, 3)
    assert item in await store_of(client).read(partial(reports.out_of_play, guild=1))
    listed = await operator.slash(channel, "knowledge reports")
    assert "3 ×" in seen(listed)
    assert "out of play" in seen(listed)
    shown = await choose_first(operator, listed)
    said = seen(shown)
    assert "Answered 2 times, 1 right (50 %)" in said
    assert said.count("- 1 ×") == 2
    assert "right after" in said
    assert "wrong after" in said
    assert_within_limits(sent(shown).components)
    form = await click(operator, shown, "Mend it…")
    mended = await submit(operator, form, question="Which of these is asked anew, and better?")
    assert "question: ~~" in seen(mended)
    await apply(operator, mended)
    kept = client.app.services.items.pool.items[item]
    assert kept.question == "Which of these is asked anew, and better?"
    board = partial(boards.board, games=BoardRange(None), asker=member.id)
    game = partial(scores.standings, game=1)
    assert [it.points for it in await store_of(client).read(game)] == [100, 0]
    voided = await click(operator, shown, "Take it out of past scores")
    assert "Taken out of the scores of 1 past game" in seen(voided)
    assert [it.points for it in await store_of(client).read(game)] == [0, 0]
    assert await store_of(client).read(board) == Board((), None, 0)
    back = await click(operator, shown, "Keep it")
    assert "Nothing is reported" in seen(back)
    assert await store_of(client).read(partial(reports.out_of_play, guild=1)) == frozenset()
    assert "asked anew" in (files / "quiz" / f"{deck_of(client, item)}.yaml").read_text()


def deck_of(client: CareersClient, item: str) -> str:
    decks = client.app.services.knowledge.decks
    return next(name for name, deck in decks.items() if any(it.id == item for it in deck.items))


async def test_past_answers_are_judged_again_by_a_mended_item(
    quiz: QuizTable,
    client: CareersClient,
    member: MemberActor,
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
) -> None:
    item = await played(quiz, client, member, operator)
    await report(client, item, 1)
    old = client.app.services.items.pool.items[item]
    figures = partial(scores.figures_of_item, item=item, current=old)
    stored = await store_of(client).read(figures)
    assert isinstance(old, ChoiceItem)
    other = next(given for given, _ in stored.given if given != old.right)
    name = f"quiz/{deck_of(client, item)}.yaml"
    wrong = (old.right, *(it for it in old.wrong if it != other))
    edit = ItemEdit(
        file=name,
        item=item,
        question=old.question,
        right=other,
        wrong=wrong,
        explanation=old.explanation,
    )
    (files / name).write_bytes(edited(edit, (files / name).read_bytes()))
    await client.app.services.repository.reload()
    listed = await operator.slash(channel, "knowledge reports")
    shown = await choose_first(operator, listed)
    judged = await click(operator, shown, "Judge past answers again")
    assert "Judged again: 2 answers changed" in seen(judged)
    game = await store_of(client).read(partial(scores.standings, game=1))
    assert [(it.member, it.points) for it in game] == [(operator.id, 100), (member.id, 0)]


async def test_past_answers_stay_right_when_a_typo_in_an_option_is_mended(
    quiz: QuizTable,
    client: CareersClient,
    member: MemberActor,
    operator: MemberActor,
    channel: ChannelHandle,
    files: Path,
) -> None:
    item = await played(quiz, client, member, operator)
    await report(client, item, 1)
    old = client.app.services.items.pool.items[item]
    assert isinstance(old, ChoiceItem)
    name = f"quiz/{deck_of(client, item)}.yaml"
    edit = ItemEdit(
        file=name,
        item=item,
        question=old.question,
        right=f"{old.right}s",
        wrong=old.wrong,
        explanation=old.explanation,
    )
    (files / name).write_bytes(edited(edit, (files / name).read_bytes()))
    await client.app.services.repository.reload()
    listed = await operator.slash(channel, "knowledge reports")
    shown = await choose_first(operator, listed)
    assert f"1 × {old.right}s" in seen(shown)
    judged = await click(operator, shown, "Judge past answers again")
    assert "Judged again: 0 answers changed" in seen(judged)
    game = await store_of(client).read(partial(scores.standings, game=1))
    assert [(it.member, it.points) for it in game] == [(member.id, 100), (operator.id, 0)]


async def test_a_generated_item_is_retired_until_its_fact_changes(
    client: CareersClient, operator: MemberActor, channel: ChannelHandle
) -> None:
    written = {it.id for deck in client.app.services.knowledge.decks.values() for it in deck.items}
    item = next(it for it in client.app.services.items.pool.items if it not in written)
    await report(client, item, 1)
    listed = await operator.slash(channel, "knowledge reports")
    shown = await choose_first(operator, listed)
    assert "Nobody has answered it" in seen(shown)
    assert "Mend it" not in seen(shown)
    retired = await click(operator, shown, "Retire it")
    assert "asked no more" in seen(retired)
    assert "1 retired." in seen(retired)
    assert item in await store_of(client).read(partial(reports.out_of_play, guild=1))
    back = await choose_first(operator, retired)
    assert "in play again" in seen(back)
    assert await store_of(client).read(partial(reports.out_of_play, guild=1)) == frozenset()


async def test_a_written_item_leaves_its_deck(
    client: CareersClient, operator: MemberActor, channel: ChannelHandle
) -> None:
    deck = next(iter(client.app.services.knowledge.decks.values()))
    item = deck.items[0].id
    await report(client, item, 1)
    listed = await operator.slash(channel, "knowledge reports")
    other = await operator.slash(channel, "knowledge reports")
    shown = await choose_first(operator, listed)
    proposed = await click(operator, shown, "Retire it")
    assert f"items › {item}: ~~" in seen(proposed)
    await apply(operator, proposed)
    assert item not in client.app.services.items.pool.items
    gone = await choose_first(operator, other)
    assert "is no longer asked" in seen(gone)
    assert "Nothing is reported" in seen(await click(operator, gone, "Keep it"))
