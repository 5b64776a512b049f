"""Tell small talk, and what is not answered here, from questions about jobs in AI."""

from collections.abc import Mapping

from bot.knowledge.asking.files import AskingFiles, Talk
from bot.language.analysis import Analysis
from bot.language.evidence import Evidence
from bot.language.weighing import CLEAR, OVERRULING, Weighed

SHORT = 3


def small_talk(
    analysis: Analysis, best: Weighed | None, evidence: Evidence, files: AskingFiles
) -> Talk | None:
    """Take a message as small talk where it asks for nothing else."""
    if analysis.talk is None:
        return None
    weight = analysis.talk.weight
    asks = best is not None and best.score >= weight and not (best.score < OVERRULING <= weight)
    short = len(analysis.words) <= SHORT + weight
    if evidence.named or (asks and (evidence.field or evidence.lab or (best and best.alone))):
        return None
    if not short or (asks and analysis.unknown):
        return None
    return _by_id(files.small_talk.talk)[analysis.talk.key]


def out_of_scope(
    analysis: Analysis, best: Weighed | None, evidence: Evidence, files: AskingFiles
) -> Talk | None:
    """Decline for a topic that outweighs what else is said."""
    topic = analysis.topics
    if topic is None:
        return None
    score = best.score if best is not None else 0.0
    if topic.weight > OVERRULING + 1 or not (evidence.roles or evidence.named):
        outweighed = best is not None and best.alone and best.best > topic.weight
        keep = (evidence.field or evidence.lab) and best is not None and best.best >= topic.weight
        if topic.weight > OVERRULING + 1 or not (outweighed or keep):
            return _by_id(files.out_of_scope.topics)[topic.key]
        return None
    if topic.weight > score and score < CLEAR:
        return _by_id(files.out_of_scope.topics)[topic.key]
    return None


def _by_id(talk: tuple[Talk, ...]) -> Mapping[str, Talk]:
    return {one.id: one for one in talk}
