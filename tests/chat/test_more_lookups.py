"""/interview, /demand, /lab, /levels and /guide, as members use them."""

import pytest
from simcord import ChannelHandle, MemberActor

from tests.chat.reading import assert_within_limits, seen, sent, whole


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        ("interview role", {"role": "mle"}, ("Interviews: ML Engineer", "gradient descent", "RAG")),
        ("interview role", {"role": "RE"}, ("520 of 600", "six to ten weeks")),
        (
            "interview role",
            {"role": "mlops", "round": "sytem design"},
            ("feature store", "chatbot"),
        ),
        ("interview role", {"role": "mle", "round": "juggling"}, ("no round “juggling”",)),
        ("interview compare", {"first": "mle", "second": "ds"}, ("MLE ML concepts", "DS stat")),
        (
            "demand",
            {},
            ("Demand is highest for AI engineers", "AI startups very high", "Who looks for whom"),
        ),
        ("demand", {"role": "reserch enginer"}, ("High at AI startups", "low in enterprise")),
        (
            "demand",
            {"sector": "finance"},
            ("In finance, demand is high for ML engineers", "Research engineers."),
        ),
        ("demand", {"role": "mle", "sector": "space"}, ("no sector “space”",)),
        ("lab about", {"name": "antropic"}, ("Anthropic", "safety-first architects", "RS")),
        ("lab about", {"name": "acme"}, ("I know nothing of “acme”", "Google DeepMind or OpenAI")),
        ("lab compare", {"first": "openai", "second": "deepmind"}, ("OpenAI or Google DeepMind",)),
        ("levels", {}, ("L4", "L7", "At the top", "Ladders and ceilings")),
        ("levels", {"level": "staff"}, ("L6 (Senior or Staff)", "You own a problem space")),
        (
            "levels",
            {"role": "RE"},
            ("Levels of Research Engineer", "Your ladder is longer", "Pay that was published"),
        ),
        ("guide", {}, ("Guides",)),
        ("guide", {"topic": "phd"}, ("Is a PhD needed?", "bridge to RS")),
        ("guide", {"topic": "title inflation"}, ("A title tells you little", "consulting")),
        ("guide", {"topic": "is a phd worth it?"}, ("almost always need a PhD",)),
        ("guide", {"topic": "cooking"}, ("no guide on “cooking”", "Is a PhD needed?")),
    ],
)
async def test_what_a_member_reads(
    member: MemberActor,
    channel: ChannelHandle,
    command: str,
    options: dict[str, str],
    words: tuple[str, ...],
) -> None:
    result = await member.slash(channel, command, **options)
    assert sent(result).ephemeral
    assert_within_limits(sent(result).components)
    everything = await whole(member, result)
    for part in words:
        assert part in everything


@pytest.mark.parametrize(
    ("command", "option", "typed", "value"),
    [
        ("interview role", "round", "design", "system-design"),
        ("demand", "sector", "fin", "finance"),
        ("lab about", "name", "deep", "google-deepmind"),
        ("levels", "level", "princ", "l7"),
        ("offer", "place", "lond", "London"),
        ("guide", "topic", "red", "red-flags"),
    ],
)
async def test_options_are_offered_by_name(
    member: MemberActor, channel: ChannelHandle, command: str, option: str, typed: str, value: str
) -> None:
    filled = {"role": "mle"} if command in ("interview role", "offer") else {}
    offered = await member.autocomplete(channel, command, option, typed, **filled)
    assert value in [choice["value"] for choice in offered]


HOSTILE = ["@everyone", "`" * 50, "🙂" * 40, "\u202e" * 30, "[a](https://b.example)", "-"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_in_any_option_gets_an_answer(
    member: MemberActor, channel: ChannelHandle, text: str
) -> None:
    for command, options in (
        ("interview role", {"role": text, "round": text}),
        ("interview compare", {"first": text, "second": text}),
        ("demand", {"role": text, "sector": text}),
        ("demand", {"sector": text}),
        ("lab about", {"name": text}),
        ("levels", {"level": text}),
        ("levels", {"level": text, "role": text}),
        ("guide", {"topic": text}),
        ("offer", {"role": text, "amount": text}),
        (
            "offer",
            {"role": "MLE", "amount": "450k", "employer": text, "level": text, "place": text},
        ),
    ):
        result = await member.slash(channel, command, **options)
        assert_within_limits(sent(result).components)
        assert "went wrong" not in seen(result)
