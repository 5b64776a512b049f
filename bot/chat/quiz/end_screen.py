"""The end of a game: who won, and what it is remembered for, in words and as a picture."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from bot.chat.kit.components import Component, Layout, button, card, mention, one_line, text
from bot.chat.quiz.actions import PractiseMisses, ShowLeaderboard
from bot.chat.quiz.portraits import Portrait
from bot.chat.quiz.question_screens import OUT, hearts
from bot.chat.quiz.standings import listed, members_text
from bot.lookups.charts import PodiumChart, PodiumPlace
from bot.lookups.wording import join, plural
from bot.quiz.game import Game
from bot.quiz.modes.teams import TEAM_NAMES, TeamStanding
from bot.quiz.phases import Outcome
from bot.quiz.recap import GameRecap, recap_game
from bot.quiz.rules import Mode
from bot.quiz.scoring import LEADERBOARD_PEOPLE, Standing

ON_PODIUM, LISTED = 3, 5
NARROW = 0.1
"""The share of the winner's points by which a win is a narrow one."""
SOMEBODY = Portrait("somebody")


def end(game: Game, drawn: Component | None = None) -> Layout:
    """Say who won; the picture stands between that and what the game is remembered for."""
    recap, standings = recap_game(game), game.standings()
    first = [f"### {_headline(game, recap, standings)}", *_narrowly(game, standings)]
    if game.outcome is not Outcome.PLAYED and game.rounds:
        why = "Nobody played any more" if game.outcome is Outcome.DESERTED else "It was ended early"
        told = f"after {recap.asked} of {plural(len(game.questions), 'question')}"
        first.append(f"{why}, {told}. What was earned is kept.")
    first += map(_team_line, game.team_standings())
    if game.rules.mode is Mode.TEAMS:
        first.append("-# Each for themselves:")
    scored = [it for it in standings if it.points > 0][:LISTED]
    first += [f"**{it.rank}.** {mention(it.member)} {score_text(game, it)}" for it in scored]
    if (rest := len(standings) - len(scored)) > 0:
        first.append(f"-# … and {rest} more played.")
    last = [f"**{label}:** {words}" for label, words in memories(recap, mention)]
    if recap.hardest is not None:
        last.append(f"-# {one_line(game.questions[recap.hardest.number].item.question)}")
    if game.rounds and not game.counts:
        last.append("-# Fewer than two people answered, so this was practice: no leaderboard.")
    parts = [text("\n".join(first)), *([drawn] if drawn is not None else [])]
    if last:
        parts.append(text("\n".join(last)))
    return card(parts, _buttons(game))


def _narrowly(game: Game, standings: Sequence[Standing]) -> Iterator[str]:
    """Say that it was close, where points alone decided."""
    if game.rules.mode is not Mode.CLASSIC or len(standings) < LEADERBOARD_PEOPLE:
        return
    winner, second = standings[:2]
    if 0 < (ahead := winner.points - second.points) <= winner.points * NARROW:
        yield f"📸 Photo finish: {plural(ahead, 'point')} ahead of {mention(second.member)}!"


def _team_line(standing: TeamStanding) -> str:
    """Say how a team did, and who was in it."""
    who = f"{standing.rank}. {TEAM_NAMES[standing.team]}"
    won = f"{float(standing.mean):.0f} on average, {standing.right} right"
    return f"**{who}** {won} · {members_text(standing.members)}"


def score_text(game: Game, place: Standing) -> str:
    """Say what a member's place in a game goes by."""
    match game.rules.mode:
        case Mode.SURVIVAL:
            return f"{_lives_text(game, place.member)}, {place.right} right"
        case Mode.LIGHTNING:
            return f"{place.right} right, {plural(place.points, 'point')}"
        case Mode.CLASSIC | Mode.TEAMS:
            return f"{plural(place.points, 'point')}, {place.right} right"
        case _:
            assert_never(game.rules.mode)


def _lives_text(game: Game, member: int) -> str:
    """Say how many lives are left, or where the last one went."""
    lives = game.lives_of(member)
    return hearts(lives.left) if lives.out is None else f"{OUT} out at question {lives.out + 1}"


def on_podium(game: Game) -> tuple[Standing, ...]:
    """Give the first three, as far as they won anything."""
    return tuple(it for it in game.standings()[:ON_PODIUM] if it.points > 0)


def _sharing(game: Game) -> tuple[Standing, ...]:
    """Give who else has the place of the last on the podium."""
    podium = on_podium(game)
    return tuple(it for it in game.standings()[len(podium) :] if it.rank == podium[-1].rank)


def remembered(game: Game) -> set[int]:
    """Give the members that a picture of the end and its description name."""
    recap = recap_game(game)
    quickest = [] if recap.quickest is None else [recap.quickest.member]
    podium = (*on_podium(game), *_sharing(game)[:1])
    return {*(it.member for it in podium), *recap.streakers[:ON_PODIUM], *quickest}


def podium_chart(game: Game, name: str, faces: Mapping[int, Portrait]) -> PodiumChart:
    """Make the picture of the end; who has no name there is somebody."""
    title = f"Quiz: {name} · {_kind(game)}"
    places = []
    for it in on_podium(game):
        shown = faces.get(it.member, SOMEBODY)
        places.append(PodiumPlace(it.rank, shown.name, _score(game, it), shown.avatar))
    sharing = tuple(faces.get(it.member, SOMEBODY).name for it in _sharing(game))
    places[-1] = replace(places[-1], sharing=sharing)
    told = memories(recap_game(game), lambda it: faces.get(it, SOMEBODY).name)
    return PodiumChart(title, tuple(places), tuple(told))


def _kind(game: Game) -> str:
    mode = game.rules.mode
    return plural(len(game.questions), "question") if mode is Mode.CLASSIC else mode.value


def _score(game: Game, place: Standing) -> str:
    """Say the same in the few letters that a step has room for."""
    match game.rules.mode:
        case Mode.SURVIVAL:
            lives = game.lives_of(place.member)
            if lives.out is not None:
                return f"out at {lives.out + 1}"
            return _lives(lives.left)
        case Mode.LIGHTNING:
            return f"{place.right} right"
        case Mode.CLASSIC | Mode.TEAMS:
            return plural(place.points, "point")
        case _:
            assert_never(game.rules.mode)


def _lives(count: int) -> str:
    return f"{count} {'life' if count == 1 else 'lives'}"


def memories(recap: GameRecap, naming: Callable[[int], str]) -> list[tuple[str, str]]:
    """Tell what a game is remembered for: a label and a few words each."""
    told = []
    if recap.streakers:
        named = listed([naming(it) for it in recap.streakers], ON_PODIUM)
        told.append(("Best streak", f"{named}, {recap.streak} in a row"))
    if (quick := recap.quickest) is not None:
        seconds = f"{quick.taken / 1000:.1f} s on question {quick.number + 1}"
        told.append(("Fastest", f"{naming(quick.member)}, {seconds}"))
    if (hard := recap.hardest) is not None:
        right = f"{hard.right} of {hard.answered} got it right"
        told.append(("Hardest", f"question {hard.number + 1} ({right})"))
    return told


def _headline(game: Game, recap: GameRecap, standings: Sequence[Standing]) -> str:
    first = [it for it in standings if it.rank == 1 and it.points > 0]
    if not game.rounds:
        return "The quiz ended before its first question"
    if not first:
        return "The quiz is over, and nobody scored"
    if teams := game.team_standings():
        return _team_headline(teams)
    named = f"🏆 {listed([mention(it.member) for it in first], ON_PODIUM)}"
    if len(first) > 1:
        return f"{named} share first place with {plural(first[0].points, 'point')}"
    return f"{named} {_won(game, recap, first[0])}"


def _won(game: Game, recap: GameRecap, winner: Standing) -> str:
    """Say how the first won."""
    match game.rules.mode:
        case Mode.SURVIVAL:
            left = game.lives_of(winner.member).left
            if len(game.playing) == 1 and left:
                return "is the last one standing"
            return f"wins with {_lives(left)} left" if left else "lasted longest"
        case Mode.LIGHTNING:
            return f"wins with {winner.right} right"
        case Mode.CLASSIC | Mode.TEAMS if winner.right:
            return f"wins with {winner.right} of {recap.asked}"
        case Mode.CLASSIC | Mode.TEAMS:
            return f"wins with {plural(winner.points, 'point')}"
        case _:
            assert_never(game.rules.mode)


def _team_headline(teams: Sequence[TeamStanding]) -> str:
    first = [TEAM_NAMES[it.team] for it in teams if it.rank == 1]
    won = f"{float(teams[0].mean):.0f} points on average"
    if len(first) > 1:
        return f"🏆 {join(first)} share first place with {won}"
    return f"🏆 {first[0]} wins with {won}"


def _buttons(game: Game) -> list[Component]:
    board = button("Leaderboard", ShowLeaderboard(game.id))
    if not game.rounds:
        return [board]
    return [button("Practise my misses", PractiseMisses(game.id), primary=True), board]
