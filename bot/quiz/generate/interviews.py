"""Items about the rounds of interview loops."""

from collections.abc import Iterator

from bot.knowledge.decks import OPTION_LIMIT, Difficulty, Item, ItemTopic
from bot.knowledge.market import InterviewRound
from bot.lookups.wording import capital, in_plural
from bot.quiz.generate.making import Fact, choice, echoes, mixed, nearest_roles
from bot.quiz.generate.said import Evidence, Said, content

LEAST_WORDS = 3


def interview_items(evidence: Evidence) -> Iterator[Item]:
    """Ask what a round is about, whose interviews have it, and which round something is from."""
    table = evidence.knowledge.interviews
    rounds = {it.id: it for it in table.rounds}
    for role, loop in table.loops.items():
        said = Said.of({it: [text] for it, text in loop.items()})
        for round_ in loop:
            yield from _what(evidence, role, rounds[round_])
            yield from _whose(evidence, role, rounds[round_])
            yield from _which_round(evidence, role, rounds[round_], said)


def _fact(
    evidence: Evidence, name: tuple[str, ...], says: object, hard: Difficulty, *roles: str
) -> Fact:
    table = evidence.knowledge.interviews
    return Fact(("interview", *name), (says,), table, ItemTopic.INTERVIEWS, hard, roles)


def _others(evidence: Evidence, role: str, round_: InterviewRound) -> dict[str, str]:
    """Map the other roles with this round to what it tests there."""
    loops = evidence.knowledge.interviews.loops
    return {
        other: loop[round_.id]
        for other, loop in loops.items()
        if other != role and round_.id in loop
    }


def _what(evidence: Evidence, role: str, round_: InterviewRound) -> Iterator[Item]:
    """Offer what the round is about elsewhere, where nothing like it is said of this role."""
    right = evidence.knowledge.interviews.loops[role][round_.id]
    others = _others(evidence, role, round_)
    wrong = [text for text in others.values() if evidence.roles.not_of([role], text)]
    if max(map(len, (right, *wrong))) > OPTION_LIMIT:
        return
    name = evidence.name(role)
    yield from choice(
        _fact(evidence, (role, round_.id, "what"), (right, *wrong), Difficulty.MEDIUM, role),
        f"What is the {_called(round_)} of {in_plural(name)} about?",
        capital(right),
        [capital(it) for it in wrong],
        f"{name}: {right}. The other answers are about the same round for other roles.",
    )


def _whose(evidence: Evidence, role: str, round_: InterviewRound) -> Iterator[Item]:
    said = evidence.knowledge.interviews.loops[role][round_.id]
    others = _others(evidence, role, round_)
    sure = evidence.roles.not_of(others, said)
    roles = evidence.knowledge.roles
    told = "; ".join(f"{evidence.name(it)}: {others[it]}" for it in sure)
    yield from choice(
        _fact(evidence, (role, round_.id, "whose"), (said, *sure), Difficulty.EASY, role),
        f"Whose {_called(round_)} is this? “{capital(said)}.”",
        evidence.name(role),
        nearest_roles(evidence.knowledge, roles[role], sure, round_.id),
        f"Others face something else there. {told}",
    )


def _which_round(
    evidence: Evidence, role: str, round_: InterviewRound, said: Said
) -> Iterator[Item]:
    """Ask for the round of one loop that something is from, where no other round is like it."""
    table = evidence.knowledge.interviews
    loop, text = table.loops[role], table.loops[role][round_.id]
    if len(content(text)) < LEAST_WORDS:
        return
    others = [it for it in table.rounds if it.id in loop and it != round_]
    unlike = said.not_of([it.id for it in others], text)
    name, question = evidence.name(role), f"Which round is this? “{capital(text)}.”"
    told = echoes(text, round_.name)
    names = [it.name for it in others if it.id in unlike and echoes(text, it.name) <= told]
    if told and not any(echoes(text, it) == told for it in names):
        return
    yield from choice(
        _fact(evidence, (role, round_.id, "round"), text, Difficulty.MEDIUM, role),
        f"In interviews of {in_plural(name)}: {question[0].lower()}{question[1:]}",
        round_.name,
        mixed(text, names),
        f"That is the {_called(round_)} of {in_plural(name)}.",
    )


def _called(round_: InterviewRound) -> str:
    """Name a round within a sentence: ML depth round, phone screen."""
    name = round_.name[0].lower() + round_.name[1:] if round_.name[1].islower() else round_.name
    return name if name.endswith(("round", "screen")) else f"{name} round"
