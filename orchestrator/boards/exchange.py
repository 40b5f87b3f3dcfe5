"""The evidence of one request and its answer, without secrets."""

from __future__ import annotations

from dataclasses import dataclass

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
