"""Who may come in: every route passes `authorised`, or says with `public` that anybody may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, abort, current_app, g, redirect, request, url_for

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Action, User, authorise

View = TypeVar("View", bound=Callable[..., Any])
MARK = "callboard_access"


def callboard() -> Callboard:
    """The installation this application serves."""
    found: Callboard = current_app.extensions["callboard"]
    return found


def user() -> User:
    """The signed-in person. Only inside an authorised route."""
    found: User = g.user
    return found


def authorised(action: Action) -> Callable[[View], View]:
    """Let in who may do `action` (for their own employer, where they have one); send others to sign in or away.

    A route about one thing also calls `may` with that thing's employer before it shows or does anything.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            who: User | None = g.get("user")
            if who is None:
                door = url_for("session.sign_in", next=_back())
                # A fragment must not be filled with the sign-in page: htmx is told to leave the whole page.
                return Response(status=204, headers={"HX-Redirect": door}) if _from_script() else redirect(door)
            if not authorise(who, action, None):
                abort(403)
            return view(*args, **kwargs)

        setattr(guarded, MARK, action)
        return guarded  # type: ignore[return-value]

    return wrap


def _back() -> str | None:
    """The page somebody was on: what was typed there is offered again once they are signed in."""
    if request.method == "GET" and not _from_script():
        return request.full_path.rstrip("?")
    page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if page.netloc != request.host:
        return request.full_path.rstrip("?") if request.method == "GET" else None
    return f"{page.path}?{page.query}" if page.query else page.path


def _from_script() -> bool:
    return "HX-Request" in request.headers


def may(action: Action, employer: int | None) -> None:
    """Go on only if the signed-in person may do `action` for this employer. Others learn nothing: 404."""
    if not authorise(user(), action, employer):
        abort(404)


def public(view: View) -> View:
    """Anybody may come here. The test of all routes lists these by name."""
    setattr(view, MARK, None)
    return view
