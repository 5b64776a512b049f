"""Items about companies: of which lab something is said, at which level it is expected."""

import re
from collections.abc import Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.lookups.wording import capital
from bot.quiz.generate.making import Fact, choice, mixed
from bot.quiz.generate.said import Evidence, Said, content, lab_naming
from bot.records.claims import Claim

LEAST_WORDS = 3
ELSEWHERE = re.compile(r"^(that|such|it|they|these|another|for example)\b", re.IGNORECASE)
"""What makes a sentence one that needs another before it."""


def lab_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the lab that a claim is about, where nothing like it is said of another."""
    labs, employers = evidence.knowledge.labs, evidence.knowledge.employers
    others = "|".join(re.escape(it.name) for it in employers.values() if it.id not in labs)
    other_employer = re.compile(rf"\b({others})\b")
    for lab in labs:
        asked: list[str] = []
        for claim, text in _claims(evidence.knowledge, lab):
            new = Said.of({lab: asked}).not_of([lab], text)
            if new and not ELSEWHERE.search(text) and not other_employer.search(text):
                asked.append(text)
                yield from _lab(evidence, lab, claim, text)


def _claims(knowledge: Knowledge, lab: str) -> Iterator[tuple[Claim, str]]:
    """Yield the claims on a lab, without its name: those of its file, and of roles that name it."""
    naming = lab_naming(knowledge, lab)
    others = [lab_naming(knowledge, it) for it in knowledge.labs if it != lab]
    own = [claim for claims in knowledge.labs[lab].facts.values() for claim in claims]
    passages = knowledge.passages.passages
    named = [it.claim for it in passages if it.role and naming.search(it.claim.text)]
    for claim in (*own, *named):
        text = capital(naming.sub("this lab", claim.text))
        told = any(it.search(text) for it in others)
        if not told and not claim.doubt and len(content(text)) >= LEAST_WORDS:
            yield claim, text


def _lab(evidence: Evidence, lab: str, claim: Claim, text: str) -> Iterator[Item]:
    employers = evidence.knowledge.employers
    name = employers[lab].name
    wrong = evidence.labs.not_of((it for it in evidence.knowledge.labs if it != lab), text)
    topic, medium = ItemTopic.LABS, Difficulty.MEDIUM
    yield from choice(
        Fact(("lab", lab, claim.text, "which"), (text, *wrong), claim.citations[0], topic, medium),
        f"Which lab is it? “{text}”",
        name,
        [employers[it].name for it in wrong],
        f"That is said of {name}, and of no other lab here.",
    )


def level_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the level at which the first claim of each is expected."""
    levels = evidence.knowledge.levels.levels
    names = {it.id: ", ".join((it.name, *it.also[:1])) for it in levels}
    said = Said.of({it.id: [claim.text for claim in it.claims] for it in levels})
    for level in levels:
        claim = level.claims[0]
        others = said.not_of([it.id for it in levels if it != level], claim.text)
        says = (claim.text, *others)
        topic, medium = ItemTopic.LEVELS, Difficulty.MEDIUM
        yield from choice(
            Fact(("level", level.id, "which"), says, claim.citations[0], topic, medium),
            f"At which level is this expected? “{claim.text}”",
            names[level.id],
            mixed(level.id, (names[it] for it in others)),
            f"That is {names[level.id]}; names of levels differ between companies.",
        )
