"""Counts as another system posts them: JSON objects become the rows of a table, and are then read like one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from orchestrator.domain.reading import Metric

from .counts import LONGEST, MOST, NOTE, POSTING, TAKEN_AT
from .draft import Unreadable
from .sheet import Row

FIELDS = (POSTING, TAKEN_AT, NOTE, *(metric.value for metric in Metric))


def rows(body: bytes) -> tuple[list[Row], dict[str, int]]:
    """The rows of `{"counts": [{"posting": "FH-1-1", "hire": 1}, ...]}`, the names first, and which column is what.

    Raises Unreadable: a part that is missing or unknown is no table that somebody could have meant.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the body is no JSON: {error}") from error
    given = said.get("counts") if isinstance(said, dict) else None
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise Unreadable('the body has no list of objects called "counts"')
    if len(given) > MOST:
        raise Unreadable(f"there are more than {MOST} counts; send them in parts")
    unknown = sorted({str(name) for each in given for name in each} - set(FIELDS))
    if unknown:
        raise Unreadable(f"unknown: {', '.join(unknown[:5])}; known are {', '.join(FIELDS)}")
    found = [Row(0, FIELDS)]
    found += [Row(number, tuple(_cell(each, name) for name in FIELDS)) for number, each in enumerate(given, 1)]
    return found, {name: index for index, name in enumerate(FIELDS)}


def _cell(said: Mapping[str, Any], name: str) -> str:
    """As a table would have it; null is blank, which is unknown; what is neither text nor number will be refused."""
    value = said.get(name)
    if value is None:
        return ""
    return _whole(value)[:LONGEST] if isinstance(value, str) else json.dumps(value)[:LONGEST]


def _whole(text: str) -> str:
    """JSON may have halves of characters, which no database takes."""
    return text.encode("utf-8", "replace").decode()
