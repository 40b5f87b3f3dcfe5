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

_NAMES = (
    "authorization",
    "cookie",
    "token",
    "secret",
    "passw",
    "api-?_?key",
    "signature",
    "credential",
    "session-?_?id",
)


class Redactor:
    """Hides an account's `secrets` wherever they stand, and every value whose name sounds like one.

    `names`: further parts of names (regular expressions, any case) that hold secrets at one board.
    """

    def __init__(self, secrets: Collection[str] = (), names: tuple[str, ...] = ()) -> None:
        short = [re.escape(secret) for secret in secrets if 0 < len(secret) < SHORTEST]
        self._short = re.compile(rf"""(?:^|(?<=["'=>]))(?:{"|".join(short)})(?=["'&<]|$)""") if short else None
        spellings = {spelling for secret in secrets if len(secret) >= SHORTEST for spelling in _spellings(secret)}
        self._spellings = tuple(sorted(spellings, key=len, reverse=True))
        self._name, self._pair = _patterns(_NAMES + names)

    def text(self, text: str) -> str:
        """`text` without the secrets, and without values named like one in JSON, XML or a query string."""
        return self._pair.sub(_hide_value, self._without_secrets(text))

    def url(self, url: str) -> str:
        """`url` without secrets in its path or query."""
        return self.text(url)

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The headers with what is secret hidden."""
        return tuple((name, self._value(name, value)) for name, value in headers)

    def _value(self, name: str, value: str) -> str:
        if self._name.search(name):
            return HIDDEN
        return self._without_secrets(value)

    def _without_secrets(self, text: str) -> str:
        for spelling in self._spellings:
            if spelling in text:
                text = text.replace(spelling, HIDDEN)
        return text if self._short is None else self._short.sub(HIDDEN, text)


def _spellings(secret: str) -> set[str]:
    """How a secret may stand in a header, URL, JSON string or XML text."""
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


@functools.lru_cache(maxsize=256)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    part = "|".join(names)
    named = rf"[\w.:-]{{0,40}}?(?:{part})[\w.-]{{0,40}}"
    pair = (
        rf'(?P<json>"{named}"\s*:\s*")(?:[^"\\]|\\.)*'  # to the closing quote or to where the text was cut
        rf"|(?P<xml><{named}(?:\s[^<>]*)?>)[^<]+"
        rf"|(?P<query>(?:^|(?<=[?&\s])){named}=)[^&\s]+"
    )
    return re.compile(part, re.IGNORECASE), re.compile(pair, re.IGNORECASE)


def _hide_value(match: re.Match[str]) -> str:
    return str(match[match.lastgroup or 0]) + HIDDEN
