"""Items about companies: of which lab something is said, at which level it is expected."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic
from bot.knowledge.market import LabFact
from bot.quiz.generate.making import fitting, item_id
from bot.records.claims import Claim

QUESTION_LIMIT = 300
TOO_ALIKE = 60
ASKED = (LabFact.CULTURE, LabFact.REWARDED, LabFact.PROCESS, LabFact.LINE, LabFact.EQUITY)


def lab_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the lab that a claim is about, where the same is said of no other."""
    for lab, file in knowledge.labs.items():
        for fact in ASKED:
            for claim in file.facts.get(fact, ()):
                yield from _item(knowledge, lab, fact, claim)


def _item(knowledge: Knowledge, lab: str, fact: LabFact, claim: Claim) -> Iterator[Item]:
    question = f"Which lab is this said of? “{claim.text}”"
    others = [other for other in knowledge.labs if other != lab]
    said = [it.text for other in others for it in knowledge.labs[other].facts.get(fact, ())]
    alike = any(fuzz.token_set_ratio(claim.text, text) >= TOO_ALIKE for text in said)
    if not others or alike or len(question) > QUESTION_LIMIT or _gives_away(knowledge, claim.text):
        return
    yield from fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("lab", lab, fact, claim.text, says=[claim.text, *others]),
        topic=ItemTopic.LABS,
        difficulty=Difficulty.MEDIUM,
        question=question,
        right=knowledge.employers[lab].name,
        wrong=tuple(knowledge.employers[other].name for other in others),
        explanation=f"It is said of {knowledge.employers[lab].name}, and of no other lab here.",
        source=claim.citations[0].source,
        date=claim.citations[0].date,
        scope=claim.citations[0].scope,
    )


def _gives_away(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a claim names a lab."""
    words = text.casefold()
    employers = [knowledge.employers[lab] for lab in knowledge.labs]
    names = {part for it in employers for part in it.name.casefold().split()}
    return any(name in words for name in names)


def level_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the level that the first claim of each is about."""
    levels = knowledge.levels.levels
    names = {it.id: ", ".join((it.name, *it.also[:1])) for it in levels}
    for level in levels:
        claim = level.claims[0]
        others = tuple(names[it.id] for it in levels if it.id != level.id)
        if not 1 <= len(others) <= 4:  # noqa: PLR2004 - what a choice can hold
            continue
        yield from fitting(
            ChoiceItem,
            kind="choice",
            id=item_id("level", level.id, says=[claim.text, *others]),
            topic=ItemTopic.LEVELS,
            difficulty=Difficulty.MEDIUM,
            question=f"At which level is this expected? “{claim.text}”",
            right=names[level.id],
            wrong=others,
            explanation=f"That is {names[level.id]}; names of levels differ between companies.",
            source=claim.citations[0].source,
            date=claim.citations[0].date,
            scope=claim.citations[0].scope,
        )
