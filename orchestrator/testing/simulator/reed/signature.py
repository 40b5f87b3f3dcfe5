"""Reed's request signature, checked as its developer pages describe it.

Base64(HMAC-SHA1(key, METHOD + User-Agent + full URL + "www.reed.co.uk" + timestamp)), nothing between the parts.
The key is a GUID, used either as its text or in .NET's byte order; both are accepted.
Source: reed.co.uk/developers/Recruiter and reed.co.uk/developers/SignatureTest.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from datetime import datetime
from hashlib import sha1
from uuid import UUID

from ..wire import Request

SIGNED_HOST = "www.reed.co.uk"
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?\+00:00\Z")


def message(method: str, user_agent: str, url: str, timestamp: str) -> str:
    """The text that is signed."""
    return method + user_agent + url + SIGNED_HOST + timestamp


def signatures(api_key: str, text: str) -> tuple[str, str]:
    """The two accepted signatures of `text`: with the key's text, and with its .NET byte order."""
    keys = (api_key.encode(), UUID(api_key).bytes_le)
    text_signed, bytes_signed = (b64encode(hmac.digest(key, text.encode(), sha1)).decode() for key in keys)
    return text_signed, bytes_signed


def refusal(request: Request, clients: dict[int, str], now: float, skew: float) -> str | None:
    """Why the request is not accepted as coming from one of `clients` (id to API key), or None.

    `skew` is how many seconds the timestamp may differ from `now`; Reed does not publish its figure.
    """
    headers = request.headers
    for name in ("X-ApiClientId", "X-TimeStamp", "X-ApiSignature", "User-Agent", "ContentType", "Method"):
        if not headers.get(name.lower()):
            return f"The header {name} is missing."
    if headers["method"] != request.method:
        return f"The header Method says {headers['method']}, the request is {request.method}."
    client = headers["x-apiclientid"]
    api_key = clients.get(int(client)) if client.isascii() and client.isdigit() else None
    if api_key is None:
        return "X-ApiClientId is not known."
    timestamp = headers["x-timestamp"]
    if not _TIMESTAMP.match(timestamp):
        return "X-TimeStamp is not a UTC ISO 8601 time ending in +00:00."
    try:
        at = datetime.fromisoformat(timestamp[:19] + "+00:00").timestamp()
    except ValueError:
        return "X-TimeStamp is not a time that exists."
    if abs(now - at) > skew:
        return f"X-TimeStamp differs from the server's time by more than {skew:.0f} seconds."
    text = message(request.method, headers["user-agent"], request.url, timestamp)
    given = headers["x-apisignature"].encode()
    if not any(hmac.compare_digest(given, each.encode()) for each in signatures(api_key, text)):
        return "X-ApiSignature does not match."
    return None
