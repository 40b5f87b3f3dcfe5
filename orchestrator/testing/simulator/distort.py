"""Answers bent in ways that keep their form: words nobody documented, items left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from .wire import Json

STATES = frozenset({"status", "state", "listingstatus", "statuscode", "status_code"})
WORD = "wibbling"
_ELEMENT = re.compile(rb"<(status|state)>[^<]*</", re.IGNORECASE)


def with_strange_state(body: bytes) -> bytes:
    """Every text that is called status or state says what no document mentions."""
    bent = _bent(body, lambda name, value: WORD if name.lower() in STATES and isinstance(value, str) else value)
    return _ELEMENT.sub(rb"<\1>wibbling</", body) if bent is None else bent


def without_last_items(body: bytes) -> bytes:
    """Every list is one item shorter."""
    bent = _bent(body, lambda _, value: value[:-1] if isinstance(value, list) else value)
    return body if bent is None else bent


def _bent(body: bytes, bend: Callable[[str, Json], Json]) -> bytes | None:
    """The JSON with each value bent; None where it is no JSON."""

    def walk(name: str, value: Json) -> Json:
        value = bend(name, value)
        if isinstance(value, dict):
            return {key: walk(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(name, each) for each in value]
        return value

    try:
        found: Json = json.loads(body)
    except ValueError:
        return None
    return json.dumps(walk("", found)).encode()
