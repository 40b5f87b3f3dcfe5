"""A worker's own network, as if it ran on another machine: a namespace with a cable that can be pulled.

A proxy can only reset or hold connections; a pulled cable loses packets, and neither side is told.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """`name` is the namespace; programs in it reach this machine at `address`."""

    name: str
    address: str

    @property
    def prefix(self) -> tuple[str, ...]:
        """What goes before a command so that it runs there."""
        return ("ip", "netns", "exec", self.name)

    def cut(self) -> None:
        _ip("link", "set", f"{self.name}-a", "down")

    def heal(self) -> None:
        _ip("link", "set", f"{self.name}-a", "up")


@contextlib.contextmanager
def host() -> Iterator[Host | None]:
    """A network of its own, removed at the end; None where this user or machine cannot make one."""
    if os.getuid() != 0 or shutil.which("ip") is None:
        yield None
        return
    name = f"cb{os.getpid() % 100_000}"
    net = f"10.213.{random.randrange(256)}"
    made = Host(name, f"{net}.1")
    try:
        done = all((
            _ip("netns", "add", name),
            _ip("link", "add", f"{name}-a", "type", "veth", "peer", "name", f"{name}-b", "netns", name),
            _ip("addr", "add", f"{made.address}/30", "dev", f"{name}-a"),
            _ip("link", "set", f"{name}-a", "up"),
            _ip("-n", name, "addr", "add", f"{net}.2/30", "dev", f"{name}-b"),
            _ip("-n", name, "link", "set", f"{name}-b", "up"),
            _ip("-n", name, "link", "set", "lo", "up"),
        ))  # fmt: skip
        yield made if done else None
    finally:
        _ip("link", "del", f"{name}-a")
        _ip("netns", "del", name)


def _ip(*arguments: str) -> bool:
    return subprocess.run(["ip", *arguments], stderr=subprocess.DEVNULL).returncode == 0
