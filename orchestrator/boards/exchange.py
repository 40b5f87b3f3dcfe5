"""The evidence of one request and its answer, without secrets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import requests

from orchestrator.outbound.call import Call
from orchestrator.outbound.redaction import Redactor

from .answer import decoded

KEPT = 65_536  # characters of an answer's body


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked, what came back, how long it took. Holds no secret of the account.

    `status` is None when no whole answer came; `failure` then says why. `body_hash` is SHA-256 in hex, of the bytes
    sent. `answer_body` is bounded text, empty where keeping it is not needed; `answer_length` is that of all of it,
    in bytes. `bytes_written` False proves that nothing was sent; True proves nothing. `seconds` are those it took.
    """

    method: str
    url: str
    changing: bool
    request_headers: tuple[tuple[str, str], ...]
    body_hash: str
    body_length: int
    status: int | None
    answer_headers: tuple[tuple[str, str], ...]
    answer_body: str
    answer_length: int
    seconds: float
    bytes_written: bool
    failure: str = ""


def recorded(
    redactor: Redactor,
    request: requests.PreparedRequest,
    data: bytes | None,
    call: Call,
    response: requests.Response | None,
    failure: str,
    seconds: float,
    *,
    keep: int | None,
) -> Exchange:
    """The evidence of one request. `keep`: characters of the answer's body; None: what is usual for what it did."""
    return Exchange(
        method=request.method or "",
        url=redactor.text(request.url or ""),
        changing=call.changing,
        request_headers=redactor.headers(request.headers.items()),
        body_hash=hashlib.sha256(data or b"").hexdigest(),
        body_length=len(data or b""),
        status=None if response is None else response.status_code,
        answer_headers=() if response is None else redactor.headers(response.headers.items()),
        answer_body="" if response is None else _kept(redactor, response, call.changing, keep),
        answer_length=0 if response is None else len(response.content),
        seconds=seconds,
        bytes_written=call.bytes_written,
        failure=failure if response is None else "",
    )


def _kept(redactor: Redactor, response: requests.Response, changing: bool, keep: int | None) -> str:
    if keep is None:
        keep = KEPT if changing or not response.ok else 0
    if not keep:
        return ""
    # A secret cut in half would not be recognised, so a little more is read than is kept.
    body = response.content[: keep * 4 + 4096]
    return redactor.text(decoded(body, response.headers.get("Content-Type", "")))[:keep]
