"""The one base of everything that people may read when something did not work.

    UserFacingError
    ├── MoveError               a move that a game does not allow now
    ├── UnreadableAnswerError   an answer that says nothing definite
    ├── NoItemsError            nothing that may be asked fits
    ├── QuizRefusedError        a quiz cannot be started here, or not so
    ├── NoQuizError             no quiz is open in the channel
    ├── HostOnlyError           only the host or a moderator may do that
    ├── OwnAppealError          somebody would judge their own appeal
    ├── NoQuizHereError         a button of a quiz was pressed elsewhere
    ├── UnknownGameError        a game that is no longer stored
    ├── LeaderboardsOffError    the server's moderators want no leaderboards
    ├── NoSuchChoiceError       a rule of a quiz that no menu offers
    ├── NoSeasonError           the server has no such season
    ├── SeasonError             a season that cannot be opened so
    ├── ExamGoneError           an exam or a try that is not there any more
    ├── NoTriesLeftError        a member had all tries at an exam of a week
    ├── DailyGoneError          a question of the day that is closed
    ├── NightError              a quiz that cannot be planned, or is no longer planned
    ├── ForgottenPostingError   a posting that is no longer in memory
    ├── CardGoneError           a card that is no longer in a member's reviews
    ├── PracticeError           an answer to a problem that cannot be kept or graded
    ├── MemberPayError          what members earn cannot be shared or seen so
    ├── NoAssessmentError       no self-assessment is kept
    ├── PlanError               a study plan that is not there, or cannot be begun
    ├── ReminderError           a reminder that cannot be set as it was typed
    ├── NotOperatorError        only operators may do that
    ├── NotModeratorError       only a server's moderators may do that
    ├── NoServerError           it belongs to servers, and was asked for outside of them
    ├── UploadError             an attachment that cannot be taken
    ├── EditError               a change of the knowledge files that cannot be made
    ├── UnknownFileError        no knowledge file has the name of what was uploaded
    ├── AmbiguousFileError      several knowledge files have it
    ├── NoSuchRoleError         what was typed names no role for certain
    ├── MissSettledError        what people asked in vain, and was settled since
    ├── ClaimReportSettledError a report on an answer that was settled since
    ├── ReportSettledError      a reported question that was settled since
    ├── ServerDataError         a server's own words, decks or settings that cannot be taken
    ├── StoreError              nothing can be stored just now
    ├── TooSlowError            a form that could not be opened in time
    ├── SettingsError           a setting that cannot be used
    ├── EncoderError            the encoder's file is not what it should be
    ├── StartError              the bot cannot start
    ├── FormError               a form of the preview has no such field or choice
    └── LineError               a line of `careers-bot say` that cannot be carried out

Whatever is raised outside this tree is a fault of the program: people get a number for it, and
the log has the rest.
"""


class UserFacingError(Exception):
    """Say what is the matter and what to do next.

    `text` is a whole sentence; `remedy` is another one, shown after it. A subclass that always
    says the same has both as class attributes; any other is given them, or makes them of what
    it is given.
    """

    text: str
    remedy: str
    logged: bool = False
    """Whether the log has it as well, because whoever runs the bot has to do something."""

    def __init__(self, text: str | None = None, remedy: str | None = None) -> None:
        if text is not None:
            self.text = text
        if remedy is not None:
            self.remedy = remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What a person reads; `str()` may say more than that, to the log."""
        return f"{self.text} {self.remedy}"
