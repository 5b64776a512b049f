"""What can go wrong when something is sent, whatever sends it; and when it is tried again."""

from datetime import timedelta

RETRIES = tuple(timedelta(seconds=it) for it in (5, 10, 20, 40))
"""How long to wait before the next try after the first failure, the second …; then the last."""


class SendError(Exception):
    """Something was not sent; the message says why, for the log."""


class PassingSendError(SendError):
    """Discord cannot be reached or is out of order; the same may work in a moment."""


class ForbiddenSendError(SendError):
    """The channel or the member may not be written to, until somebody allows it."""


class GoneSendError(SendError):
    """The channel, the server or the member of it is gone for good."""


def wait_after(failures: int) -> timedelta:
    """Give how long to wait after so many failures in a row, at least one."""
    return RETRIES[min(failures, len(RETRIES)) - 1]
