"""How a game is played, as its host chose it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from bot.quiz.phases import Pace

DEFAULT_SECONDS = 30
LIGHTNING_SECONDS = 60
USUAL_PACE = Pace(DEFAULT_SECONDS)
LEAST_TEAMS, MOST_TEAMS = 2, 4
FINAL_WEIGHT = 2


class Mode(StrEnum):
    """What kind of game it is; each has a file in `bot.quiz.modes`."""

    CLASSIC = "classic"
    SURVIVAL = "survival"
    TEAMS = "teams"
    LIGHTNING = "lightning"


class Scoring(StrEnum):
    """How answers become points; at most 100 a question."""

    ACCURACY = "accuracy"
    SPEED = "speed"
    FIRST = "first"


SCORING_WORDS: Mapping[Scoring, str] = {
    Scoring.ACCURACY: "right answers count, speed does not",
    Scoring.SPEED: "right answers count, quick ones up to twice as much",
    Scoring.FIRST: "only the first of the best answers to a question counts",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host may choose beside the questions.

    `pace.seconds` is the time for a question, in lightning that for all of them together.
    """

    mode: Mode = Mode.CLASSIC
    scoring: Scoring = Scoring.ACCURACY
    pace: Pace = USUAL_PACE
    streak_bonus: bool = False
    """Whether the third right answer in a row and those after it earn more."""
    final_double: bool = False
    """Whether the last question counts double."""
    hints: bool = False
    """Whether members may have a hint, for half the points."""
    teams: int = LEAST_TEAMS

    def weight(self, number: int, questions: int) -> int:
        """Give how many times question `number` (from 0) of so many counts."""
        return FINAL_WEIGHT if self.final_double and number == questions - 1 else 1

    @property
    def pays_streaks(self) -> bool:
        return self.streak_bonus and self.scoring is not Scoring.FIRST

    def settled(self) -> Self:
        """Give the rules without what does not go together; the mode decides, then the timer."""
        rules = replace(self, teams=min(max(self.teams, LEAST_TEAMS), MOST_TEAMS))
        if self.mode is Mode.LIGHTNING:
            pace = replace(self.pace, seconds=LIGHTNING_SECONDS)
            rules = replace(rules, pace=pace, scoring=Scoring.ACCURACY)
            return replace(rules, final_double=False, hints=False)
        if self.scoring is Scoring.SPEED and self.pace.seconds is None:
            rules = replace(rules, scoring=Scoring.ACCURACY)
        return rules

    def in_mode(self, mode: Mode) -> Self:
        """Give the rules in another mode; who comes from lightning has the usual time again."""
        rules = replace(self, mode=mode)
        if self.mode is Mode.LIGHTNING and mode is not Mode.LIGHTNING:
            rules = replace(rules, pace=replace(self.pace, seconds=DEFAULT_SECONDS))
        return rules.settled()


USUAL_RULES = Rules(streak_bonus=True, hints=True)
"""What a host plays by who chooses nothing."""
