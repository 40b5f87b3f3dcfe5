"""The pages for what went wrong: what happened, whether anything is lost, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from .security import CSRFError

# Blueprints that strangers see: no name of ours, no way to the signed-in pages.
PUBLIC_BLUEPRINTS: Final = frozenset({"careers", "apply", "approve"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kept` says what happened to what was typed; empty where nothing can have been."""

    heading: str
    what: str
    todo: str
    kept: str = ""


TYPED: Final = "What you typed is still on the page before: use your browser’s Back button to return to it."

TROUBLES: Final = {
    400: Trouble(
        "We could not read that request",
        "A part of it was missing or had a form we do not know. Nothing was changed.",
        "Go back, look at the fields again and send the page once more.",
        TYPED,
    ),
    403: Trouble(
        "Your role does not allow this",
        "You are signed in, but this page or action belongs to another role. Nothing was changed.",
        "Ask an administrator if you need it.",
    ),
    404: Trouble(
        "There is no page at this address",
        "It may have moved, or it belongs to an employer you do not see.",
        "Look at the address again, or start from your first page.",
    ),
    405: Trouble(
        "This address takes another kind of request",
        "It was opened in a way it does not answer to. Nothing was changed.",
        "Start from your first page and use the button there.",
    ),
    413: Trouble(
        "That was too large",
        "A form takes at most 2 MB. Nothing was changed.",
        "Shorten the text or import a smaller file.",
        TYPED,
    ),
    429: Trouble(
        "Too many requests in a short time",
        "We hold further ones back for a moment. Nothing was changed.",
        "Wait a minute and send the page again.",
        TYPED,
    ),
    500: Trouble(
        "Something here did not work",
        "The fault is ours and is written in the log. Sending postings does not depend on this page.",
        "Send the page again in a minute. If it happens twice, tell ops the time and the address.",
        TYPED,
    ),
    503: Trouble(
        "We cannot answer at the moment",
        "A part that we need does not answer. Postings keep their place and go out when it is back.",
        "Send the page again in a minute.",
        TYPED,
    ),
}

UNSIGNED: Final = Trouble(
    "This page was open too long",
    "You were signed out meanwhile, or signed in again in another window, so we did not act on it. "
    "Nothing was changed.",
    "Go back, reload the page and send it again.",
    "Copy longer texts before you reload: what you typed is still on the page before.",
)


def register(app: Flask) -> None:
    """Answer errors with pages of our own; an unknown code gets the page of its class."""
    app.register_error_handler(CSRFError, _unsigned)
    app.register_error_handler(HTTPException, _explain)


def _unsigned(error: CSRFError) -> Response:
    return _page(error, UNSIGNED)


def _explain(error: HTTPException) -> Response:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    return _page(error, TROUBLES.get(code) or TROUBLES[400 if code < 500 else 500])


def _page(error: HTTPException, trouble: Trouble) -> Response:
    """The page in place of the short text; headers such as Allow and Retry-After stay."""
    template = "public/error.html" if request.blueprint in PUBLIC_BLUEPRINTS else "error.html"
    response = Response(headers=error.get_response().headers, status=error.code)
    response.data = render_template(template, page=trouble, code=error.code)
    return response
