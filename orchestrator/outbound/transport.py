"""The one way out: a transport for requests on which every call has one deadline and every answer is whole."""

from __future__ import annotations

import http.client
import io
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
import requests.adapters
import requests.exceptions
import requests.structures
import requests.utils

from .call import Call
from .certificate import forwarded, present, refused
from .connection import Connection, dialled, opened
from .deadline import Deadline
from .guard import AddressRefused
from .origin import Origin
from .pool import Pool
from .resolver import Resolver
from .socket import BoundedSocket, secured, trust

SECONDS = 15.0  # a call that states no deadline
_UNREADABLE = "our certificate cannot be read; put it into the account again"


class CertificateRefused(requests.exceptions.SSLError):
    """The board does not take our certificate, or wants one: nothing of what was sent was read."""


class Transport(requests.adapters.BaseAdapter):
    """Sends prepared requests. One is shared by all threads of a process.

    It follows no redirect, repeats nothing, keeps no cookies and reads no proxy or login from the environment.
    `ca_bundles`: PEM files of authorities trusted besides those that come with requests.
    """

    def __init__(self, resolver: Resolver | None = None, ca_bundles: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._resolver = resolver or Resolver()
        self._trusted = (requests.utils.DEFAULT_CA_BUNDLE_PATH, *ca_bundles)
        self._context = trust(*self._trusted)
        self._pool = Pool()

    def send(  # the signature of every requests transport
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
        *,
        call: Call | None = None,
    ) -> requests.Response:
        """The whole answer to `request`, whose body is bytes or nothing, under the terms of `call`.

        The other parameters are those of every requests transport and change nothing, but that `timeout` (seconds)
        is the deadline where there is no `call`; certificates are always verified. Raises

        - CertificateRefused;
        - ConnectTimeout, SSLError or another ConnectionError when there is no connection: nothing was sent;
        - ReadTimeout or another ConnectionError when no whole answer came: look at `call.bytes_written`;
        - what `call.before_write` raises.

        None of them carries the request or its URL, which may hold secrets.
        """
        method, url, body = request.method or "GET", request.url or "", request.body
        if isinstance(body, str):
            body = body.encode()
        if body is not None and not isinstance(body, bytes):
            raise TypeError("the body of a request is bytes: it was rendered and stored before")
        if call is None:
            seconds = timeout if isinstance(timeout, (int, float)) else SECONDS
            call = Call(Deadline.after(seconds), changing=method not in ("GET", "HEAD"))
        origin = Origin.of(url)
        headers = {**request.headers, **_shown_without_tls(origin, call)}
        connection = self._connected(origin, call)
        try:
            raw, content = connection.exchange(method, request.path_url, headers, body, call)
        except TimeoutError:
            raise requests.exceptions.ReadTimeout("the board did not answer in time") from None
        except ssl.SSLError as error:
            raise _tls_broke(error) from None
        except (OSError, http.client.HTTPException) as error:
            # Not chained: the standard library quotes the board, and a board may quote our request.
            raise requests.exceptions.ConnectionError(_sentence(error)) from None
        if connection.reusable and not call.certificate:
            self._pool.give(connection)
        elif connection.reusable:
            connection.close()  # another account must not go on as this one
        return _response(request, raw, content)

    def dial(self, origin: Origin, call: Call) -> BoundedSocket:
        """A connection for a protocol that is not HTTP. Raises as `send` does where there is no connection."""
        with _no_connection(origin):
            return dialled(origin, call, self._resolver)

    def secure(self, sock: BoundedSocket, origin: Origin, call: Call) -> BoundedSocket:
        """TLS over a connection of `dial`, the certificate checked. Raises as `dial` does."""
        with _no_connection(origin):
            return secured(sock, trust(*self._trusted, protocol=None), origin.host, call)

    def close(self) -> None:
        """Close the idle connections."""
        self._pool.close()

    def _connected(self, origin: Origin, call: Call) -> Connection:
        if call.certificate:
            context = self._context if origin.scheme != "https" else self._as(call.certificate)
            with _no_connection(origin):
                return opened(origin, call, self._resolver, context)
        kept = self._pool.take(origin, private=call.allow_private, max_idle=call.max_idle)
        if kept is not None:
            return kept
        with _no_connection(origin):
            return opened(origin, call, self._resolver, self._context)

    def _as(self, pem: str) -> ssl.SSLContext:
        context = trust(*self._trusted)
        try:
            present(context, pem)
        except ssl.SSLError:
            raise CertificateRefused(_UNREADABLE) from None
        return context


def _shown_without_tls(origin: Origin, call: Call) -> dict[str, str]:
    """How an account is known where there is no TLS, as at practice boards."""
    if origin.scheme == "https" or not call.certificate:
        return {}
    try:
        return {"Client-Cert": forwarded(call.certificate)}
    except ValueError:
        raise CertificateRefused(_UNREADABLE) from None


@contextmanager
def _no_connection(origin: Origin) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise requests.exceptions.ConnectTimeout(f"no connection to {origin} in time") from None
    except ssl.SSLError as error:
        if refused(error):
            raise _tls_broke(error) from None
        reason = getattr(error, "verify_message", "") or error.reason or "the handshake failed"
        raise requests.exceptions.SSLError(f"no secure connection to {origin}: {reason}") from error
    except (OSError, AddressRefused) as error:
        raise requests.exceptions.ConnectionError(f"no connection to {origin}: {_sentence(error)}") from error


def _tls_broke(error: ssl.SSLError) -> requests.exceptions.ConnectionError:
    if refused(error):
        return CertificateRefused("the board refuses our certificate, or wants one")
    return requests.exceptions.ConnectionError(_sentence(error))


def _sentence(error: Exception) -> str:
    """What went wrong, in words; errors of the standard library may have none."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[:200] or type(error).__name__


def _response(request: requests.PreparedRequest, raw: http.client.HTTPResponse, content: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = raw.status
    response.reason = raw.reason
    headers = response.headers
    for name, value in raw.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    response.encoding = requests.utils.get_encoding_from_headers(headers)
    response.raw = io.BytesIO(content)
    response.url = request.url or ""
    response.request = request
    return response
