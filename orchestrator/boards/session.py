"""What an adapter talks to its board with: one per operation, on a transport shared by all."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TypedDict, Unpack
from urllib.parse import urlencode

import requests
import requests.auth

from orchestrator.outbound.call import MAX_ANSWER, MAX_IDLE, Call
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.redaction import Redactor
from orchestrator.outbound.transport import Transport

from . import mapping
from .answer import Answer
from .conversation import Conversation
from .exchange import Exchange, recorded
from .tokens import TokenCache, Tokens

Params = Mapping[str, str | int] | list[tuple[str, str | int]]


class Given(TypedDict, total=False):
    """What a request may carry beside its path."""

    params: Params | None
    data: bytes | None
    headers: Mapping[str, str] | None


_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_SAFE = frozenset({"GET", "HEAD"})
_NOT_IN_A_HEADER = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_DOTS = frozenset({".", "..", "%2e", "%2e%2e", ".%2e", "%2e."})


class BoardSession:
    """One operation at one board account. Not for several threads at once.

    `changing`: the operation changes something at the board; then everything but a GET does, unless the request
    says `reads=True` (a search or a login by POST). `before_write` is called directly before every write of a
    request that changes something, and stops it by raising. `allow`: origins that may be in a private network.
    `login_url`: where `log_in` goes if not to the base URL. `tokens`: where access tokens are kept.
    `keep`: characters of each answer's body kept as evidence; by default 65,536 where something is changed, and none
    of the successful answers of a reading operation, which may hold candidates' personal data.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        *,
        auth: requests.auth.AuthBase | None = None,
        secrets: Collection[str] = (),
        secret_names: tuple[str, ...] = (),
        user_agent: str,
        deadline: Deadline,
        changing: bool,
        before_write: Callable[[], None] | None = None,
        allow: Collection[Origin] = frozenset(),
        login_url: str = "",
        tokens: TokenCache | None = None,
        max_idle: float = MAX_IDLE,
        max_answer: int = MAX_ANSWER,
        keep: int | None = None,
    ) -> None:
        self.exchanges: list[Exchange] = []
        self.tokens: TokenCache = Tokens() if tokens is None else tokens
        self._transport = transport
        self._base = base_url.rstrip("/")
        self._origin = Origin.of(base_url)
        self._auth = auth
        self._login = (login_url or base_url).rstrip("/")
        self._origins = frozenset({self._origin, Origin.of(self._login)})
        self._secrets, self._secret_names = tuple(secrets), secret_names
        self._redactor = Redactor(secrets, secret_names)
        self._user_agent = user_agent
        self._deadline = deadline
        self._changing = changing
        self._before_write = before_write
        self._private = self._origin in allow
        self._max_idle = max_idle
        self._max_answer = max_answer
        self._keep = keep

    def __repr__(self) -> str:
        return f"<BoardSession {self._origin}>"

    @property
    def bytes_written(self) -> bool:
        """Whether any byte of a request that changes something was handed to the kernel. False proves: nothing sent."""
        return any(exchange.changing and exchange.bytes_written for exchange in self.exchanges)

    def hide(self, secret: str) -> None:
        """Keep `secret`, which the board has just given (a token), out of all evidence from now on."""
        if secret not in self._secrets:
            self._secrets = (*self._secrets, secret)
            self._redactor = Redactor(self._secrets, self._secret_names)

    def log_in(self, path: str, form: Mapping[str, str]) -> Answer:
        """Ask the board's login server for a token. Changes nothing at the board."""
        return self.request("POST", f"{self._login}{path}", data=urlencode(form).encode(), headers=_FORM, reads=True)

    def get(self, path: str, *, params: Params | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", path, params=params, headers=headers)

    def post(self, path: str, *, reads: bool = False, **given: Unpack[Given]) -> Answer:
        return self.request("POST", path, reads=reads, **given)

    def put(self, path: str, **given: Unpack[Given]) -> Answer:
        return self.request("PUT", path, **given)

    def patch(self, path: str, **given: Unpack[Given]) -> Answer:
        return self.request("PATCH", path, **given)

    def delete(self, path: str, **given: Unpack[Given]) -> Answer:
        return self.request("DELETE", path, **given)

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        reads: bool = False,
    ) -> Answer:
        """Send one request and return the board's whole answer, whatever its status.

        `path` is appended to the base URL; an absolute URL must be of the same origin. Raises Retry when nothing
        can have changed at the board and Unconfirmed when something may have; ValueError for a request that cannot
        be sent. What `before_write` or the auth raises comes through: ask `bytes_written` what it means.
        """
        request = self._prepared(method, path, params, data, headers)
        changing = self._changing and method not in _SAFE and not reads
        call = Call(
            self._deadline,
            changing,
            before_write=self._before_write if changing else None,
            allow_private=self._private,
            max_idle=self._max_idle,
            max_answer=self._max_answer,
        )
        earlier = self.bytes_written
        started = time.monotonic()
        response: requests.Response | None = None
        failure = "stopped by us"
        try:
            response = self._transport.send(request, call=call)
        except requests.RequestException as error:
            failure = self._redactor.text(str(error))
            # Not chained: the cause may quote a board that quotes our secrets.
            raise mapping.unclear(failure, touched=earlier or (changing and call.bytes_written)) from None
        finally:
            seconds = time.monotonic() - started
            self.exchanges.append(
                recorded(self._redactor, request, data, call, response, failure, seconds, keep=self._keep)
            )
        touched = earlier or (changing and call.bytes_written)
        return Answer(response.status_code, response.headers, response.content, touched, earlier, self._redactor)

    def _prepared(
        self, method: str, path: str, params: Params | None, data: bytes | None, headers: Mapping[str, str] | None
    ) -> requests.PreparedRequest:
        url = self._joined(path)
        sent = {"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": "gzip", **(headers or {})}
        request = requests.PreparedRequest()
        try:
            request.prepare(method, url, headers=sent, data=data, params=params, auth=self._auth)
        except ValueError as error:  # requests' own and UnicodeError are ValueErrors, and may quote what is secret
            raise ValueError(f"this request cannot be made: {self._redactor.text(str(error))}") from None
        for name, value in request.headers.items():
            # The standard library would quote the value, which may be a secret, in its error.
            if _NOT_IN_A_HEADER.search(value):
                raise ValueError(f"the header {name} has a character that a header cannot have")
        if Origin.of(request.url or "") not in self._origins:
            raise ValueError(f"requests of this account go to {self._origin} only")
        return request

    def _joined(self, path: str) -> str:
        if "://" in path.partition("?")[0]:
            if Origin.of(path) not in self._origins:
                raise ValueError(f"requests of this account go to {self._origin} only")
            return path
        if not _DOTS.isdisjoint(path.partition("?")[0].lower().split("/")):
            raise ValueError("a path must not climb; quote what comes from a board")
        return f"{self._base}/{path.lstrip('/')}" if path else self._base

    @contextmanager
    def converse(self, protocol: str) -> Iterator[Conversation]:
        """Talk to the board in another protocol than HTTP; say `commit` right before what changes something there.

        What is left of a conversation that breaks is Retry before that, and Unconfirmed after it.
        """
        terms = Call(self._deadline, changing=False, allow_private=self._private)
        talk = Conversation(self._transport, self._origin, self._base, protocol, terms, self._before_write)
        started, failure = time.monotonic(), ""
        earlier = self.bytes_written
        try:
            talk.begin(self._user_agent)
            yield talk
        except (OSError, EOFError) as error:  # requests' exceptions are OSErrors
            failure = self._redactor.text(str(error) or type(error).__name__)
            raise mapping.unclear(failure, touched=earlier or talk.committed) from None
        finally:
            talk.close()
            seconds = time.monotonic() - started
            self.exchanges.append(talk.exchange(self._redactor, self._changing, seconds, failure))
