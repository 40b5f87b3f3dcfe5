"""The JSON advert of the plain boards: its fields, and what is refused about them."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from .wire import Json

TITLE_LIMIT = 100
DESCRIPTION_LIMITS = (50, 10_000)
REFERENCE_LIMIT = 100
FIELDS = ("title", "description", "reference", "apply_url")


def read_advert(body: bytes) -> dict[str, str] | list[Json]:
    """The four fields as text, or the list of `{field, message}` that says what is wrong with them."""
    try:
        value = json.loads(body)
    except ValueError:
        return [_wrong("", "The body is not JSON.")]
    if not isinstance(value, dict):
        return [_wrong("", "The body must be a JSON object.")]
    wrong: list[Json] = []
    for name in FIELDS:
        text = value.get(name)
        if text is None or text == "":
            wrong.append(_wrong(name, "is required"))
        elif not isinstance(text, str):
            wrong.append(_wrong(name, "must be text"))
        elif message := _limit(name, text):
            wrong.append(_wrong(name, message))
    return wrong or {name: str(value[name]) for name in FIELDS}


def _limit(name: str, text: str) -> str | None:
    match name:
        case "title" if len(text) > TITLE_LIMIT:
            return f"must be at most {TITLE_LIMIT} characters"
        case "description" if len(text) < DESCRIPTION_LIMITS[0]:
            return f"must be at least {DESCRIPTION_LIMITS[0]} characters"
        case "description" if len(text) > DESCRIPTION_LIMITS[1]:
            return f"must be at most {DESCRIPTION_LIMITS[1]} characters"
        case "reference" if len(text) > REFERENCE_LIMIT:
            return f"must be at most {REFERENCE_LIMIT} characters"
        case "apply_url":
            parts = urlsplit(text)
            return None if parts.scheme in ("http", "https") and parts.hostname else "must be an http or https URL"
    return None


def _wrong(name: str, message: str) -> Json:
    return {"field": name, "message": message}
