"""How long the first and the second start take, and how much memory everything together uses when idle.

A figure is the median of several starts in folders of their own. Memory is the proportional share (PSS) of all
processes of the installation, servers included, from Linux's /proc.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROUNDS = 3
SETTLE = 5.0
"""Seconds after the start until memory is read."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(environment: dict[str, str], port: int) -> tuple[subprocess.Popen[bytes], float]:
    """Run `callboard up` until its sign-in page answers; the process and the seconds it took."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestrator.cli", "up"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=1) as page:
                page.read()
            return process, time.monotonic() - began
        except OSError:
            if process.poll() is not None:
                raise SystemExit("callboard up ended by itself; run it by hand to see why") from None
            time.sleep(0.02)


def stop(process: subprocess.Popen[bytes]) -> float:
    """Seconds until everything has ended after SIGTERM."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    return time.monotonic() - began


def memory(folder: Path) -> float:
    """MB of all processes that belong to the installation in `folder`."""
    kilobytes = 0
    mark = os.fsencode(folder)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            known = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            parent = (process / "status").read_text().partition("PPid:\t")[2].split()[0]
            ours = mark in known or mark in Path(f"/proc/{parent}/cmdline").read_bytes()
            if ours:
                rollup = (process / "smaps_rollup").read_text()
                kilobytes += int(rollup.partition("Pss:")[2].split()[0])
        except (OSError, IndexError):
            continue
    return kilobytes / 1024


def measure() -> dict[str, float]:
    first, second, ended, used = [], [], [], []
    for _ in range(ROUNDS):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-startup-")))
            folder.chmod(0o711)
            port = free_port()
            environment = os.environ | {
                "CALLBOARD_DATA_DIR": str(folder / "data"),
                "CALLBOARD_PORT": str(port),
                "CALLBOARD_SIMULATOR_PORT": str(free_port()),
            }
            process, seconds = start(environment, port)
            first.append(seconds)
            ended.append(stop(process))
            process, seconds = start(environment, port)
            second.append(seconds)
            time.sleep(SETTLE)
            used.append(memory(folder))
            ended.append(stop(process))
    return {
        "first_start_s": round(statistics.median(first), 2),
        "second_start_s": round(statistics.median(second), 2),
        "stop_s": round(statistics.median(ended), 2),
        "idle_memory_mb": round(statistics.median(used), 1),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
