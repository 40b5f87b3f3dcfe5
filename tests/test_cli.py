"""The command line, as it is called."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path


def callboard(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CALLBOARD_DATA_DIR": str(folder), **variables}
    return subprocess.run(
        [sys.executable, "-m", "orchestrator.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def free_ports() -> dict[str, str]:
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return {"CALLBOARD_PORT": str(one.getsockname()[1]), "CALLBOARD_SIMULATOR_PORT": str(other.getsockname()[1])}


def test_help_loads_no_command(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from orchestrator.cli import root\n"
        "assert CliRunner().invoke(root, ['--help']).exit_code == 0\n"
        "print([name for name in sys.modules if name.startswith('orchestrator.commands') or name == 'sqlalchemy'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_doctor_finds_a_new_installation_fine(tmp_path: Path) -> None:
    done = callboard(tmp_path, "doctor", "--json", **free_ports())
    report = json.loads(done.stdout)
    assert report["healthy"], report
    assert done.returncode == 0


def test_doctor_names_each_fault_and_what_to_do(tmp_path: Path) -> None:
    callboard(tmp_path, "doctor")
    (tmp_path / "secret.key").chmod(0o644)
    nowhere = {
        "CALLBOARD_DATABASE_URL": "postgresql://u:hidden@127.0.0.1:1/none",
        "CALLBOARD_REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = callboard(tmp_path, "doctor", "--json", **nowhere)
    faults = {row["name"]: row["remedy"] for row in json.loads(done.stdout)["findings"] if row["verdict"] == "fault"}
    assert done.returncode == 1
    assert faults["key files"] == f"Run: chmod 600 {tmp_path / 'secret.key'}"
    assert "CALLBOARD_DATABASE_URL" in faults["database"]
    assert "CALLBOARD_REDIS_URL" in faults["broker"]
    assert "hidden" not in done.stdout


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    done = callboard(tmp_path, "up", CALLBOARD_PORT="http")
    assert done.returncode == 1
    assert done.stderr.startswith("callboard: CALLBOARD_PORT: 'http' is not a number.")
    assert "Traceback" not in done.stderr
