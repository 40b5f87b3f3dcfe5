"""The Matrix adapter on Synapse: transaction ids, edits, redactions, and what it says to a wrong token."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from adapters.matrix import Matrix
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Unauthorized
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Gone, Live
from orchestrator.outbound.transport import Transport
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench

from .conftest import alone, free_port, peer, until_it_listens

HOW = "python -m venv $CALLBOARD_PEERS/synapse && $CALLBOARD_PEERS/synapse/bin/pip install matrix-synapse"
CLIENT = "/_matrix/client/v3"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    python = peer("synapse/bin/python", HOW)
    folder: Path = tmp_path_factory.mktemp("synapse")
    config, port, secret = folder / "homeserver.yaml", free_port(), secrets.token_hex()
    start = [str(python), "-m", "synapse.app.homeserver", "-c", str(config)]
    subprocess.run(
        [*start, "--generate-config", "--server-name", "peer.example", "--report-stats=no"],
        cwd=folder,
        check=True,
        env=alone(),
    )
    given = yaml.safe_load(config.read_text())
    given |= {
        "registration_shared_secret": secret,
        "listeners": [
            {"port": port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
        ],
        "trusted_key_servers": [],
    }
    config.write_text(yaml.safe_dump(given))
    process = subprocess.Popen(start, cwd=folder, env=alone())
    until_it_listens(port, process)
    base = f"http://127.0.0.1:{port}"
    subprocess.run(
        [
            python.with_name("register_new_matrix_user"),
            "-u",
            "jobs",
            "-p",
            "a password",
            "--no-admin",
            "-c",
            config,
            base,
        ],
        check=True,
        env=alone(),
    )
    who = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "jobs"}, "password": "a password"}
    token = requests.post(f"{base}{CLIENT}/login", json=who, timeout=10).json()["access_token"]
    made = requests.post(
        f"{base}{CLIENT}/createRoom", json={}, headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    transport = Transport()
    account = Account("peer", {"base_url": base, "room": made.json()["room_id"]}, {"token": token})
    yield Bench(Matrix(), account, base, transport)
    transport.close()
    process.terminate()
    process.wait(20)


def event(bench: Bench, id: str) -> dict[str, Any]:
    room, token = bench.account.settings["room"], bench.account.secrets["token"]
    answer = requests.get(
        f"{bench.base_url}{CLIENT}/rooms/{room}/event/{id}", headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    found: dict[str, Any] = answer.json()
    return found


def test_the_same_key_is_one_message_and_it_can_be_changed_and_taken_down(bench: Bench) -> None:
    posting = sample.posting()
    first, second = bench.published(posting), bench.published(posting)
    assert first.external_id == second.external_id
    assert first.external_id is not None
    assert "Care Coordinator" in event(bench, first.external_id)["content"]["body"]
    changed = bench.prepared(posting, replace(sample.WORDING, title="Senior Care Coordinator"))
    assert isinstance(bench.change(Operation.UPDATE, first, changed), Live)
    shown = event(bench, first.external_id)["unsigned"]["m.relations"]["m.replace"]
    assert "Senior Care Coordinator" in shown["content"]["m.new_content"]["body"]
    assert isinstance(bench.check(first), Live)
    assert isinstance(bench.change(Operation.WITHDRAW, first), Gone)
    assert isinstance(bench.check(first), Gone)
    assert isinstance(bench.change(Operation.WITHDRAW, first), Gone)


def test_a_test_of_the_login(bench: Bench) -> None:
    assert "@jobs:peer.example" in bench.test()
    with pytest.raises(Unauthorized):
        bench.test(replace(bench.account, secrets={"token": "syt_wrong"}))
