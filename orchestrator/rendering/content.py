"""The hash that names a variant's content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def content(employer: str, slots: Mapping[str, str], fields: Mapping[str, str], facts: Mapping[str, object]) -> str:
    """SHA-256 in hex of all that a payload is made of: two variants with one content are the same variant."""
    parts = {"employer": employer, "slots": dict(slots), "fields": dict(fields), "facts": dict(facts)}
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
