"""The token endpoint that several boards have: OAuth 2 client credentials (RFC 6749, 4.4 and 5)."""

from __future__ import annotations

import secrets

from ..route import Call
from ..stand import Stand
from ..wire import Answer, json_answer


class TokenDesk:
    """Gives tokens to one client, and knows which are good."""

    def __init__(self, stand: Stand, client_id: str, client_secret: str, seconds: int) -> None:
        self._stand = stand
        self._client = (client_id, client_secret)
        self._seconds = seconds
        self._until: dict[str, float] = {}

    def give(self, call: Call) -> Answer:
        kind = call.request.headers.get("content-type", "").split(";")[0]
        if kind != "application/x-www-form-urlencoded":
            return _refused(400, "invalid_request", "The request must be form-encoded.")
        try:
            form = call.request.form()
        except ValueError:
            return _refused(400, "invalid_request", "The request is not form-encoded.")
        if form.get("grant_type") != "client_credentials":
            return _refused(400, "unsupported_grant_type", "Only client_credentials is offered.")
        if (form.get("client_id"), form.get("client_secret")) != self._client:
            return _refused(401, "invalid_client", "Client authentication failed")
        token = secrets.token_urlsafe(40)
        self._until[token] = self._stand.now() + self._seconds
        return json_answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": self._seconds})

    def bearer(self, call: Call) -> str:
        """`good`, `expired` or `unknown`: what the request's bearer token is."""
        scheme, _, token = call.request.headers.get("authorization", "").partition(" ")
        until = self._until.get(token) if scheme == "Bearer" else None
        if until is None:
            return "unknown"
        return "good" if self._stand.now() < until else "expired"


def _refused(status: int, error: str, description: str) -> Answer:
    return json_answer(status, {"error": error, "error_description": description})
