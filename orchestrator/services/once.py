"""Act once on a form, however often it is sent: a second click gets the first one's result."""

from __future__ import annotations

from collections.abc import Callable

from orchestrator.callboard import Callboard
from orchestrator.storage import answered_forms
from orchestrator.storage.answered_forms import Answer

from .refused import refuse

__all__ = ["Answer", "once"]

LONGEST_TOKEN = 100


def once(callboard: Callboard, person: int, token: str, act: Callable[[], Answer]) -> Answer:
    """What `act` returned for this token, now or when it was sent first. What it raises leaves the token unused.

    `act` has a transaction of its own; the token is kept right after it. Where the process dies between the two,
    sending the form again meets what is there already. Raises Refused where the token is missing.
    """
    if not 10 <= len(token) <= LONGEST_TOKEN or "\0" in token:
        raise refuse("", "the form was not complete; reload the page and send it again")
    with callboard.database.begin() as connection:
        if answered_forms.take(connection, token, person):
            given = act()
            answered_forms.answer(connection, token, given)
            return given
        before = answered_forms.find(connection, token, person)
    if before is None:
        raise refuse("", "this form belongs to somebody else; reload the page and send it again")
    return before
