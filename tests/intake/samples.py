"""Real adverts of unknown licence, which are no part of this repository: where they are not, tests skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def sample(path: str) -> Path:
    """A file of the samples: in $CALLBOARD_SHARED, else in `shared` beside the checkout or the folder it is in."""
    named = os.environ.get("CALLBOARD_SHARED")
    folders = [Path(named)] if named else [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    for folder in folders:
        found = folder / "data" / "test" / path
        if found.is_file():
            return found
    pytest.skip(f"the sample {path} is not here; name the folder that has data/test with CALLBOARD_SHARED")
