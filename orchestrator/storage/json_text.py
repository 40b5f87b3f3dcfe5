"""Values as JSON that PostgreSQL's jsonb accepts.

Boards have been seen to send the character NUL and half surrogates, which it does not.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import orjson

_REFUSED = re.compile(rb"(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})")
"""Escapes jsonb does not take; a pair of surrogates is left out with them, where half ones are about."""


def json_text(value: Any) -> bytes:
    """`value` (also of frozen dataclasses, times and words) as JSON; bytes become null: they travel beside it."""
    try:
        text = orjson.dumps(value, default=_nothing)
    except orjson.JSONEncodeError:  # a half surrogate: no UTF-8 can hold it
        text = json.dumps(value, default=_plain).encode()
        return _REFUSED.sub(rb"\1", text)
    return _REFUSED.sub(rb"\1", text) if b"\\u0000" in text else text


def _nothing(value: Any) -> None:
    if not isinstance(value, bytes):
        raise TypeError


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if isinstance(value, datetime) else _nothing(value)
