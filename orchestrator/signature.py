"""Keyed signatures of what was written down before it was known how it comes out."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from .reporting.snapshot import canonical

PLAN = "plan of a question"
COIN = "coin of a pair"
"""What is signed."""


def sign(key: str, purpose: str, content: Mapping[str, Any]) -> str:
    """HMAC-SHA256 of the content in its canonical form, in hexadecimal; `purpose` keeps kinds of content apart."""
    return hmac.new(key.encode(), f"{purpose}\n{canonical(content)}".encode(), sha256).hexdigest()


def signed(key: str, purpose: str, content: Mapping[str, Any], signature: str) -> bool:
    """Whether the content is what was signed with this key. A changed key makes this False too."""
    return hmac.compare_digest(sign(key, purpose, content), signature)
