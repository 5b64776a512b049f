"""Teams: two to four, each as good as its members on average."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.quiz.scoring import Standing, rank

TEAM_NAMES = ("Red", "Blue", "Green", "Yellow")


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A team's place in a game; who joined counts, whether they answered or not."""

    rank: int
    team: int
    points: int
    right: int
    members: tuple[int, ...]

    @property
    def mean(self) -> Fraction:
        """The mean of the points; nobody has none."""
        return Fraction(self.points, max(len(self.members), 1))


def smallest(teams: Mapping[int, int], members: Iterable[int], count: int) -> int:
    """Find the team of the fewest members, the first of equals."""
    sizes = Counter(teams[member] for member in members if member in teams)
    return min(range(count), key=lambda team: sizes[team])


def filled(teams: Mapping[int, int], members: Iterable[int], count: int) -> dict[int, int]:
    """Let everybody who has none into a team, each into the smallest."""
    found = dict(teams)
    everybody = tuple(members)
    for member in everybody:
        if member not in found:
            found[member] = smallest(found, everybody, count)
    return found


def balanced(
    chosen: Mapping[int, int], members: Iterable[int], strength: Mapping[int, float], count: int
) -> dict[int, int]:
    """Let those who chose no team into one, so that sizes are even and then strengths.

    `strength` is the share right so far; who never played is taken for average.
    """
    everybody = tuple(members)
    usual = sum(strength.values()) / len(strength) if strength else 0.0
    of = {member: strength.get(member, usual) for member in everybody}
    found = {member: chosen[member] for member in everybody if member in chosen}
    for member in sorted((it for it in everybody if it not in found), key=lambda it: -of[it]):
        sizes = Counter(found.values())
        power = {
            team: sum(of[it] for it, own in found.items() if own == team) for team in range(count)
        }
        found[member] = min(range(count), key=lambda team: (sizes[team], power[team], team))
    return found


def team_standings(
    standings: Sequence[Standing], teams: Mapping[int, int], count: int
) -> tuple[TeamStanding, ...]:
    """Rank the teams of those who play, by the mean of their points."""
    parts = []
    for team in range(count):
        own = [it for it in standings if teams.get(it.member) == team]
        points, right = sum(it.points for it in own), sum(it.right for it in own)
        parts.append(TeamStanding(0, team, points, right, tuple(it.member for it in own)))
    parts.sort(key=lambda it: (-it.mean, it.team))
    ranks = rank([it.mean for it in parts])
    return tuple(replace(it, rank=place) for it, place in zip(parts, ranks, strict=True))
