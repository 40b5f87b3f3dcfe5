"""Reading JobFeed's replies. Source: api.stepstone.com/response and /status-codes."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.boards.answer import Answer
from orchestrator.domain.errors import Blocked, Reason, Rejected, Retry, Unauthorized

HOURLY = 3_600.0
FIELDS = {204: "title", 205: "language", 206: "reference", 207: "", 320: "title", 331: "text"}
ACCOUNT = frozenset({209, 210, 220, 222, 230, 312, 313, 314, 315})
AGAIN = frozenset({408, 500})
DEPRECATED = 403


@dataclass(frozen=True, slots=True)
class Reply:
    """`offer`: StepStone's number of the offer, empty where the reply has none."""

    offer: str
    action: str


def reply(answer: Answer) -> Reply:
    """What a reply with code 100 says. Raises what any other code means."""
    root = answer.accept().xml()
    if str(root.tag).lower() != "jobfeedresponse":
        raise answer.unclear("the reply is not JobFeed's")
    given = {str(each.tag).lower(): (each.text or "").strip() for each in root.iter()}
    # One of StepStone's own pages spells it with one t too many.
    code, said = given.get("statuscode") or given.get("statustcode", ""), given.get("status", "")
    if code == "100":
        return Reply(given.get("listingid", ""), given.get("action", ""))
    number, words = int(code) if code.isdigit() else 0, f"StepStone says: {code} {said}".strip()
    if number in FIELDS:
        raise Rejected((Reason(FIELDS[number], words),))
    if number in ACCOUNT and any(each in said.lower() for each in ("credential", "password", "user", "login")):
        raise Unauthorized(words)
    if number in ACCOUNT:
        raise Blocked(words, HOURLY)
    if number == DEPRECATED:
        raise Unauthorized(f"{words}. The feed is closed: contact StepStone")
    if number in AGAIN:
        raise Retry(words, HOURLY)
    raise answer.unclear(f"the code {code!r} is handled inside StepStone")
