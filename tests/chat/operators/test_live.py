"""Files saved with an editor while the bot serves: live at once, or told to operators once."""

import re
from pathlib import Path

from simcord import ChannelHandle, Env, MemberActor

from bot.chat.client import CareersClient
from tests.chat.operators.acts import replaced, until
from tests.chat.operators.test_changing import HIGH, MORE
from tests.chat.quiz_table import text_of
from tests.chat.reading import seen


def said_in(news: ChannelHandle) -> list[str]:
    return [text_of(message) for message in news.history()]


async def test_a_save_is_live_and_about_says_so(
    client: CareersClient, member: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    before = client.app.services.repository.snapshot.version
    assert before in seen(await member.slash(channel, "about"))
    (files / "pay.yaml").write_bytes(replaced(files, "pay.yaml", HIGH, MORE))
    await until(lambda: client.app.services.repository.snapshot.version != before)
    assert client.app.services.repository.snapshot.version in seen(
        await member.slash(channel, "about")
    )
    assert "771K–1.5M" in seen(await member.slash(channel, "salary", role="RS"))


async def test_a_broken_save_is_told_to_operators_once(
    env: Env,
    client: CareersClient,
    operator: MemberActor,
    channel: ChannelHandle,
    news: ChannelHandle,
    files: Path,
) -> None:
    version = client.app.services.repository.snapshot.version
    good = (files / "pay.yaml").read_bytes()
    (files / "pay.yaml").write_bytes(replaced(files, "pay.yaml", HIGH, "      high: @everyone\n"))
    await until(lambda: said_in(news))
    await env.settle()
    (told,) = said_in(news)
    assert "The knowledge files on disk do not load" in told
    assert version in told
    assert re.search(r"pay\.yaml:\d+:13", told)
    message = news.last_message
    assert message is not None
    assert not message.mention_everyone
    status = seen(await operator.slash(channel, "knowledge status"))
    assert "The files on disk do not load, so they are not live" in status
    assert re.search(r"pay\.yaml:\d+:13", status)
    assert "771K–1.47M" in seen(await operator.slash(channel, "salary", role="RS"))
    (files / "pay.yaml").write_bytes(good)
    await until(lambda: len(said_in(news)) == 2)
    assert f"load again: version {version} is live" in said_in(news)[-1]


async def test_many_mistakes_come_as_a_file(
    client: CareersClient, news: ChannelHandle, files: Path
) -> None:
    text = (files / "pay.yaml").read_text(encoding="utf-8")
    (files / "pay.yaml").write_text(text.replace("basis:", "basic:"), encoding="utf-8")
    await until(lambda: said_in(news))
    message = news.last_message
    assert message is not None
    assert "more, all in the attached file" in text_of(message)
    assert [it.filename for it in message.attachments] == ["problems.txt"]
    assert client.app.services.repository.failure is not None
