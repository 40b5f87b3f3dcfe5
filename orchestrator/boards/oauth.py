"""OAuth 2 client credentials (RFC 6749, 4.4): a short-lived bearer token for an account's id and secret."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode

from orchestrator.domain.errors import Retry, Unauthorized

from .answer import Answer
from .session import BoardSession

SHORTEST = 300.0
"""Seconds a token is taken to be good for when the board does not say."""


class ClientCredentials:
    """One login at one board: its token is asked for when it is needed, and used by everybody until it runs out.

    `path` is the token endpoint, `form` what is posted there beside the grant type; it holds the secret.
    """

    def __init__(self, session: BoardSession, path: str, form: Mapping[str, str]) -> None:
        self._session = session
        self._path = path
        self._form = {"grant_type": "client_credentials", **form}
        self._key = hashlib.sha256(f"{session!r} {path} {urlencode(self._form)}".encode()).hexdigest()
        self._fresh = False

    def headers(self) -> dict[str, str]:
        """The Authorization header. Raises Unauthorized when the login is refused, Retry when it cannot be tried."""
        token = self._session.tokens.get(self._key) or self._fetched()
        self._session.hide(token)
        return {"Authorization": f"Bearer {token}"}

    def renew(self) -> None:
        """Ask for a new token whatever is kept: a test of the login. Raises like `headers`."""
        self._session.tokens.drop(self._key)
        self.headers()

    def checked(self, answer: Answer) -> Answer:
        """The answer to a request with these headers; a 401 is a refused token."""
        if answer.status == 401 and not answer.earlier:
            self.refused()
        return answer

    def refused(self) -> None:
        """The board does not take the token. Raises Retry where it was one that was kept.

        A board may end a token early. Only one that was refused when it was new says that the login is wrong.
        """
        self._session.tokens.drop(self._key)
        if not self._fresh:
            raise Retry("the board takes the access token no longer; a new one is asked for", 1.0)

    def _fetched(self) -> str:
        answer = self._session.log_in(self._path, self._form)
        if answer.status in (400, 401, 403):
            raise Unauthorized(f"the login was refused ({answer.status}: {answer.quote()}); check id and secret")
        found = answer.accept().object()
        token, seconds = found.get("access_token"), found.get("expires_in")
        if not isinstance(token, str) or not token:
            raise Retry("the login's answer has no access_token")
        self._session.tokens.put(self._key, token, seconds if isinstance(seconds, int | float) else SHORTEST)
        self._fresh = True
        return token
