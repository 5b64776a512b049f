"""The end of a game: who won, and what it is remembered for, in words and as a picture."""

from collections.abc import Callable, Mapping, Sequence

from bot.chat.kit.components import Component, Layout, button, card, text
from bot.chat.kit.markup import mention
from bot.chat.quiz.actions import PractiseMisses, ShowLeaderboard
from bot.chat.quiz.portraits import Portrait
from bot.chat.quiz.standings import listed, teams_text
from bot.lookups.charts import PodiumChart, PodiumPlace
from bot.lookups.wording import join, plural
from bot.quiz.game import Game
from bot.quiz.modes.teams import TEAM_NAMES
from bot.quiz.phases import Outcome
from bot.quiz.recap import GameRecap, recap_game
from bot.quiz.rules import Mode
from bot.quiz.scoring import Standing

ON_PODIUM, LISTED = 3, 5
SOMEBODY = Portrait("somebody")


def end(game: Game, drawn: Component | None = None) -> Layout:
    """Say who won; the picture stands between that and what the game is remembered for."""
    recap, standings = recap_game(game), game.standings()
    first = [f"### {_headline(game, recap, standings)}"]
    if game.outcome is not Outcome.PLAYED and game.rounds:
        told = f"after {recap.asked} of {plural(len(game.questions), 'question')}"
        first.append(f"It was ended early, {told}. What was earned is kept.")
    if game.rules.mode is Mode.TEAMS:
        first.append(f"**Teams, on average:** {teams_text(game)}")
    scored = [it for it in standings if it.points > 0]
    first += [
        f"**{it.rank}.** {mention(it.member)} {plural(it.points, 'point')}"
        for it in scored[:LISTED]
    ]
    if len(scored) > LISTED:
        first.append(
            f"-# … and {len(scored) - LISTED} more; {plural(len(standings), 'member')} in all."
        )
    last = [f"**{label}:** {words}" for label, words in memories(recap, mention)]
    if game.rounds and not game.counts:
        last.append("-# Fewer than two people answered, so this was practice: no leaderboard.")
    parts = [text("\n".join(first)), *([drawn] if drawn is not None else [])]
    if last:
        parts.append(text("\n".join(last)))
    return card(parts, _buttons(game))


def on_podium(game: Game) -> tuple[Standing, ...]:
    """Give the first three, as far as they won anything."""
    return tuple(it for it in game.standings()[:ON_PODIUM] if it.points > 0)


def remembered(game: Game) -> set[int]:
    """Give the members that a picture of the end names."""
    recap = recap_game(game)
    quickest = [] if recap.quickest is None else [recap.quickest.member]
    return {*(it.member for it in on_podium(game)), *recap.streakers[:ON_PODIUM], *quickest}


def podium_chart(game: Game, name: str, faces: Mapping[int, Portrait]) -> PodiumChart:
    """Make the picture of the end; who has no name there is somebody."""
    title = f"Quiz: {name} · {plural(len(game.questions), 'question')}"
    places = []
    for it in on_podium(game):
        shown = faces.get(it.member, SOMEBODY)
        score = plural(it.points, "point")
        places.append(PodiumPlace(it.rank, shown.name, score, shown.avatar))
    told = memories(recap_game(game), lambda it: faces.get(it, SOMEBODY).name)
    return PodiumChart(title, tuple(places), tuple(told))


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
        told.append(
            ("Hardest", f"question {hard.number + 1}, which {hard.right} of {hard.answered} had")
        )
    return told


def _place_line(place: Standing) -> str:
    return f"**{place.rank}.** {mention(place.member)} {plural(place.points, 'point')}"


def _headline(  # noqa: PLR0911 - one a way to end
    game: Game, recap: GameRecap, standings: Sequence[Standing]
) -> str:
    first = [it for it in standings if it.rank == 1 and it.points > 0]
    if not game.rounds:
        return "The quiz ended before its first question"
    if not first:
        return "The quiz is over, and nobody scored"
    won = first[0]
    if teams := [it for it in game.team_standings() if it.rank == 1]:
        wins = f"{'win' if len(teams) > 1 else 'wins'} with {round(teams[0].mean)} a member"
        return f"🏆 {join([TEAM_NAMES[it.team] for it in teams])} {wins}"
    if game.rules.mode is Mode.SURVIVAL and len(game.playing) == 1 and len(standings) > 1:
        return f"🏆 {mention(game.playing[0])} is the last one standing"
    if len(first) > 1:
        named = join([mention(it.member) for it in first[:ON_PODIUM]])
        if len(first) > ON_PODIUM:
            named = listed([mention(it.member) for it in first], ON_PODIUM)
        return f"🏆 {named} share first place with {plural(won.points, 'point')}"
    if not won.right:
        return f"🏆 {mention(won.member)} wins with {plural(won.points, 'point')}"
    return f"🏆 {mention(won.member)} wins with {won.right} of {recap.asked}"


def _buttons(game: Game) -> list[Component]:
    board = button("Leaderboard", ShowLeaderboard(game.id))
    if not game.rounds:
        return [board]
    return [button("Practise my misses", PractiseMisses(game.id), primary=True), board]
