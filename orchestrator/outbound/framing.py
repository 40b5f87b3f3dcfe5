"""An answer counts only when all of it is there.

The standard library takes an end of file inside the headers for their end, and a chunk size cut short for a smaller
one; here both are a CutAnswer.
"""

from __future__ import annotations

import email.errors
import http.client
import io
import zlib
from typing import TYPE_CHECKING

from .call import Call

if TYPE_CHECKING:
    from socket import socket

_PIECE = 65_536


class CutAnswer(http.client.HTTPException):
    """The connection ended before the answer did, or nothing says where the answer ends."""


class TooLong(http.client.HTTPException):
    """The answer is longer than this call reads."""


class _WholeLines(io.BufferedReader):
    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not line.endswith(b"\n") and (size is None or size < 0 or len(line) < size):
            raise CutAnswer("the connection was closed before the answer was complete")
        return line

    def read(self, size: int | None = -1, /) -> bytes:
        # The standard library passes a negative chunk size on to here, which would read without any bound.
        if size is None or size < 0:
            raise CutAnswer("the answer has a chunk of negative size")
        return super().read(size)


class WholeResponse(http.client.HTTPResponse):
    """A response whose status line, headers, chunk sizes and trailer must end with a line break."""

    def __init__(self, sock: socket, debuglevel: int = 0, method: str | None = None, url: str | None = None) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp = _WholeLines(self.fp.detach())

    def begin(self) -> None:
        """Read up to the headers' end, past interim answers (103 Early Hints and the like)."""
        super().begin()
        while 100 <= self.status < 200 and self.status != http.client.SWITCHING_PROTOCOLS:
            self.headers = self.msg = None  # type: ignore[assignment] # makes the standard library read the next one
            super().begin()


def whole_body(response: http.client.HTTPResponse, call: Call) -> bytes:
    """The body, decompressed, at most `call.max_answer` bytes; CutAnswer or TooLong.

    A body that ends with the connection is accepted only where nothing is changed: a cut cannot be told from an end.
    """
    _check_framing(response, call.changing)
    limit = call.max_answer
    if response.length is not None and response.length > limit:
        raise TooLong(f"the answer has {response.length} bytes; at most {limit} are read")
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise TooLong(f"the answer has more than {limit} bytes")
            pieces.append(piece)
    except http.client.IncompleteRead:
        raise CutAnswer("the connection was closed before the answer was complete") from None
    if response.length:
        raise CutAnswer("the connection was closed before the answer was complete")
    return _decompressed(b"".join(pieces), response.headers.get("Content-Encoding", ""), limit)


def _check_framing(response: http.client.HTTPResponse, changing: bool) -> None:
    headers = response.headers
    if any(isinstance(defect, email.errors.MissingHeaderBodySeparatorDefect) for defect in headers.defects):
        raise CutAnswer("the answer has a line among its headers that is none")
    if response.length == 0:  # 204, 304, the answer to a HEAD, or Content-Length: 0
        return
    if headers.get("Transfer-Encoding") is not None and not response.chunked:
        raise CutAnswer("the answer has a transfer encoding that nobody asked for")
    lengths = {value.strip() for line in headers.get_all("Content-Length", []) for value in line.split(",")}
    if not response.chunked and (len(lengths) > 1 or (lengths and response.length is None)):
        raise CutAnswer("the answer does not say clearly how long it is")
    if changing and not response.chunked and response.length is None:
        raise CutAnswer("the answer does not say how long it is, so it may have been cut")


def _decompressed(body: bytes, encoding: str, limit: int) -> bytes:
    name = encoding.strip().lower()
    if not body or name in ("", "identity"):
        return body
    if name not in ("gzip", "x-gzip"):
        raise CutAnswer(f"the answer is compressed in a way that nobody asked for ({name[:20]})")
    decoder = zlib.decompressobj(wbits=31)  # 16 + 15: gzip with its checksum
    try:
        plain = decoder.decompress(body, limit + 1)
    except zlib.error:
        raise CutAnswer("the answer cannot be decompressed") from None
    if len(plain) > limit:
        raise TooLong(f"the answer has more than {limit} bytes when decompressed")
    if not decoder.eof:
        raise CutAnswer("the compressed answer ends too early")
    return plain
