"""No secret is kept."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote_plus

import pytest

from orchestrator.outbound.redaction import HIDDEN, Redactor

SECRET = 's3cr&t "wörd"/+'


@pytest.mark.parametrize(
    "text",
    [
        f"your key {SECRET} is wrong",
        f"https://board.example/?key={quote_plus(SECRET)}&a=1",
        json.dumps({"echo": SECRET}),
        json.dumps({"echo": SECRET}, ensure_ascii=False),
        "<a>s3cr&amp;t &quot;wörd&quot;/+</a>",
        '<a>s3cr&amp;t "wörd"/+</a>',
    ],
)
def test_a_secret_in_any_spelling(text: str) -> None:
    redacted = Redactor([SECRET]).text(text)
    assert "s3cr" not in redacted
    assert HIDDEN in redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ('{"access_token": "abc\\"d", "id": "7"}', '{"access_token": "[hidden]", "id": "7"}'),
        ('{"client_secret":"abc', '{"client_secret":"[hidden]'),
        ("<ns:Password>abc</ns:Password><id>7</id>", "<ns:Password>[hidden]</ns:Password><id>7</id>"),
        ("/x?apiKey=abc&id=7", "/x?apiKey=[hidden]&id=7"),
        ("grant=1&refresh_token=abc", "grant=1&refresh_token=[hidden]"),
        ('{"id": "7", "cookies": true}', '{"id": "7", "cookies": true}'),
    ],
)
def test_a_value_named_like_a_secret(text: str, redacted: str) -> None:
    assert Redactor().text(text) == redacted


def test_names_of_one_board() -> None:
    assert Redactor(names=("Pin",)).text('{"pin": "99887"}') == '{"pin": "[hidden]"}'


def test_a_short_secret_counts_as_a_whole_value_only() -> None:
    redactor = Redactor(["12"])
    assert redactor.text('{"id": "12", "n": "123"} ?a=12&b=121') == '{"id": "[hidden]", "n": "123"} ?a=[hidden]&b=121'


def test_headers() -> None:
    login = "Basic " + base64.b64encode(b"user:word").decode()
    given = [("Authorization", login), ("Set-Cookie", "a=b"), ("X-Api-Key", "k"), ("X-Echo", f"<{SECRET}>"), ("A", "b")]
    assert Redactor([SECRET]).headers(given) == (
        ("Authorization", HIDDEN),
        ("Set-Cookie", HIDDEN),
        ("X-Api-Key", HIDDEN),
        ("X-Echo", f"<{HIDDEN}>"),
        ("A", "b"),
    )
