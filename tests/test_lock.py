"""The lock: one holder, who says who it is, and none after it died."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orchestrator.lock import Lock, Locked, is_held

HOLD = """
import sys
from pathlib import Path
from orchestrator.lock import Lock
with Lock(Path(sys.argv[1]), {"process": "other"}):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_holder_who_says_who_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert is_held(path)
        with pytest.raises(Locked, match="held by process other"), Lock(path, {}):
            pass
        other.kill()
        other.wait()
    assert not is_held(path)
    with Lock(path, {}):
        assert is_held(path)
    assert not path.exists()
