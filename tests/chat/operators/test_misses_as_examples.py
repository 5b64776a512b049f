"""Questions asked in vain become examples in the hands of operators."""

from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, MemberActor

from tests.chat.operators.acts import apply, click
from tests.chat.reading import assert_within_limits, options, pick, seen, sent
from tests.conftest import leave_few_voices

ASKED = "how do glorbs become fleems?"
KEPT = "how do … become …"
PATH = "Which role fits, and how to get there"
LEARNING_SECONDS = 20.0
"""Fitting takes seconds where other tests run; less than misses wait to be written, which the
simulator would wait for as well."""


@pytest.fixture
def files(files: Path) -> Path:
    leave_few_voices(files)
    return files


async def test_a_miss_becomes_an_example_and_its_flips_are_shown_before(
    env: Env, member: MemberActor, operator: MemberActor, channel: ChannelHandle, files: Path
) -> None:
    env.settle_timeout = LEARNING_SECONDS
    await member.slash(channel, "ask", question=ASKED)
    await member.slash(channel, "title", text="Vibe Alchemist")
    examples = files / "asking" / "examples" / "moderators.yaml"
    shipped = examples.read_text(encoding="utf-8")
    listed = await operator.slash(channel, "knowledge misses")
    shown = await pick(operator, listed, "Vibe Alchemist")
    assert PATH not in [label for *_, label in options(shown)], "a title asks nothing"
    shown = await pick(operator, await click(operator, shown, "Back"), KEPT)
    assert_within_limits(sent(shown).components)
    proposed = await pick(operator, shown, PATH)
    assert_within_limits(sent(proposed).components)
    assert f"“{KEPT}”: out-of-scope → path, now right" in seen(proposed)
    assert examples.read_text(encoding="utf-8") == shipped
    assert "Applied" in await apply(operator, proposed)
    assert KEPT in examples.read_text(encoding="utf-8")
    assert KEPT not in seen(await operator.slash(channel, "knowledge misses"))
