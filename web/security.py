"""What every answer carries so that a browser keeps our pages to themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Flask, Response
from flask_wtf.csrf import CSRFError, CSRFProtect

__all__ = ["CONTENT_SECURITY_POLICY", "CSRFError", "secure"]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

SESSION_LIFETIME: Final = timedelta(hours=8)
LARGEST_FORM: Final = 2 * 1024 * 1024


def secure(app: Flask, *, https: bool) -> CSRFProtect:
    """Set headers, session cookie and CSRF for `app`.

    With `https` the cookie carries the `__Host-` prefix, which a browser accepts over HTTPS only. A form sends
    `csrf_token`, htmx sends the header X-CSRFToken; answers that do not say how long they keep are never stored.
    """
    app.config.update(
        SESSION_COOKIE_NAME="__Host-callboard" if https else "callboard",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=SESSION_LIFETIME,
        SESSION_REFRESH_EACH_REQUEST=False,  # only what a person does prolongs it; see web/session.py
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,  # a text of a megabyte is refused by its field, with words
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch still sends
        WTF_CSRF_SSL_STRICT=https,
    )
    app.after_request(_add_headers)
    return CSRFProtect(app)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
