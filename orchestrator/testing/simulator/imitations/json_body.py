"""The JSON object of a request's body."""

from __future__ import annotations

import json
from typing import Any

from ..route import Call


def json_body(call: Call) -> dict[str, Any] | None:
    """The object, or None when the body is no JSON object."""
    try:
        found = json.loads(call.request.body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
