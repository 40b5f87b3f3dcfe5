"""What boards send must not keep an outcome from being written."""

from __future__ import annotations

import json
from dataclasses import dataclass

import psycopg
import pytest

from orchestrator.storage.json_text import json_text
from orchestrator.urls import libpq_url


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    evidence: bytes | None = None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("nul\x00here", "nulhere"),
        ("half \ud800 surrogate", "half  surrogate"),
        ("\x00\udfff", ""),
        (r"the words \u0000 and \\u0000", r"the words \u0000 and \\u0000"),
        ("back\\\x00slash", "back\\slash"),
        ("emoji 🎈 عربي", "emoji 🎈 عربي"),
    ],
)
def test_any_text_becomes_json_that_the_database_takes(database_url: str, text: str, kept: str) -> None:
    written = json_text([Said(text, b"bytes")]).decode()
    assert json.loads(written) == [{"text": kept, "evidence": None}]
    with psycopg.connect(libpq_url(database_url)) as connection:
        row = connection.execute("select (%s::jsonb)->0->>'text'", (written,)).fetchone()
    assert row == (kept,)
