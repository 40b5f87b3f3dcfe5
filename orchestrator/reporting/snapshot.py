"""Data in one form of writing, and the name that their content gives them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(data: Mapping[str, Any]) -> str:
    """JSON with sorted names, no spaces, and nothing that is no number."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def snapshot(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data as `canonical` writes them, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def short(name: str) -> str:
    """`2f80 c4d1`: enough of a snapshot's name to read out."""
    return f"{name[:4]} {name[4:8]}"
