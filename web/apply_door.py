"""The quick way through an apply link: a candidate is counted and sent on before Flask is asked.

Nearly every request of a link is this one, and it needs neither a session, nor a form, nor a template. What is not
as simple (a closed posting, applications by e-mail, a link that is not ours) goes on to the view in `web.apply`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from werkzeug.datastructures import EnvironHeaders
from werkzeug.urls import iri_to_uri

from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.counting.done import Told
from orchestrator.counting.tokens import LinksUnavailable
from orchestrator.domain.reading import Metric

from .security import HEADERS as SECURITY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/a/"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What every answer of an apply link carries."""
_FIXED: Final = [*{**SECURITY, **HEADERS}.items(), ("Content-Length", "0")]

DONE: Final = {("done", "POST"), ("done.gif", "GET")}
STATUSES: Final = {
    Told.COUNTED: "204 NO CONTENT",
    Told.AGAIN: "204 NO CONTENT",
    Told.ELSEWHERE: "403 FORBIDDEN",
    Told.UNSIGNED: "403 FORBIDDEN",
}
PIXEL: Final = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
"""A transparent GIF of one pixel."""

location = lru_cache(maxsize=10_000)(iri_to_uri)


class ApplyDoor:
    """Around the application. The target comes from the database and from nowhere else, so that no link can be bent."""

    def __init__(self, inner: WSGIApplication, links: ApplyLinks, secret: str) -> None:
        self._inner = inner
        self._links = links
        self._secret = secret

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(PATH):
            return self._inner(environ, start_response)
        token, _, rest = path.removeprefix(PATH).partition("/")
        if not rest and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            address = self._follow(token, environ)
            if address:
                start_response("302 FOUND", [("Location", location(address)), *_FIXED])
                return ()
        if (rest, environ["REQUEST_METHOD"]) in DONE:
            return self._done(token, environ, start_response)
        return self._inner(environ, start_response)

    def _done(self, token: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """An image of one pixel for a page, nothing for a system; a page never sees whether it was counted."""
        given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        image = environ["REQUEST_METHOD"] == "GET"
        try:
            target = self._links.find(token)
        except LinksUnavailable:
            status = "503 SERVICE UNAVAILABLE"
        else:
            told = target and self._links.done(
                target,
                given,
                datetime.now(UTC),
                headers=EnvironHeaders(environ),
                address=environ.get("REMOTE_ADDR", ""),
                secret=self._secret,
            )
            status = STATUSES[told] if told else "404 NOT FOUND"
        if image:
            start_response("200 OK", [*_FIXED[:-1], ("Content-Type", "image/gif"), ("Content-Length", str(len(PIXEL)))])
            return (PIXEL,)
        start_response(status, _FIXED)
        return ()

    def _follow(self, token: str, environ: WSGIEnvironment) -> str:
        """Where an open posting's link leads, now counted; empty for everything else."""
        now = datetime.now(UTC)
        try:
            target = self._links.find(token)
        except LinksUnavailable:
            return ""
        if target is None or not target.is_open(now) or not target.address:
            return ""
        self._links.count(
            target,
            metric_of(environ.get("QUERY_STRING", "")),
            now,
            method=environ["REQUEST_METHOD"],
            headers=EnvironHeaders(environ),
            address=environ.get("REMOTE_ADDR", ""),
        )
        return target.address


def metric_of(query: str) -> Metric:
    """On a page of ours the link is the Apply button, and says so."""
    return Metric.APPLY_START if "from=page" in query.split("&") else Metric.CLICK


def install(app: Any, links: ApplyLinks) -> None:
    """Let `app` answer the apply links of `links`: simple ones at the door, the others in its view."""
    app.extensions[EXTENSION] = links
    app.wsgi_app = ApplyDoor(app.wsgi_app, links, app.secret_key)


EXTENSION: Final = "apply_links"
"""Where the application keeps its ApplyLinks: `app.extensions[EXTENSION]`."""
