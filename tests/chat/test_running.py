"""A stop waits for who is being answered, and not for ever."""

import asyncio

from bot.chat.kit.context import Running


async def test_a_stop_waits_for_all_also_for_who_comes_meanwhile() -> None:
    running, go_on, answered = Running(), asyncio.Event(), list[int]()

    async def answer(number: int) -> None:
        running.note()
        await go_on.wait()
        if number == 1:
            later.append(asyncio.create_task(answer(2)))
            await asyncio.sleep(0)
        answered.append(number)

    later: list[asyncio.Task[None]] = []
    first = asyncio.create_task(answer(1))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(running.finish(20))
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    await asyncio.gather(first, *later)
    assert sorted(answered) == [1, 2]


async def test_who_takes_too_long_is_broken_off() -> None:
    running = Running()

    async def answer() -> None:
        running.note()
        await asyncio.Event().wait()

    hanging = asyncio.create_task(answer())
    await asyncio.sleep(0)
    await running.finish(0)
    assert hanging.cancelling()
    await asyncio.wait([hanging])
    assert hanging.cancelled()


async def test_who_stops_the_bot_does_not_wait_for_themselves() -> None:
    running = Running()
    running.note()
    async with asyncio.timeout(1):
        await running.finish(20)
