"""Software nobody here wrote, installed into the folder `CALLBOARD_PEERS` by whoever wants these tests.

`make test-peers` runs them. A peer that is not there skips its tests with the sentence that says how to get it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.outbound.transport import Transport

FOLDER = os.environ.get("CALLBOARD_PEERS", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the folder nothing is started, not even what a test needs besides its peer."""
    here = Path(__file__).parent
    for item in items:
        if not FOLDER and here in item.path.parents:
            item.add_marker(pytest.mark.skip("needs CALLBOARD_PEERS, a folder with the peers: `make test-peers`"))


def alone() -> dict[str, str]:
    """The environment of a peer: nothing of ours is on its path."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


def peer(path: str, how: str) -> Path:
    """A file of a peer below the folder; skips, saying how to get it, where it is missing."""
    found = Path(FOLDER).resolve() / path
    if not found.exists():
        pytest.skip(f"{path} is not in {FOLDER}. To get it: {how}")
    return found


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def until_it_listens(port: int, process: subprocess.Popen[bytes], seconds: float = 60.0) -> None:
    """Wait for a server that has just been started."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() < end, f"nothing listens on port {port}"
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def transport() -> Iterator[Transport]:
    made = Transport()
    yield made
    made.close()
