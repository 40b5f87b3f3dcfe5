"""Payloads as they were agreed on. A changed mapping shows as a changed file; write anew with CALLBOARD_GOLDEN=1."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same(name: str, payload: bytes) -> None:
    """The payload is that of the file `name`."""
    file = FOLDER / name
    if os.environ.get("CALLBOARD_GOLDEN"):
        file.write_bytes(payload)
    assert payload == file.read_bytes(), f"{name} differs; look at the change, then run with CALLBOARD_GOLDEN=1"
