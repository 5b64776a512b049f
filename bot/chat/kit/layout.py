"""Lay an answer out as a Components V2 message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.kit.components import (
    ACCENT,
    LABEL_LIMIT,
    MAX_BUTTONS_A_ROW,
    MAX_OPTIONS,
    OPTION_LIMIT,
    Layout,
)
from bot.chat.kit.markup import literal
from bot.chat.kit.pages import Page
from bot.chat.page_ids import AsText, Open, PageAction, PickPage, Remind, Share, doing_code, page_id
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, Menu, Step
from bot.lookups.registry import roles_of

FrameView = Layout  # for modules that have not been moved to `Layout` yet


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of an answer as Discord takes it, and the charts it has room for."""

    components: tuple[dict[str, Any], ...]
    charts: tuple[Chart, ...]

    def view(
        self, lead: Sequence[str] = (), footer: str | None = None, more: Sequence[Step] = ()
    ) -> Layout:
        """Give what can be sent, with lines before and after what the page says, and buttons."""
        if not lead and footer is None and not more:
            return Layout(list(self.components))
        container, *rest = self.components
        first, *others = container["components"]
        parts = [first, *others]
        if lead:
            parts.insert(1, _text("\n".join(f"-# {literal(line)}" for line in lead)))
        if footer is not None:
            parts.append(_text(f"-# {literal(footer)}"))
        return Layout([{**container, "components": parts}, *_more(more, rest), *rest])


def lay_out(answer: Answer, page: Page, pictures: Mapping[Chart, str], *, shareable: bool) -> Frame:
    """Lay one page out.

    `pictures` names the attached file of each chart that can be shown; a chart without a
    picture is said in words.
    """
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    for item in _content(page, pictures):
        container.add_item(item)
    view.add_item(container)
    for row in _rows(answer, page, shareable=shareable):
        view.add_item(row)
    charts = tuple(part for part in page.parts if not isinstance(part, str) and part in pictures)
    written: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return Frame(tuple(written), charts)


def _more(steps: Sequence[Step], rest: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give a row of further buttons, without those that the page has already."""
    taken = {item.get("custom_id") for row in rest for item in row.get("components", ())}
    codes = {page_id(Open, step.query): step.label[:LABEL_LIMIT] for step in steps}
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for code, label in list(codes.items())[:MAX_BUTTONS_A_ROW]:
        if code is not None and code not in taken:
            style = discord.ButtonStyle.primary
            row.add_item(ui.Button(label=label, custom_id=code, style=style))
    if row.children:
        yield row.to_component_dict()


def _text(content: str) -> dict[str, Any]:
    return {"type": discord.ComponentType.text_display.value, "content": content}


def _content(page: Page, pictures: Mapping[Chart, str]) -> Iterator[ui.Item[ui.LayoutView]]:
    heading = page.heading
    if page.count > 1:
        heading += f"\n-# Page {page.number + 1} of {page.count}"
    yield ui.TextDisplay(heading)
    for part in page.parts:
        if isinstance(part, str):
            yield ui.TextDisplay(part)
        elif part in pictures:
            media = discord.MediaGalleryItem(
                f"attachment://{pictures[part]}", description=part.describe()
            )
            yield ui.MediaGallery(media)
        else:
            yield ui.TextDisplay(literal(part.describe()))
    if page.sources:
        yield ui.Separator()
        yield ui.TextDisplay(page.sources)


def _rows(answer: Answer, page: Page, *, shareable: bool) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    found = [*_page_buttons(answer, page), *_step_buttons(answer)]
    found += [
        ui.Button(label=it.label[:LABEL_LIMIT], custom_id=doing_code(it)) for it in answer.doings
    ]
    found += _own_buttons(answer, page, shareable=shareable)
    # Discord refuses a message in which two components share a custom id.
    buttons = list({button.custom_id: button for button in reversed(found)}.values())[::-1]
    for start in range(0, len(buttons), MAX_BUTTONS_A_ROW):
        yield ui.ActionRow(*buttons[start : start + MAX_BUTTONS_A_ROW])
    for number, menu in enumerate((*_contents(answer, page), *answer.menus)):
        if (select := _select(number, menu)) is not None:
            yield ui.ActionRow(select)


def _contents(answer: Answer, page: Page) -> Iterator[Menu]:
    """Offer every page by its first heading, where there are more than two."""
    if answer.query is not None and page.count > 2:  # noqa: PLR2004
        steps = (
            Step(f"{number + 1}. {heading}", answer.query, None, number)
            for number, heading in enumerate(page.contents)
            if number != page.number
        )
        yield Menu(f"Page {page.number + 1} of {page.count}: go to…", tuple(steps))


def _page_buttons(answer: Answer, page: Page) -> Iterator[ui.Button[ui.LayoutView]]:
    if answer.query is None:
        return
    for label, number in (("Back", page.number - 1), ("Continue", page.number + 1)):
        code = page_id(Open, answer.query, number) if 0 <= number < page.count else None
        if code is not None:
            style = discord.ButtonStyle.primary
            yield ui.Button(label=label, custom_id=code, style=style)


def _step_buttons(answer: Answer) -> Iterator[ui.Button[ui.LayoutView]]:
    for step in answer.steps:
        if (code := page_id(Open, step.query)) is not None:
            yield ui.Button(label=step.label[:LABEL_LIMIT], custom_id=code)


def _own_buttons(
    answer: Answer, page: Page, *, shareable: bool
) -> Iterator[ui.Button[ui.LayoutView]]:
    """Offer the answer itself in other ways: for everyone here, and as text to copy."""
    if answer.query is None:
        return
    ways: list[tuple[str, type[PageAction]]] = [("Share", Share)] if shareable else []
    ways.append(("As text", AsText))
    if roles_of(answer.query):
        ways.append(("Remind me of this", Remind))
    for label, way in ways:
        if (code := page_id(way, answer.query, page.number)) is not None:
            yield ui.Button(label=label, custom_id=code)


def _select(number: int, menu: Menu) -> ui.Select[ui.LayoutView] | None:
    found = [option for step in menu.steps if (option := _option(step)) is not None]
    options = list({option.value: option for option in found}.values())[:MAX_OPTIONS]
    if not options:
        return None
    return ui.Select(
        custom_id=PickPage(number).custom_id or "",
        placeholder=menu.prompt[:OPTION_LIMIT],
        options=options,
    )


def _option(step: Step) -> discord.SelectOption | None:
    code = page_id(Open, step.query, step.page)
    if code is None:
        return None
    hint = step.hint[:OPTION_LIMIT] if step.hint else None
    return discord.SelectOption(label=step.label[:OPTION_LIMIT], value=code, description=hint)
