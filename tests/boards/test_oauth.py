"""Client credentials: asked for once, kept, replaced, and never in the evidence."""

from __future__ import annotations

import json

import pytest

from orchestrator.boards import ClientCredentials, Retry, TokenCache, Tokens, Unauthorized
from orchestrator.boards.session import BoardSession
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from tests.raw_server import answer, answering, serving

FORM = {"client_id": "us", "client_secret": "hunter2-hunter2"}
TRANSPORT = Transport()


def opened(url: str, tokens: TokenCache, login_url: str = "") -> BoardSession:
    return BoardSession(
        TRANSPORT,
        url,
        secrets=(FORM["client_secret"],),
        user_agent="Callboard/test",
        deadline=Deadline.after(5),
        changing=True,
        allow={Origin.of(url), *({Origin.of(login_url)} if login_url else ())},
        login_url=login_url,
        tokens=tokens,
    )


def given(token: str = "token-1234", seconds: object = 1_800) -> bytes:
    return answer(json.dumps({"access_token": token, "expires_in": seconds}).encode())


def test_a_token_is_asked_for_once_and_used_by_all() -> None:
    tokens = Tokens()
    with serving(answering(given())) as server:
        for _ in range(3):
            session = opened(server.url, tokens)
            assert ClientCredentials(session, "/token", FORM).headers() == {"Authorization": "Bearer token-1234"}
            assert not session.bytes_written, "a login changes nothing at the board"
        [request] = server.requests
        assert request.endswith(b"grant_type=client_credentials&client_id=us&client_secret=hunter2-hunter2")


def test_another_login_has_another_token() -> None:
    tokens = Tokens()
    with serving(answering(given())) as server:
        ClientCredentials(opened(server.url, tokens), "/token", FORM).headers()
        ClientCredentials(opened(server.url, tokens), "/token", FORM | {"client_secret": "changed"}).headers()
        assert len(server.requests) == 2


def test_a_token_that_ends_soon_is_not_used() -> None:
    tokens = Tokens()
    tokens.put("key", "token", 59)
    assert tokens.get("key") is None
    tokens.put("key", "token", 600)
    assert tokens.get("key") == "token"
    tokens.drop("key")
    assert tokens.get("key") is None
    assert "token" not in repr(tokens)


def test_only_a_new_token_that_is_refused_says_that_the_login_is_wrong() -> None:
    tokens = Tokens()
    with serving(answering(given())) as server:
        kept = opened(server.url, tokens)
        fresh = ClientCredentials(kept, "/token", FORM)
        fresh.headers()
        fresh.refused()
        later = ClientCredentials(opened(server.url, tokens), "/token", FORM)
        with pytest.raises(Retry):
            later.refused()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        ("401 Unauthorized", b'{"error": "invalid_client"}', Unauthorized),
        ("400 Bad Request", b'{"error": "invalid_client"}', Unauthorized),
        ("503 Service Unavailable", b"", Retry),
        ("200 OK", b"<html>", Retry),
        ("200 OK", b"[]", Retry),
        ("200 OK", b'{"access_token": ""}', Retry),
    ],
)
def test_a_login_that_fails_publishes_nothing(status: str, body: bytes, error: type[Exception]) -> None:
    with serving(answering(answer(body, status=status))) as server:
        session = opened(server.url, Tokens())
        with pytest.raises(error):
            ClientCredentials(session, "/token", FORM).headers()
        assert "hunter2" not in repr(session.exchanges)


def test_a_token_is_no_evidence() -> None:
    tokens = Tokens()
    with (
        serving(answering(given())) as login,
        serving(answering(answer(b'{"you said": "Bearer token-1234"}'))) as board,
    ):
        session = opened(board.url, tokens, login.url)
        headers = ClientCredentials(session, "/token", FORM).headers()
        session.post("/adverts", data=b"{}", headers=headers)
        assert [len(login.requests), len(board.requests)] == [1, 1]
        assert "token-1234" not in repr(session.exchanges)


def test_only_the_board_and_its_login_are_called() -> None:
    session = opened("http://127.0.0.1:9/api", Tokens(), "http://127.0.0.1:10")
    with pytest.raises(ValueError, match="only"):
        session.get("http://127.0.0.1:11/")
