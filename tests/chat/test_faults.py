"""What an error of Discord means: whether it passes, and whether it is final."""

import pytest

from bot.chat.kit.delivery import MessageGoneError, meaning
from bot.services.sending import (
    ForbiddenSendError,
    GoneSendError,
    PassingSendError,
    SendError,
)


@pytest.mark.parametrize(
    ("status", "code", "wanted"),
    [
        (403, 50001, ForbiddenSendError),
        (403, 50013, ForbiddenSendError),
        (403, 0, ForbiddenSendError),
        (400, 50083, ForbiddenSendError),
        (404, 10003, GoneSendError),
        (404, 10004, GoneSendError),
        (404, 10008, MessageGoneError),
        (404, 0, PassingSendError),
        (429, 20028, PassingSendError),
        (429, 0, PassingSendError),
        (500, 0, PassingSendError),
        (503, 0, PassingSendError),
        (401, 0, PassingSendError),
    ],
)
def test_only_what_discord_says_by_its_own_code_is_final(
    status: int, code: int, wanted: type[SendError]
) -> None:
    assert meaning(status, code) is wanted
