"""HTTP/1.1 as bytes: a request taken from a buffer, an answer made into bytes.

Written by hand because the faults need every byte under control, and because a lean parser lets one core carry
several thousand small requests a second.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 32 * 1024 * 1024
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_END_OF_CHUNKS = re.compile(rb"(?:[^\r\n]+\r\n)*\r\n")


class Malformed(Exception):
    """What arrived is not a request this server reads; `status` is the answer to give before closing."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Request:
    """One request as received. Header names are lower case; `target` is path and query, untouched."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    peer: str = ""
    keep_alive: bool = True

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        """The last value of every query parameter."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def origin(self) -> str:
        return "http://" + self.headers.get("host", "localhost")

    @property
    def url(self) -> str:
        """The full URL as the client wrote it: scheme, host as in the Host header, path and query."""
        return self.origin + self.target

    def form(self) -> dict[str, str]:
        """The fields of a form-encoded body; a repeated field keeps its last value. Raises ValueError."""
        return dict(parse_qsl(self.body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(self.body)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a board says: a status, a body and its type, further headers."""

    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())

    def encode(self, request: Request, framing: str = "length") -> bytes:
        """The bytes of this answer. `framing`: `length`, `chunked`, or `close` (the end is the connection's end)."""
        close = framing == "close" or not request.keep_alive
        reason = HTTPStatus(self.status).phrase
        lines = [f"HTTP/1.1 {self.status} {reason}", "Server: board-simulator"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        body = self.body
        if self.status != HTTPStatus.NO_CONTENT:
            lines.append(f"Content-Type: {self.content_type}")
            if framing == "length":
                lines.append(f"Content-Length: {len(body)}")
        if framing == "chunked":
            lines.append("Transfer-Encoding: chunked")
            body = (b"%x\r\n%b\r\n" % (len(body), body) if body else b"") + b"0\r\n\r\n"
        lines.append("Connection: close" if close else "Connection: keep-alive")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head if request.method == "HEAD" or self.status == HTTPStatus.NO_CONTENT else head + body


def json_answer(status: int, value: Json, *headers: tuple[str, str]) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers)


def html_answer(status: int, text: str) -> Answer:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return Answer(status, text.encode(), "text/html; charset=utf-8", (("Content-Security-Policy", policy),))


def take(buffer: bytearray, peer: str) -> Request | None:
    """Take one whole request off the front of `buffer`; None while it is not all there. Raises Malformed."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > HEAD_LIMIT:
            raise Malformed(431, "the request's headers are too long")
        return None
    lines = bytes(buffer[:end]).decode("latin-1").split("\r\n")
    method, target, version = _request_line(lines[0])
    headers = _headers(lines[1:])
    start = end + 4
    if "chunked" in headers.get("transfer-encoding", "").lower():
        unchunked = _unchunk(buffer, start)
        if unchunked is None:
            return None
        body, used = unchunked
    else:
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise Malformed(400, "Content-Length is not a number")
        used = start + int(length)
        if int(length) > BODY_LIMIT:
            raise Malformed(413, "the request's body is too large")
        if len(buffer) < used:
            return None
        body = bytes(buffer[start:used])
    del buffer[:used]
    connection = headers.get("connection", "").lower()
    keep_alive = connection != "close" if version == "HTTP/1.1" else connection == "keep-alive"
    return Request(method, target, headers, body, peer, keep_alive)


def wants_continue(buffer: bytearray) -> bool:
    """Whether the request at the front of `buffer` waits for `100 Continue` before it sends its body."""
    end = buffer.find(b"\r\n\r\n")
    return end >= 0 and b"\r\nexpect: 100-continue" in bytes(buffer[:end]).lower()


def _request_line(line: str) -> tuple[str, str, str]:
    parts = line.split(" ")
    if len(parts) != 3 or not _TOKEN.match(parts[0]) or parts[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise Malformed(400, "the request line is not HTTP/1.1")
    method, target, version = parts
    if target.startswith("http://"):
        target = "/" + target[7:].partition("/")[2]
    return method, target, version


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.match(name):
            raise Malformed(400, "a header line is not `name: value`")
        headers[name.lower()] = value.strip()
    return headers


def _unchunk(buffer: bytearray, start: int) -> tuple[bytes, int] | None:
    body = bytearray()
    at = start
    while True:
        end = buffer.find(b"\r\n", at)
        if end < 0:
            return None
        size_text = bytes(buffer[at:end]).split(b";")[0].strip()
        try:
            size = int(size_text, 16)
        except ValueError:
            raise Malformed(400, "a chunk's size is not a hexadecimal number") from None
        if size == 0:
            trailer = _END_OF_CHUNKS.match(buffer, end + 2)
            return (bytes(body), trailer.end()) if trailer else None
        if size < 0 or len(body) + size > BODY_LIMIT:
            raise Malformed(413, "the request's body is too large")
        if len(buffer) < end + 2 + size + 2:
            return None
        body += buffer[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
