"""Lay an answer out as a message: a page in a frame, a row of buttons and a menu beneath."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.kit.components import (
    ALT_TEXT_LIMIT,
    BUTTON,
    MAX_OPTIONS,
    Component,
    Option,
    button,
    container,
    literal,
    menu,
    picture,
    rows,
    text,
)
from bot.chat.kit.pages import Page
from bot.chat.page_ids import (
    AsText,
    EditShown,
    Open,
    PickPage,
    Remind,
    SayWrong,
    Share,
    action_id,
    page_id,
)
from bot.lookups.charts import Chart
from bot.lookups.model import MAX_BUTTONS, SOURCES_PAGE, Answer, AnswerAction, Step
from bot.lookups.registry import is_own, roles_of
from bot.lookups.wording import cut

SOURCES = "Sources and every claim"
AS_TEXT = "As text, to copy"
REMIND = "Remind me of this"
WRONG = "Something wrong?"
EDIT = "Edit what this says"
BACK = "Back"


@dataclass(frozen=True, slots=True)
class PageRights:
    """What the reader of a page may do: post it for all, edit what it says."""

    share: bool = True
    edit: bool = False


READER = PageRights()


def lay_out(
    answer: Answer, page: Page, pictures: Mapping[Chart, str], rights: PageRights
) -> tuple[Component, ...]:
    """Lay one page out: a frame, then a row of buttons, then a menu.

    `pictures` names the attached file of each chart that can be shown; a chart without a
    picture is said in words.
    """
    buttons = _row(_offered(answer, page, rights))
    options = _options(answer, page, rights, {it["custom_id"] for it in buttons})
    menus = [menu(PickPage(0), answer.prompt, options)] if options else []
    return (container(_parts(page, pictures)), *rows(buttons), *menus)


def with_more(
    steps: Sequence[Step], actions: Sequence[AnswerAction], below: Sequence[Component]
) -> list[Component]:
    """Put the other questions of a message, and what can be done, before an answer's buttons."""
    buttons = [it for row in below for it in row["components"] if it["type"] == BUTTON]
    menus = [row for row in below if row["components"][0]["type"] != BUTTON]
    first = (*_opening(steps, primary=True), *map(_doing, actions))
    return [*rows(_row([*first, *buttons])), *menus]


def _parts(page: Page, pictures: Mapping[Chart, str]) -> Iterator[Component]:
    yield text(page.heading)
    for part in page.parts:
        if isinstance(part, str):
            yield text(part)
        elif part in pictures:
            yield picture(pictures[part], part.describe())
        else:
            yield text(literal(cut(part.describe(), ALT_TEXT_LIMIT)))
    if page.provenance:
        yield text(page.provenance)


def _offered(answer: Answer, page: Page, rights: PageRights) -> Iterator[Component]:
    """Give every button there might be, the most wanted first."""
    steps = answer.steps
    if page.number == SOURCES_PAGE:
        steps = ()
    if page.number > 0:
        yield from _opening((Step(BACK, answer.query),) if answer.query else (), primary=True)
        steps = steps[: MAX_BUTTONS - 2]
    yield from _opening(steps)
    if page.number == 0:
        yield from map(_doing, answer.actions)
    if page.number == SOURCES_PAGE:
        yield from (button(it.label, it.value) for it in _mending(answer, page, rights))
    if rights.share and answer.query is not None and not is_own(answer.query):
        code = page_id(Share, answer.query, page.number)
        if code is not None:
            yield button("Share", code)


def _opening(steps: Iterable[Step], *, primary: bool = False) -> Iterator[Component]:
    for step in steps:
        if (code := page_id(Open, step.query, step.page)) is not None:
            yield button(step.label, code, primary=primary)


def _doing(action: AnswerAction) -> Component:
    return button(action.label, action_id(action))


def _row(offered: Iterable[Component]) -> list[Component]:
    """Keep one row: Discord refuses a message in which two components share a custom id."""
    first: dict[str, Component] = {}
    for it in offered:
        first.setdefault(it["custom_id"], it)
    return list(first.values())[:MAX_BUTTONS]


def _options(answer: Answer, page: Page, rights: PageRights, shown: set[str]) -> list[Option]:
    """List the topics, then what else can be asked, then the answer in other forms."""
    forms = (*_forms_of(answer, page), *_mending(answer, page, rights))
    last = [it for it in forms if it.value not in shown]
    found = [*_topics(answer, page), *_further(answer)]
    room = MAX_OPTIONS - len(last)
    unlike = {it.value: it for it in found if it.value not in shown}
    return [*list(unlike.values())[:room], *last]


def _topics(answer: Answer, page: Page) -> Iterator[Option]:
    if answer.query is None:
        return
    for number, topic in enumerate(answer.topics, 1):
        code = page_id(Open, answer.query, number)
        if number != page.number and code is not None:
            yield Option(code, topic.title)


def _further(answer: Answer) -> Iterator[Option]:
    """List what else can be asked, and what can be done that found no room as a button."""
    for step in answer.more:
        if (code := page_id(Open, step.query, step.page)) is not None:
            yield Option(code, step.label, step.hint)
    yield from (Option(action_id(it), it.label) for it in answer.actions)


def _forms_of(answer: Answer, page: Page) -> list[Option]:
    """List the last entries: who says so, the answer to copy, to be asked about it."""
    if answer.query is None:
        return []
    codes: list[tuple[str | None, str]] = []
    if answer.sources and page.number != SOURCES_PAGE:
        codes.append((page_id(Open, answer.query, SOURCES_PAGE), SOURCES))
    codes.append((page_id(AsText, answer.query), AS_TEXT))
    if roles_of(answer.query):
        codes.append((page_id(Remind, answer.query), REMIND))
    return [Option(code, label) for code, label in codes if code is not None]


def _mending(answer: Answer, page: Page, rights: PageRights) -> Iterator[Option]:
    """Offer to report what the answer says, and, to operators, to edit it."""
    if answer.query is None or not answer.sources:
        return
    kinds = ((WRONG, SayWrong), *(((EDIT, EditShown),) if rights.edit else ()))
    for label, kind in kinds:
        if (code := page_id(kind, answer.query, page.number)) is not None:
            yield Option(code, label)
