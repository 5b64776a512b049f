"""How practice looks: an answer beside a good one, what others say of it, how a member stands."""

from collections.abc import Iterator, Sequence

from bot.chat.kit.components import (
    TEXT_LIMIT,
    Component,
    Layout,
    attached,
    button,
    card,
    literal,
    mention,
    moment,
    one_line,
    text,
)
from bot.chat.kit.reply import Attachment, Reply, Visibility
from bot.chat.page_ids import SayWrong, page_id
from bot.chat.practice_actions import (
    AnotherProblem,
    GradeOther,
    GradeOwn,
    OpenMock,
    PractiseRound,
    PutUpAnswer,
    ShowProgress,
    StartMock,
)
from bot.knowledge.base import Knowledge
from bot.lookups.practice import SOLVED, place_of, worth
from bot.lookups.queries import PracticeQuery
from bot.lookups.wording import plural
from bot.services.practice import OwnAnswer, PracticeStanding, SharedAnswer
from bot.tools.practice import AttemptMode, Grade, RoundProgress

LEAST_ROOM = 300
BYTES_A_CHARACTER = 2.4
"""Of a message of many bytes Discord takes fewer characters."""
WHOLE = "answer.txt"
MINE = "**You wrote**"
IN_REVIEW = "It comes back in `/review`."


def own_answer(
    own: OwnAnswer, knowledge: Knowledge, keep_days: int, *, others: bool, lead: str = ""
) -> Reply:
    """Show a member's answer, then a good one, what it shows, and how to grade one's own.

    `others` tells whether there is anybody here to ask; `lead` is said first.
    """
    problem = own.problem
    first = [f"-# {one_line(place_of(problem, knowledge))}", f"### {one_line(problem.title)}"]
    first += [lead] if lead else []
    good = ["**A good answer**", literal(problem.answer)]
    shows = ["**A strong answer shows that**", *(f"- {literal(it)}" for it in problem.shows)]
    judged = [*_judging(own, keep_days)]
    room = TEXT_LIMIT - sum(len(it) + 1 for it in (*first, *good, *shows, *judged)) - len(MINE)
    said, whole = quoted(own.text, room)
    mine = [MINE, said] if own.text else []
    blocks = (first, mine, good, shows if problem.shows else [], judged)
    files = _whole(own.text, whole=whole)
    parts = [*(text("\n".join(it)) for it in blocks if it), *(attached(it.name) for it in files)]
    return Reply(card(parts, _own_buttons(own, others=others)), files)


def _judging(own: OwnAnswer, keep_days: int) -> Iterator[str]:
    if not own.text:
        yield f"**You looked at the answer.** {IN_REVIEW}"
        return
    if own.grade is not None:
        review = f" {IN_REVIEW}" if own.grade is Grade.NO else ""
        yield f"**Your grade: {own.grade.label}.**{review}"
        return
    yield "**How good is yours?**"
    yield from (f"- **{grade.label}:** {literal(what)}" for grade, what in worth(own.problem))
    yield (
        f"-# Only you see this. I keep what you wrote for {plural(keep_days, 'day')}, and your "
        "grade until you delete it with `/privacy`."
    )


def _own_buttons(own: OwnAnswer, *, others: bool) -> list[Component]:
    problem = own.problem
    graded = own.grade is not None or not own.text
    buttons = []
    if not graded:
        buttons += [button(it.label, GradeOwn(own.number, it), primary=True) for it in Grade]
    elif own.mode is AttemptMode.MOCK:
        buttons.append(button("Next round", OpenMock(), primary=True))
    else:
        buttons.append(button("Another", AnotherProblem(problem.id), primary=True))
    if own.text and others:
        buttons.append(button("Ask others", PutUpAnswer(own.number)))
    if graded and problem.round is not None and own.mode is AttemptMode.SINGLE:
        buttons.append(button("My progress", ShowProgress(problem.roles[0])))
    wrong = page_id(SayWrong, PracticeQuery(problem.id, SOLVED))
    if graded and wrong is not None:
        buttons.append(button("Something wrong?", wrong))
    return buttons


def shared_answer(shared: SharedAnswer) -> Reply:
    """Show an answer to everyone, with how often each grade was given to it."""
    problem = shared.problem
    asked = [f"### {one_line(problem.title)}", literal(problem.ask)]
    author = f"{mention(shared.author)} answers, and asks what you make of it:"
    grades = [
        f"-# **{grade.label}** ({shared.grades[grade]}): {literal(what)}"
        for grade, what in worth(problem)
    ]
    room = TEXT_LIMIT - sum(len(it) + 1 for it in (*asked, author, *grades))
    said, whole = quoted(shared.text, room)
    buttons = [button(grade.label, GradeOther(shared.number, grade)) for grade in Grade]
    files = _whole(shared.text, whole=whole)
    blocks = ([*asked, author], [said], grades)
    parts = [*(text("\n".join(it)) for it in blocks), *(attached(it.name) for it in files)]
    return Reply(card(parts, buttons), files, Visibility.PUBLIC)


def quoted(words: str, room: int) -> tuple[str, bool]:
    """Quote as much of a text as there is room for; tell whether that is all of it."""
    kept, room = words, max(room, LEAST_ROOM)
    while (size := _size(said := _quote(kept))) > room:
        kept = kept[: int(len(kept) * (room - 1) / size)]
    return said if kept == words else f"{said}…", kept == words


def _quote(words: str) -> str:
    """Quote a text; of one that nothing can be seen of, show that there is one."""
    return "\n".join(f"> {line}" for line in literal(words).splitlines() or [""])


def _size(words: str) -> float:
    return max(len(words), len(words.encode()) / BYTES_A_CHARACTER)


def _whole(words: str, *, whole: bool) -> tuple[Attachment, ...]:
    return () if whole else (Attachment(WHOLE, words.encode()),)


def standing_screen(standing: PracticeStanding, knowledge: Knowledge) -> Layout:
    """Show how a member stands round by round, the weakest first, with ways to go on."""
    loop, rounds = standing.loop, standing.rounds
    role = knowledge.roles[loop.role]
    done = sum(len(it.latest) for it in rounds)
    lines = [
        f"-# Your practice: {one_line(role.name)}",
        f"### {_verdict(rounds)}",
        *(f"- **{literal(it.round.name)}:** {_told(it)}" for it in rounds),
        f"-# {done} of {plural(len(loop.problems), 'prompt')} met; the weakest round stands first.",
    ]
    buttons = [
        button(it.round.name, PractiseRound(loop.role, it.round.id), primary=at == 0)
        for at, it in enumerate(rounds[:3])
    ]
    buttons.append(button("Mock loop", StartMock(loop.role)))
    return card([text("\n".join(lines))], buttons)


def _verdict(rounds: Sequence[RoundProgress]) -> str:
    if not any(it.latest for it in rounds):
        return "You have not practised this yet: begin anywhere."
    return f"Practise this round next: {one_line(rounds[0].round.name)}."


def _told(progress: RoundProgress) -> str:
    if progress.last is None:
        return f"nothing yet of {plural(progress.problems, 'prompt')}"
    counts = [(progress.count(it), it.label.lower()) for it in Grade]
    counts.append((progress.count(None), "looked up"))
    said = ", ".join(f"{count} {label}" for count, label in counts if count)
    return f"{len(progress.latest)} of {progress.problems}: {said}; {moment(progress.last)}"
