"""Signing in and out, and the employer whose things are shown."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, User
from orchestrator.queries.signed_in import SignedIn, signed_in
from orchestrator.services import sign_in as door

from .access import MARK, authorised, callboard, public
from .attempts import Attempts
from .frame import HOME, EmployerChoice, Frame
from .local_path import local_path
from .security import SESSION_LIFETIME

blueprint = Blueprint("session", __name__)

PRACTICE: Final = "Practice: what you send here reaches the simulator only."
HOURS: Final = SESSION_LIFETIME.seconds // 3600
BY_NAME: Final = Attempts(most=5, window=300.0)
BY_ADDRESS: Final = Attempts(most=50, window=300.0)


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What `sign_in.html` shows."""

    why: str
    name: str
    next: str


@blueprint.before_app_request
def around() -> None:
    """Load who is signed in and what stands around their page, where the page is not public."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, MARK, None) is None or "person" not in session:
        return
    with callboard().database.read() as connection:
        found = signed_in(connection, session["person"], session.get("employer"))
    if found is None:
        session.clear()
        session["why"] = "You were signed out: an administrator has ended your access."
        return
    if "HX-Request" not in request.headers:
        session.modified = True  # what a page does by itself does not keep anybody signed in
    g.user = found.user
    g.frame = _frame(found)


def _frame(found: SignedIn) -> Frame:
    several = len(found.employers) > 1
    everyone = (EmployerChoice(None, "All employers"),) if several else ()
    return Frame(
        person=found.full_name,
        role=found.user.role,
        zone=ZoneInfo(found.employer.zone if found.employer else callboard().settings.zone),
        employers=everyone + tuple(EmployerChoice(each.id, each.name) for each in found.employers),
        employer=found.employer.id if found.employer else None,
        needs=found.needs,
        practice=PRACTICE if found.practice else "",
    )


@blueprint.get("/")
@authorised(Action.SEE)
def home() -> Response:
    """The first page of one's role."""
    frame: Frame = g.frame
    return redirect(url_for(frame.home))


@blueprint.get("/sign-in")
@public
def sign_in() -> str:
    return _form(session.pop("why", "") or _ended(), "", local_path(request.args.get("next")) or "")


def _ended() -> str:
    """A cookie that nothing could be read from has run out."""
    sent = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return (
        f"You were signed out after {HOURS} hours without a click. You go back to where you were."
        if sent and not session
        else ""
    )


def _form(why: str, name: str, onwards: str, *errors: Reason) -> str:
    return render_template("sign_in.html", page=SignInPage(why, name, onwards), errors=errors)


@blueprint.post("/sign-in")
@public
def sign_in_by_password() -> Response | tuple[str, int]:
    name, onwards = request.form.get("name", "").strip(), request.form.get("next", "")
    key, address, now = name.lower()[:200], request.remote_addr or "", time.monotonic()
    if wait := max(BY_NAME.wait(key, now), BY_ADDRESS.wait(address, now)):
        minutes = max(1, round(wait / 60))
        words = (
            f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}, or ask for a sign-in link"
        )
        return _form("", name, onwards, Reason("name", words)), 429
    user = door.verify(callboard(), name, request.form.get("password", ""))
    if user is None:
        BY_NAME.failed(key, now)
        BY_ADDRESS.failed(address, now)
        reason = Reason("password", "The name or the password is not right. Check both, or ask for a sign-in link")
        return _form("", name, onwards, reason), 422
    BY_NAME.forget(key)
    return _begin(user, onwards)


@blueprint.get("/sign-in/<token>")
@public
def by_link(token: str) -> str:
    """Ask for a click: programs that look at links in e-mails would use it up."""
    return render_template("sign_in_link.html", token=token)


@blueprint.post("/sign-in/<token>")
@public
def redeem_link(token: str) -> Response | tuple[str, int]:
    now, address = time.monotonic(), request.remote_addr or ""
    if BY_ADDRESS.wait(address, now):
        abort(429)
    user = door.redeem(callboard(), token)
    if user is None:
        BY_ADDRESS.failed(address, now)
        reason = Reason("", "This link has been used or has run out. Ask for a new one, or sign in by password")
        return _form("", "", "", reason), 422
    return _begin(user, "")


def _begin(user: User, onwards: str) -> Response:
    """A fresh session: nothing of the one before, and forms of it, counts any more."""
    session.clear()
    session.permanent = True
    session["person"] = user.id
    session["id"] = secrets.token_urlsafe(12)
    return redirect(local_path(onwards) or url_for(HOME[user.role]), 303)


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    session.clear()
    session["why"] = "You are signed out."
    return redirect(url_for("session.sign_in"), 303)


@blueprint.post("/employer")
@authorised(Action.SEE)
def employer() -> Response:
    """Choose whose things are shown; empty for all employers."""
    frame: Frame = g.frame
    wanted = request.form.get("employer", "")
    choice = next((each for each in frame.employers if str(each.id or "") == wanted), None)
    if choice is None:
        abort(404)
    session["employer"] = choice.id
    flash(f"Shown now: {choice.name}.", "info")
    return redirect(local_path(request.form.get("next")) or url_for(frame.home), 303)
