"""Taking secrets out of what is kept, shown or said."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Collection, Iterable
from urllib.parse import quote, quote_plus

HIDDEN = "[hidden]"
SHORTEST = 4  # characters; a shorter secret would hide half of every text, and only counts as a whole value

_STEMS = (
    "authorization",
    "cookie",
    "token",
    "secret",
    "passw",
    "apikey",
    "api-key",
    "api_key",
    "signature",
    "credential",
    "sessionid",
    "session-id",
    "session_id",
)


class Redactor:
    """Hides an account's `secrets` wherever they stand, and every value whose name sounds like one.

    `names`: further parts of names (in any case) that hold secrets at one board.
    """

    def __init__(self, secrets: Collection[str] = (), names: tuple[str, ...] = ()) -> None:
        spellings: set[str] = set()
        short: list[str] = []
        for secret in secrets:
            if len(secret) >= SHORTEST:
                spellings |= _spellings(secret)
            elif secret:
                short.append(re.escape(secret))
        self._spellings = tuple(sorted(spellings, key=len, reverse=True))
        self._short = re.compile(rf"""(?:^|(?<=["'=>]))(?:{"|".join(short)})(?=["'&<]|$)""") if short else None
        self._stems = _STEMS + tuple(name.lower() for name in names)

    def text(self, text: str) -> str:
        """`text` (a body, a URL, a message) without the secrets, and without values named like one.

        Names and values are told apart in JSON, XML and query strings.
        """
        text = self._without_secrets(text)
        if not _sounds_secret(self._stems, text.lower()):  # most texts; the pattern is fifty times as dear
            return text
        return _pairs(self._stems).sub(_hide_value, text)

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The headers with what is secret hidden."""
        return tuple((name, self._value(name, value)) for name, value in headers)

    def _value(self, name: str, value: str) -> str:
        return HIDDEN if _is_secret_name(self._stems, name) else self._without_secrets(value)

    def _without_secrets(self, text: str) -> str:
        for spelling in self._spellings:
            if spelling in text:
                text = text.replace(spelling, HIDDEN)
        return text if self._short is None else self._short.sub(HIDDEN, text)


def _spellings(secret: str) -> set[str]:
    """How a secret may stand in a header, URL, JSON string or XML text."""
    if secret.isalnum() and secret.isascii():
        return {secret}
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        html.escape(secret),
        html.escape(secret, quote=False),
    }


def _sounds_secret(stems: tuple[str, ...], lowered: str) -> bool:
    return any(stem in lowered for stem in stems)


@functools.lru_cache(maxsize=4096)
def _is_secret_name(stems: tuple[str, ...], name: str) -> bool:
    return _sounds_secret(stems, name.lower())


@functools.lru_cache(maxsize=256)
def _pairs(stems: tuple[str, ...]) -> re.Pattern[str]:
    named = rf"[\w.:-]{{0,40}}?(?:{'|'.join(map(re.escape, stems))})[\w.-]{{0,40}}"
    return re.compile(
        rf'(?P<json>"{named}"\s*:\s*")(?:[^"\\]|\\.)*'  # to the closing quote or to where the text was cut
        rf"|(?P<xml><{named}(?:\s[^<>]*)?>)[^<]+"
        rf"|(?P<query>(?:^|(?<=[?&])){named}=)[^&\s]+",
        re.IGNORECASE,
    )


def _hide_value(match: re.Match[str]) -> str:
    return str(match[match.lastgroup or 0]) + HIDDEN
