"""The one base of everything that people may read when something did not work.

    UserFacingError
    ├── MoveError               a move that a game does not allow now
    ├── UnreadableAnswerError   an answer that says nothing definite
    ├── NoItemsError            nothing that may be asked fits
    ├── EditError               a change of the knowledge files that cannot be made
    ├── ServerDataError         a server's own words, decks or settings that cannot be taken
    └── StoreError              nothing can be stored just now

Whatever is raised outside this tree is a fault of the program: people get a number for it, and
the log has the rest.
"""


class UserFacingError(Exception):
    """Say what is the matter and what to do next.

    `text` is a whole sentence; `remedy` is another one, shown after it. A subclass that always
    says the same has both as class attributes.
    """

    text: str = "That is not possible now."
    remedy: str = ""

    def __init__(self, text: str | None = None, remedy: str | None = None) -> None:
        if text is not None:
            self.text = text
        if remedy is not None:
            self.remedy = remedy
        super().__init__(f"{self.text} {self.remedy}".strip())
