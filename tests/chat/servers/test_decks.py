"""A server's own decks: taken in whole or not at all, and played there alone."""

from datetime import timedelta
from functools import partial

import pytest
import yaml
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.decks import ChoiceItem
from bot.services.servers.server_decks import MAX_DECKS, MAX_ITEMS, TEMPLATE, deck_prefix
from bot.store import reports
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.conftest import store_of

ITEM = {
    "kind": "choice",
    "topic": "roles",
    "difficulty": "easy",
    "explanation": "Because our own server says so.",
    "right": "Ours",
}


def deck(count: int = 3, **changes: object) -> bytes:
    items = [
        {
            "id": f"q{number}",
            "question": f"Whose channel is number {number}?",
            **ITEM,
            "wrong": ["Theirs", "Nobody's"],
            **changes,
        }
        for number in range(count)
    ]
    return yaml.safe_dump({"name": "Friday night", "about": "Our lore.", "items": items}).encode()


async def upload(member: MemberActor, place: ChannelHandle, name: str, body: bytes) -> str:
    result = await member.slash(place, "deck upload", attachment=(name, body))
    assert_within_limits(sent(result).components)
    return seen(result)


async def test_a_deck_is_taken_in_listed_played_and_given_out(
    env: Env,
    moderator: MemberActor,
    other: MemberActor,
    stranger: MemberActor,
    place: ChannelHandle,
    elsewhere: ChannelHandle,
) -> None:
    said = await upload(moderator, place, "friday-night.yaml", deck())
    assert "Taken in: Friday night" in said
    assert "3 questions" in said
    listed = seen(await moderator.slash(place, "deck list"))
    assert "Friday night (friday-night): 3 questions" in listed
    shown = seen(await moderator.slash(place, "deck preview", name="Friday night"))
    assert "Whose channel is number 0?" in shown
    assert "Ours" in shown
    offered = await other.autocomplete(place, "quiz start", "topic", "friday")
    assert [it["name"] for it in offered] == ["Our deck: Friday night (3 questions)"]
    quiz = QuizTable(env, place)
    await quiz.start(moderator, topic=offered[0]["value"], questions=3)
    await quiz.join(other)
    assert "Quiz: Friday night" in quiz.texts()[-1]
    await quiz.begin(moderator)
    await quiz.answer(other)
    await quiz.answer(moderator, right=False)
    assert "Source: this server's own deck." in " ".join(quiz.texts())
    assert await stranger.autocomplete(elsewhere, "quiz start", "topic", "friday") == []
    for command in ("preview", "export", "remove"):
        result = await stranger.slash(elsewhere, f"deck {command}", name="friday-night")
        assert "This server has no deck of that name" in seen(result)
    export = await moderator.slash(place, "deck export", name="friday-night")
    assert [it.filename for it in sent(export).attachments] == ["friday-night.yaml"]
    removed = await moderator.slash(place, "deck remove", name="friday-night")
    assert "Removed Friday night" in seen(removed)
    assert len(sent(removed).attachments) == 1
    assert "None yet" in seen(await moderator.slash(place, "deck list"))


async def test_what_was_missed_in_an_own_deck_comes_back_in_the_review(
    env: Env,
    client: CareersClient,
    moderator: MemberActor,
    other: MemberActor,
    place: ChannelHandle,
) -> None:
    await upload(moderator, place, "ours.yaml", deck(1))
    quiz = QuizTable(env, place)
    await quiz.start(moderator, topic="Friday night", questions=1, seconds=20)
    await quiz.join(other)
    await quiz.begin(moderator)
    await quiz.answer(other, right=False)
    await quiz.answer(moderator)
    await env.advance_time(timedelta(days=2).total_seconds())
    review = await other.slash(place, "review start")
    assert "Whose channel is number 0?" in seen(review)
    back = await other.click(sent(review), label="Show answer")
    assert "Ours" in seen(back)
    await moderator.slash(place, "deck remove", name="ours")
    assert "Nothing to review" in seen(await other.slash(place, "review start"))
    assert client.app.services.servers.deck_titles(env.guild.id) == {}


async def test_an_export_can_be_taken_in_again(
    client: CareersClient, moderator: MemberActor, place: ChannelHandle, home: GuildHandle
) -> None:
    await upload(moderator, place, "ours.yaml", deck())
    first = (await client.app.services.servers.decks(home.id))["ours"]
    said = await upload(moderator, place, "ours.yaml", first.body)
    assert "Replaced: Friday night" in said
    assert (await client.app.services.servers.decks(home.id))["ours"].body == first.body


async def test_csv_is_the_same_deck(
    client: CareersClient, moderator: MemberActor, place: ChannelHandle, home: GuildHandle
) -> None:
    table = (
        "id,kind,topic,difficulty,question,explanation,right,wrong,answer,unit,low,high\r\n"
        'one,choice,roles,easy,"Whose is it, really?",We say so.,Ours,Theirs | Nobody\'s,,,,\r\n'
        "two,number,pay,hard,How many of us are there now?,We counted twice.,,,42,people,0,100\r\n"
    )
    said = await upload(moderator, place, "from-sheet.csv", table.encode("utf-8-sig"))
    assert "Taken in: From sheet" in said
    items = await client.app.services.servers.items(home.id, "from-sheet")
    assert [it.kind for it in items] == ["choice", "number"]
    assert items[0].id == f"server-{home.id}+from-sheet+one"
    wrong = table.replace("easy", "simple").replace("pay", "money")
    said = await upload(moderator, place, "from-sheet.csv", wrong.encode())
    assert "from-sheet.csv:2:1 simple is not known here" in said
    assert "from-sheet.csv:3:1 money is not known here" in said
    refused = await upload(moderator, place, "x1.csv", b"a,b\n1,2\n")
    assert "lacks question, right, wrong" in refused
    assert "Who brought cake last Friday?,Ann,Ben|Cleo|Nobody did" in refused


async def test_three_columns_make_a_deck_that_is_exported_as_it_came(
    client: CareersClient, moderator: MemberActor, place: ChannelHandle, home: GuildHandle
) -> None:
    given = await moderator.slash(place, "deck template")
    template = sent(given).attachments[0]
    body = TEMPLATE.encode()
    assert template.filename == "template.csv"
    assert template.size == len(body)
    # As a spreadsheet of another country writes it.
    raw = body.replace(b",", b";").replace(b"Friday", b"Monday").replace(b"\n", b"\r\n")
    assert "Taken in: Mine" in await upload(moderator, place, "mine.csv", raw)
    items = await client.app.services.servers.items(home.id, "mine")
    assert items[0].question == "Who brought cake last Monday?"
    assert [len(it.wrong) for it in items if isinstance(it, ChoiceItem)] == [3, 2, 3]
    kept = (await client.app.services.servers.decks(home.id))["mine"]
    assert (kept.file, kept.body) == ("mine.csv", raw)
    assert "Replaced: Mine" in await upload(moderator, place, "mine.csv", kept.body)
    again = await client.app.services.servers.items(home.id, "mine")
    assert again == items, "ids follow from the questions"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.yaml", deck(1, roles=["no-role"]), "there is no role no-role"),
        ("a.yaml", deck(1, source="nobody"), "there is no source nobody"),
        ("a.yaml", deck(1, id="x" * 51), "is over 50 characters"),
        ("a.yaml", deck(2, id="same"), "the id same stands twice"),
        ("a.yaml", deck(MAX_ITEMS + 1), f"a deck has up to {MAX_ITEMS} items"),
        ("a.yaml", deck(1, right="Gnp\u202eTrick"), "the invisible character U+202E"),
        ("a.yaml", b"name: [", "an entry is missing here"),
        ("a.yaml", b"x" * 300_000, "too large"),
        ("a.csv", b"id\xff", "this is not UTF-8"),
        ("a.csv", b'id,"' + b"x" * 200_000, "no CSV"),
        ("a.zip", b"PK\x03\x04" + bytes(50), "That is an archive"),
        ("Not A Name!.yaml", deck(), "A deck is called by lower-case letters"),
        ("../../x.yaml", deck(), "A deck is called by lower-case letters"),
    ],
)
async def test_what_cannot_be_taken_is_said(
    moderator: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
    home: GuildHandle,
    name: str,
    body: bytes,
    words: str,
) -> None:
    result = await moderator.slash(place, "deck upload", attachment=(name, body))
    assert words in seen(result)
    assert await client.app.services.servers.decks(home.id) == {}


async def test_a_hundred_thousand_rows_are_refused_at_once(
    moderator: MemberActor, place: ChannelHandle
) -> None:
    rows = b"id,kind,topic,difficulty,question,explanation\n" + b"a,b\n" * 60_000
    assert "has up to 300 items" in await upload(moderator, place, "big.csv", rows)
    rows += b"a,b\n" * 40_000
    result = await moderator.slash(place, "deck upload", attachment=("big.csv", rows))
    assert "too large" in seen(result)


async def test_a_deck_of_markup_pings_nobody_and_breaks_nothing(
    env: Env, moderator: MemberActor, other: MemberActor, place: ChannelHandle
) -> None:
    nasty = {"question": "@everyone <@1> ```# **Whose** is it?", "right": "||Ours|| @here"}
    await upload(moderator, place, "ours.yaml", deck(1, **nasty))
    quiz = QuizTable(env, place)
    await quiz.start(moderator, topic="Friday night", questions=1)
    await quiz.join(other)
    await quiz.begin(moderator)
    message = quiz.last_with("Question 1 of")
    assert not message.mention_everyone
    assert message.mentions == []
    shown = await moderator.slash(place, "deck preview", name="ours")
    assert "@everyone" in seen(shown)
    assert not sent(shown).content


async def test_advice_is_shown_and_stops_nobody(
    moderator: MemberActor, place: ChannelHandle
) -> None:
    long = "Ours, which is by far the longest of all the options here"
    said = await upload(moderator, place, "ours.yaml", deck(8, right=long))
    assert "Taken in" in said
    assert "the right option is the longest" in said


async def test_a_server_has_only_so_many_decks(
    moderator: MemberActor, place: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    for number in range(MAX_DECKS):
        await upload(moderator, place, f"deck-{number}.yaml", deck(1))
    result = await moderator.slash(place, "deck upload", attachment=("more.yaml", deck(1)))
    assert f"up to {MAX_DECKS} decks" in seen(result)
    assert "Replaced" in await upload(moderator, place, "deck-3.yaml", deck(2))
    assert len(await client.app.services.servers.decks(home.id)) == MAX_DECKS


async def test_reports_of_an_own_deck_are_its_moderators(
    moderator: MemberActor, place: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    await upload(moderator, place, "ours.yaml", deck(2))
    item = deck_prefix(home.id, "ours") + "q1"
    now = client.app.services.clock()
    for member in range(3):
        await store_of(client).write(
            lambda connection, member=member: reports.report(  # type: ignore[misc]
                connection, item, home.id, 50 + member, now
            )
        )
    assert item in await store_of(client).read(partial(reports.out_of_play, guild=home.id))
    assert "members reported q1" in seen(await moderator.slash(place, "deck list"))
    await upload(moderator, place, "ours.yaml", deck(2, explanation="Mended, and said better."))
    assert await store_of(client).read(partial(reports.out_of_play, guild=home.id)) == frozenset()
