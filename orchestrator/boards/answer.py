"""A board's whole answer to one request, as an adapter reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from lxml.etree import _Element as Element

from orchestrator.domain.errors import BoardError
from orchestrator.outbound.redaction import Redactor

from . import html, mapping
from .text import cut, xml_safe
from .xml import parsed

QUOTED = 500  # characters of the board's words in an error

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` are looked up in any case. `touched` and `earlier`: see `mapping`."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    touched: bool
    earlier: bool
    redactor: Redactor = field(repr=False, compare=False)

    def accept(self, *statuses: int) -> Self:
        """This answer, if its status is 2xx or one of `statuses`; otherwise the error it stands for.

        Accept the statuses whose meaning the adapter knows, e.g. `accept(404)` when withdrawing what may be gone.
        """
        if 200 <= self.status < 300 or self.status in statuses:
            return self
        raise mapping.refusal(self.status, self.headers, self.quote(), touched=self.touched, earlier=self.earlier)

    def json(self) -> Any:
        """The body as JSON. Without valid JSON nobody knows what the board did: see `unclear`.

        The shape is the board's, so nothing can be said of its type; a KeyError on the way through it counts as
        unclear too.
        """
        try:
            return json.loads(self.body)
        except ValueError:
            raise self.unclear("the answer is not the JSON it should be") from None

    def object(self) -> dict[str, Any]:
        """The body as a JSON object; anything else is unclear."""
        found = self.json()
        if not isinstance(found, dict):
            raise self.unclear("the answer is not the JSON object it should be")
        return found

    def xml(self) -> Element:
        """The root of the body as XML; anything else is unclear. Entities and external parts are not read."""
        try:
            return parsed(self.body)
        except ValueError:
            raise self.unclear("the answer is not the XML it should be") from None

    @property
    def text(self) -> str:
        """The body as text, by the charset it states or UTF-8; what cannot be decoded becomes U+FFFD."""
        return decoded(self.body, self.headers.get("Content-Type", ""))

    def unclear(self, message: str) -> BoardError:
        """The error to raise when the answer does not say what happened.

        Unconfirmed if something may have changed at the board, Retry if not.
        """
        said = self.quote()
        return mapping.unclear(
            f"{message} (status {self.status}" + (f": {said})" if said else ")"), touched=self.touched
        )

    def quote(self) -> str:
        """The board's own words: one line, at most 500 characters, without tags and secrets."""
        kind = self.headers.get("Content-Type", "").lower()
        # A tag, a pair or a secret cut in half would not be recognised; so more is read than is said.
        words = self.redactor.text(decoded(self.body[: QUOTED * 16], kind))
        if "html" in kind:
            words = html.plain(words)
        return cut(re.sub(r"\s+", " ", xml_safe(words)).strip(), QUOTED)


def decoded(body: bytes, content_type: str) -> str:
    """`body` as text, by the charset in `content_type` or UTF-8."""
    charset = _CHARSET.search(content_type)
    try:
        return body.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
