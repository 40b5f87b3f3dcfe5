"""Pass an application on to the employer, as it came. Nothing of it is kept, not even as evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass

from orchestrator.boards.contract import Account
from orchestrator.boards.inbound import Inbound
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import BoardError
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport

SECONDS = 20.0
LONGEST_ANSWER = 64 * 1024
NOT_OURS = frozenset(
    {
        *("host", "connection", "keep-alive", "content-length", "transfer-encoding", "te", "trailer", "upgrade"),
        *("expect", "accept-encoding", "via", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"),
        *("x-real-ip", "cookie", "authorization", "proxy-authorization"),
    }
)
"""Headers between us and whoever sends, RFC 9110, 7.6.1; the others belong to the message, its signature included."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the board is answered."""

    status: int
    body: bytes
    media_type: str

    @staticmethod
    def saying(status: int, words: str) -> Reply:
        return Reply(status, json.dumps({"status": words}).encode(), "application/json")

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def pass_on(request: Inbound, account: Account, transport: Transport) -> Reply:
    """The employer's answer; 503, which boards repeat after a while, where there is none."""
    address = account.settings.get("pass_on", "")
    if not address:
        return Reply.saying(503, "this address takes no applications yet: nobody has said where they go")
    origin = Origin.of(address)
    session = BoardSession(
        transport,
        address,
        user_agent=request.headers.get("user-agent", "Callboard"),
        deadline=Deadline.after(SECONDS),
        changing=True,
        allow={origin} if account.settings.get("own_network") == "yes" else frozenset(),
        max_answer=LONGEST_ANSWER,
        keep=0,
    )
    headers = {name: value for name, value in request.headers.items() if name not in NOT_OURS}
    try:
        answer = session.post("", data=request.body, headers=headers)
    except (BoardError, ValueError):
        return Reply.saying(503, "the employer's system cannot be reached; send it again later")
    if answer.status < 200 or 300 <= answer.status < 400:
        return Reply.saying(502, "the employer's system answered with a redirect, which is not followed")
    return Reply(answer.status, answer.body, answer.headers.get("Content-Type", "application/octet-stream"))
