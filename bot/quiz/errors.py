"""Moves that a game does not allow, each by its name; the text says what to do instead."""

from bot.errors import UserFacingError


class MoveError(UserFacingError):
    """A move that is not allowed now."""


class GameOverError(MoveError):
    """The game has ended."""

    text = "This game is over."
    remedy = "Start another with /quiz start."


class GamePausedError(MoveError):
    """The game is paused."""

    text = "The game is paused."
    remedy = "It goes on with /quiz resume."


class GameNotPausedError(MoveError):
    """The game is not paused."""

    text = "The game is not paused."
    remedy = "/quiz pause stops its clock."


class NotInLobbyError(MoveError):
    """The game has begun."""

    text = "The game has begun already."
    remedy = "Just answer, and you are in."


class NoQuestionOpenError(MoveError):
    """No question is open."""

    text = "No question is open just now."
    remedy = "Wait for the next one."


class QuestionClosedError(MoveError):
    """The question answered is not, or no longer, the one that is open."""

    text = "This question is closed."
    remedy = "The newest one is further down."


class TooLateError(MoveError):
    """The time for the question is over."""

    text = "Time is up for this question."
    remedy = "The next one comes in a moment."


class AlreadyAnsweredError(MoveError):
    """The member's first answer is locked."""

    text = "Your first answer is locked in."
    remedy = "It cannot be changed."


class AlreadyJoinedError(MoveError):
    """The member has joined before."""

    text = "You are in already."
    remedy = "Just answer when a question comes."


class NotJoinedError(MoveError):
    """The member is not in the game."""

    text = "You are not in this game."
    remedy = "Just answer, and you are in."


class OutOfLivesError(MoveError):
    """The member has no lives left in a game of survival, or comes after so many questions."""

    text = "You have no lives left in this game."
    remedy = "Watch who is the last one standing; the next game is open to you."


class NoMoreQuestionsError(MoveError):
    """The member answered all questions of a lightning round."""

    text = "You have answered every question there is."
    remedy = "The board comes when time is up."


class OwnPaceError(MoveError):
    """Something is wanted of all in a lightning round, where each is elsewhere."""

    text = "In a lightning round everybody is at a question of their own."
    remedy = "Answer as you think best; the next one comes at once."


class NoHintsError(MoveError):
    """Hints are off in this game, or this question has none."""

    text = "There is no hint to this question."
    remedy = "Answer as you think best."


class NoSuchTeamError(MoveError):
    """A team is chosen that the game does not have."""

    text = "This game has no such team."
    remedy = "The buttons of the lobby show the teams there are."


class AlreadyVotedError(MoveError):
    """The member has voted to skip this question."""

    text = "Your vote is counted already."
    remedy = "It takes more than half of all who are in."


class QuestionStillOpenError(MoveError):
    """A question is open that has to be closed first."""

    text = "A question is open."
    remedy = "It closes by time, or with /quiz skip."


class StalledError(MoveError):
    """What is to be shown before that cannot be shown just now."""

    text = "Discord does not take my messages here just now."
    remedy = "The game waits; I try again every few seconds."


class ForbiddenChannelError(MoveError):
    """The bot may not write in the channel of the game."""

    text = "I may not write in this channel, so nobody would see the quiz."
    remedy = "Let me see it and send messages in it, then try that again."


class ForgottenError(MoveError):
    """The member had themselves forgotten while the game ran, and would play twice."""

    text = "You had everything about you deleted during this game, so you are out of it."
    remedy = "The next one is open to you."


class NoAnswerToAppealError(MoveError):
    """There is no answer that could be judged again."""

    text = "You gave no wrong answer to that question."
    remedy = "Only what was judged wrong can be judged again."


class NotTypedError(MoveError):
    """An answer is appealed that was a click."""

    text = "Only a typed answer can be judged again."
    remedy = "If the question itself is wrong, report it."


class NoOpenAppealError(MoveError):
    """An appeal is to be decided that nobody made, or that was decided before."""

    text = "No appeal of that answer is open."
    remedy = "It was decided already, or nobody made one."


class NotPlayedError(MoveError):
    """A question is reported by somebody who did not answer it."""

    text = "You have not answered that question, so you cannot report it."
    remedy = "Those who answered it can."


class TooManyGamesError(MoveError):
    """A member has as many games open as one may."""

    text = "You have three quizzes open already."
    remedy = "End one of them with /quiz stop."
