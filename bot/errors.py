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
    ├── NoSeasonError           the server has no such season
    ├── SeasonError             a season that cannot be opened so
    ├── ExamGoneError           an exam or a try that is not there any more
    ├── NoTriesLeftError        a member had all tries at an exam of a week
    ├── NoSuchChoiceError       a rule of a quiz that no menu offers
