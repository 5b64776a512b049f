"""Lay an answer out as a message: a page in a frame, its buttons and menus beneath."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.chat.kit.components import (
    MAX_BUTTONS_A_ROW,
    Component,
    Option,
    button,
    container,
    menu,
    picture,
    rows,
    separator,
    text,
)
from bot.chat.kit.markup import literal
from bot.chat.kit.pages import Page
from bot.chat.page_ids import AsText, Open, PageAction, PickPage, Remind, Share, action_id, page_id
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, Menu, Step
from bot.lookups.registry import roles_of


def lay_out(
    answer: Answer, page: Page, pictures: Mapping[Chart, str], *, shareable: bool
) -> tuple[Component, ...]:
    """Lay one page out: a frame, then rows of buttons and menus.

    `pictures` names the attached file of each chart that can be shown; a chart without a
    picture is said in words.
    """
    menus = (
        menu(PickPage(number), it.prompt, options)
        for number, it in enumerate((*_contents(answer, page), *answer.menus))
        if (options := _options(it.steps))
    )
    buttons = rows(_buttons(answer, page, shareable=shareable))
    return (container(_parts(page, pictures)), *buttons, *menus)


def further_row(steps: Iterable[Step], below: Sequence[Component]) -> list[Component]:
    """Make a row of further buttons, without those that stand below it; none where none is left."""
    taken = {item.get("custom_id") for row in below for item in row.get("components", ())}
    labels = {page_id(Open, step.query): step.label for step in steps}
    return rows(
        [
            button(label, code, primary=True)
            for code, label in list(labels.items())[:MAX_BUTTONS_A_ROW]
            if code is not None and code not in taken
        ]
    )


def _parts(page: Page, pictures: Mapping[Chart, str]) -> Iterator[Component]:
    heading = page.heading
    if page.count > 1:
        heading += f"\n-# Page {page.number + 1} of {page.count}"
    yield text(heading)
    for part in page.parts:
        if isinstance(part, str):
            yield text(part)
        elif part in pictures:
            yield picture(pictures[part], part.describe())
        else:
            yield text(literal(part.describe()))
    if page.sources:
        yield separator()
        yield text(page.sources)


def _buttons(answer: Answer, page: Page, *, shareable: bool) -> list[Component]:
    found = [
        *_turning(answer, page),
        *((it.label, page_id(Open, it.query), False) for it in answer.steps),
        *((it.label, action_id(it), False) for it in answer.actions),
        *_forms_of(answer, page, shareable=shareable),
    ]
    # Discord refuses a message in which two components share a custom id.
    first = {code: (label, primary) for label, code, primary in reversed(found) if code is not None}
    return [
        button(label, code, primary=primary) for code, (label, primary) in reversed(first.items())
    ]


def _turning(answer: Answer, page: Page) -> Iterator[tuple[str, str | None, bool]]:
    for label, number in (("Back", page.number - 1), ("Continue", page.number + 1)):
        if answer.query is not None and 0 <= number < page.count:
            yield label, page_id(Open, answer.query, number), True


def _forms_of(
    answer: Answer, page: Page, *, shareable: bool
) -> Iterator[tuple[str, str | None, bool]]:
    """Offer the answer itself in other ways: for everyone here, as text to copy, to be asked."""
    if answer.query is None:
        return
    ways: list[tuple[str, type[PageAction]]] = [("Share", Share)] if shareable else []
    ways.append(("As text", AsText))
    if roles_of(answer.query):
        ways.append(("Remind me of this", Remind))
    for label, way in ways:
        yield label, page_id(way, answer.query, page.number), False


def _contents(answer: Answer, page: Page) -> Iterator[Menu]:
    """Offer every page by its first heading, where there are more than two."""
    if answer.query is not None and page.count > 2:  # noqa: PLR2004
        steps = (
            Step(f"{number + 1}. {heading}", answer.query, None, number)
            for number, heading in enumerate(page.contents)
            if number != page.number
        )
        yield Menu(f"Page {page.number + 1} of {page.count}: go to…", tuple(steps))


def _options(steps: Iterable[Step]) -> list[Option]:
    found = (
        Option(code, step.label, step.hint)
        for step in steps
        if (code := page_id(Open, step.query, step.page)) is not None
    )
    return list({option.value: option for option in found}.values())
