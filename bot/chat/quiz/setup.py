"""Setting a game up in its lobby: a private panel of menus, for who leads it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bot.chat.kit.components import (
    MAX_OPTIONS,
    Component,
    Layout,
    Option,
    card,
    fitted,
    literal,
    menu,
    text,
)
from bot.chat.kit.context import Context, on, on_menu
from bot.chat.kit.reply import Reply
from bot.chat.quiz.actions import Chosen, OpenSetup, SetUp, ShowTopics
from bot.chat.quiz.lobby import rules_lines
from bot.errors import UserFacingError
from bot.lookups.wording import plural
from bot.quiz.game import Game
from bot.quiz.rules import LEAST_TEAMS, MOST_TEAMS, SCORING_WORDS, Mode, Rules, Scoring
from bot.services.items import EVERYTHING, OWN_MARK, QuizTopic

LENGTHS = (5, 10, 15, 20, 30)
TIMERS = (10, 15, 20, 30, 45, 60, 90, 120)
NO_TIMER = "0"
POSSIBLE_LENGTHS, POSSIBLE_SECONDS = range(1, 31), range(5, 121)
POSSIBLE_TEAMS = range(LEAST_TEAMS, MOST_TEAMS + 1)
MODES = (
    Option("classic", "Classic", "All answer every question"),
    Option("survival", "Survival", "Three lives, and the last one standing wins"),
    *(
        Option(f"teams {it}", f"{it} teams", "What a team's members win on average counts")
        for it in POSSIBLE_TEAMS
    ),
    Option("lightning", "Lightning", "60 seconds, as many questions as you can"),
)
STREAKS, FINAL, HINTS = "streaks", "final", "hints"
EXTRAS = (
    Option(STREAKS, "Streaks earn more"),
    Option(FINAL, "The last question counts double"),
    Option(HINTS, "Hints for half the points"),
)


class NoSuchChoiceError(UserFacingError):
    """A menu is sent with what it does not offer."""

    text = "That cannot be chosen."
    remedy = "Press Change in the lobby, and choose again."


def panel(game: Game, topics: Sequence[QuizTopic], name: str) -> Layout:
    """Show what holds in plain words, and a menu for each thing that can be chosen."""
    lines = [f"### Quiz: {literal(name)}", *rules_lines(game)]
    shared = [it for it in topics if it.mark != OWN_MARK]
    if (rest := len(shared) - MAX_OPTIONS) > 0:
        lines.append(f"-# {rest} more to ask about can be typed as the topic: of /quiz start.")
    return card([text("\n".join(lines))], rows_after=list(_menus(game, topics)))


def topic_list(topics: Sequence[QuizTopic]) -> Layout:
    """List what a quiz can be about, with how many questions there are of each."""
    lines = [f"- {literal(it.mark)}**{literal(it.name)}** {it.size}" for it in topics]
    return card([text("### What this quiz can be about"), text(fitted(lines))])


def _menus(game: Game, topics: Sequence[QuizTopic]) -> Iterator[Component]:
    rules, topic = game.rules, game.wish.topic or EVERYTHING
    shared = [_topic_option(it) for it in topics if it.mark != OWN_MARK]
    if topic not in [it.value for it in shared[:MAX_OPTIONS]]:
        # What is asked about now has its place, however many there are.
        shared.sort(key=lambda it: it.value != topic)
    yield _menu(game, Chosen.TOPIC, "Topic", shared, [topic])
    if own := [_topic_option(it) for it in topics if it.mark == OWN_MARK]:
        yield _menu(game, Chosen.OWN_DECK, "One of this server's decks", own, [topic])
    mode = f"teams {rules.teams}" if rules.mode is Mode.TEAMS else rules.mode.value
    yield _menu(game, Chosen.MODE, "Mode", MODES, [mode])
    if rules.mode is not Mode.LIGHTNING:
        yield from _pace_menus(game)
    open_extras = [it for it in EXTRAS if _applies(it.value, rules)]
    on_now = _extras_of(rules)
    extras = SetUp(game.id, Chosen.EXTRAS)
    yield menu(extras, "Extras", open_extras, on_now, most=len(open_extras), least=0)


def _pace_menus(game: Game) -> Iterator[Component]:
    rules, count = game.rules, game.wish.count
    lengths = [Option(str(it), plural(it, "question")) for it in sorted({*LENGTHS, count})]
    yield _menu(game, Chosen.LENGTH, "Length", lengths, [str(count)])
    seconds = rules.pace.seconds
    timed = sorted({*TIMERS, *([seconds] if seconds is not None else [])})
    timers = [Option(str(it), f"{it} seconds a question") for it in timed]
    timers.append(Option(NO_TIMER, "No timer", "The host closes each question"))
    yield _menu(game, Chosen.TIMER, "Timer", timers, [str(seconds or NO_TIMER)])
    scorings = [
        Option(it.value, it.value.capitalize(), SCORING_WORDS[it])
        for it in Scoring
        if it is not Scoring.SPEED or seconds is not None
    ]
    yield _menu(game, Chosen.SCORING, "Scoring", scorings, [rules.scoring.value])


def _menu(
    game: Game, what: Chosen, prompt: str, options: Sequence[Option], chosen: Collection[str]
) -> Component:
    labelled = [it._replace(label=f"{prompt}: {it.label}") for it in options]
    return menu(SetUp(game.id, what), prompt, labelled, chosen)


def _topic_option(topic: QuizTopic) -> Option:
    return Option(topic.value or EVERYTHING, topic.name, topic.size)


def _applies(extra: str, rules: Rules) -> bool:
    if extra == STREAKS:
        return rules.scoring is not Scoring.FIRST
    return rules.mode is not Mode.LIGHTNING


def _extras_of(rules: Rules) -> list[str]:
    on_now = {STREAKS: rules.streak_bonus, FINAL: rules.final_double, HINTS: rules.hints}
    return [extra for extra, is_on in on_now.items() if is_on]


async def _open(context: Context, action: OpenSetup) -> None:
    await context.send(Reply(await _panel_of(context, action.game)))


async def _topics(context: Context, action: ShowTopics) -> None:
    del action
    topics = context.services.quizzes.topics.offered(context.guild)
    await context.send(Reply(topic_list(topics)))


async def _set_up(context: Context, action: SetUp, chosen: tuple[str, ...]) -> None:
    """Change one thing; what cannot be is told, and then nothing changes."""
    await _choose(context, action, chosen)
    await context.replace(Reply(await _panel_of(context, action.game)))


async def _choose(context: Context, action: SetUp, chosen: tuple[str, ...]) -> None:
    quizzes, leader = context.services.quizzes, context.player
    session = await quizzes.led(action.game, leader)
    game, value = session.game, next(iter(chosen), "")
    match action.what:
        case Chosen.TOPIC | Chosen.OWN_DECK:
            topic = quizzes.topics.read(value, session.place.guild)
            await quizzes.choose_questions(game.id, leader, replace(game.wish, topic=topic))
        case Chosen.LENGTH:
            wish = replace(game.wish, count=_number(value, POSSIBLE_LENGTHS))
            await quizzes.choose_questions(game.id, leader, wish)
        case Chosen.MODE | Chosen.TIMER | Chosen.SCORING | Chosen.EXTRAS:
            rules = _changed(game.rules, action.what, chosen)
            await quizzes.choose_rules(game.id, leader, rules)
        case _:
            assert_never(action.what)


def _changed(rules: Rules, what: Chosen, chosen: Collection[str]) -> Rules:
    """Change one rule; raise NoSuchChoiceError for what no menu offers."""
    value = next(iter(chosen), "")
    if what is Chosen.EXTRAS:
        streaks, final, hints = (it in chosen for it in (STREAKS, FINAL, HINTS))
        return replace(rules, streak_bonus=streaks, final_double=final, hints=hints)
    if what is Chosen.TIMER:
        seconds = None if value == NO_TIMER else _number(value, POSSIBLE_SECONDS)
        return replace(rules, pace=replace(rules.pace, seconds=seconds))
    try:
        if what is Chosen.SCORING:
            return replace(rules, scoring=Scoring(value))
        mode, _, teams = value.partition(" ")
        count = _number(teams, POSSIBLE_TEAMS) if teams else rules.teams
        return replace(rules, teams=count).in_mode(Mode(mode))
    except ValueError:
        raise NoSuchChoiceError from None


def _number(value: str, possible: range) -> int:
    if not value.isdecimal() or int(value) not in possible:
        raise NoSuchChoiceError
    return int(value)


async def _panel_of(context: Context, number: int) -> Layout:
    session = await context.services.quizzes.led(number, context.player)
    topics, game = context.services.quizzes.topics, session.game
    name = topics.name_of(game.wish.topic, session.place.guild)
    return panel(game, topics.offered(session.place.guild), name)


ACTIONS = (on(OpenSetup, _open), on(ShowTopics, _topics), on_menu(SetUp, _set_up))
