"""A request that was given up while the network stood still is not delivered when the network is back."""

from __future__ import annotations

import time

import pytest
import requests

from orchestrator import process
from orchestrator.outbound.call import Call
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from tests.chaos.link import Link
from tests.raw_server import answer, once, serving


def post(url: str, body: bytes, seconds: float) -> None:
    request = requests.Request("POST", url, data=body).prepare()
    Transport().send(request, call=Call(Deadline.after(seconds), changing=True, allow_private=True))


def test_the_kernel_drops_what_a_board_has_not_got_yet() -> None:
    with serving(once(answer())) as server:
        origin = Origin.of(server.url)
        link = Link((origin.host, origin.port))
        link.start()
        url = f"http://127.0.0.1:{link.port}/jobs"
        link.stall()
        with pytest.raises(requests.ReadTimeout):
            post(url, b"given up", 0.5)
        assert process.wait_until(lambda: bool(link.held), 5)
        time.sleep(0.2)
        link.heal()
        post(url, b"sent again", 5)
        time.sleep(0.2)
        link.close()
        assert [request.rpartition(b"\r\n")[2] for request in server.requests] == [b"sent again"]
