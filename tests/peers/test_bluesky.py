"""The Bluesky adapter on Bluesky's own data server (PDS): a record under the key we chose, put, deleted, looked at."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from adapters.bluesky import Bluesky
from orchestrator.boards.contract import Account
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Gone, Live
from orchestrator.outbound.transport import Transport
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench

from .conftest import alone, free_port, peer, until_it_listens

HOW = "mkdir -p $CALLBOARD_PEERS/pds && cd $CALLBOARD_PEERS/pds && npm install @atproto/pds"
START = """
const {PDS, envToCfg, envToSecrets, readEnv} = require('@atproto/pds');
(async () => {
  const env = readEnv()
  const pds = await PDS.create(envToCfg(env), envToSecrets(env))
  await pds.start()
})()
"""
HANDLE, PASSWORD = "elmfield.test", "a password of the tests"


@contextmanager
def directory() -> Iterator[str]:
    """Where identities are published, which on the network is somebody else's: takes and gives back documents."""
    known: dict[str, dict[str, Any]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            operation = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known[self.path.strip("/")] = operation
            self._say({})

        def do_GET(self) -> None:
            did = self.path.strip("/").split("/")[0]
            made = known.get(did, {})
            key = made.get("verificationMethods", {}).get("atproto", "").removeprefix("did:key:")
            endpoint = made.get("services", {}).get("atproto_pds", {}).get("endpoint")
            self._say(
                {
                    "@context": ["https://www.w3.org/ns/did/v1"],
                    "id": did,
                    "did": did,
                    "alsoKnownAs": made.get("alsoKnownAs", []),
                    "verificationMethod": [
                        {"id": f"{did}#atproto", "type": "Multikey", "controller": did, "publicKeyMultibase": key}
                    ],
                    "service": [
                        {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": endpoint}
                    ],
                }
            )

        def _say(self, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    modules = peer("pds/node_modules", HOW)
    node = shutil.which("node") or pytest.skip("node is not there: install it")
    folder: Path = tmp_path_factory.mktemp("pds")
    port = free_port()
    with directory() as plc:
        env = alone() | {
            "NODE_PATH": str(modules), "PDS_HOSTNAME": "localhost", "PDS_PORT": str(port), "PDS_DEV_MODE": "true",
            "PDS_DATA_DIRECTORY": str(folder), "PDS_BLOBSTORE_DISK_LOCATION": str(folder / "blobs"),
            "PDS_DID_PLC_URL": plc, "PDS_SERVICE_HANDLE_DOMAINS": ".test", "PDS_INVITE_REQUIRED": "false",
            "PDS_JWT_SECRET": secrets.token_hex(16), "PDS_ADMIN_PASSWORD": secrets.token_hex(16),
            "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX": secrets.token_hex(32), "LOG_ENABLED": "false",
        }  # fmt: skip
        process = subprocess.Popen([node, "-e", START], env=env, cwd=modules.parent)
        until_it_listens(port, process)
        base = f"http://127.0.0.1:{port}"
        made = requests.post(
            f"{base}/xrpc/com.atproto.server.createAccount",
            json={"handle": HANDLE, "email": "jobs@elmfield.example", "password": PASSWORD},
            timeout=20,
        )
        assert made.status_code == 200, made.text
        transport = Transport()
        given = {"base_url": base, "handle": HANDLE, "identifier": HANDLE, "language": "en"}
        settings = {each.name: given[each.name] for each in Bluesky.credentials if each.name in given}
        hidden = {each.name: PASSWORD for each in Bluesky.credentials if each.secret}
        yield Bench(Bluesky(), Account("peer", settings, hidden), base, transport)
        transport.close()
        process.terminate()
        process.wait(20)


def test_a_post_under_our_own_key_is_put_looked_at_and_deleted(bench: Bench) -> None:
    posting = sample.posting()
    first, second = bench.published(posting), bench.published(posting)
    assert first.external_id == second.external_id, "the same key names the same record"
    assert isinstance(bench.check(first), Live)
    changed = bench.prepared(posting, replace(sample.WORDING, title="Senior Care Coordinator"))
    assert isinstance(bench.change(Operation.UPDATE, first, changed), Live)
    assert isinstance(bench.change(Operation.WITHDRAW, first), Gone)
    assert isinstance(bench.check(first), Gone)
    assert isinstance(bench.change(Operation.WITHDRAW, first), Gone)


def test_a_test_of_the_login(bench: Bench) -> None:
    assert HANDLE in bench.test()
