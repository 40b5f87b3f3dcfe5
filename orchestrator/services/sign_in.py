"""Who somebody is: one-time links, passwords."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import User
from orchestrator.storage import events, people

from .refused import refuse

PATH = "/sign-in/"
LINK_LIFETIME = timedelta(hours=24)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


def issue_link(callboard: Callboard, person_name: str, lifetime: timedelta = LINK_LIFETIME) -> str:
    """A path of this installation that signs the person in once within `lifetime`. Only its hash is kept.

    Raises Refused where nobody active has that name.
    """
    token = secrets.token_urlsafe(32)
    with callboard.database.begin() as connection:
        person = people.by_name(connection, person_name.strip().lower())
        if person is None or not person.active:
            raise refuse("name", f"nobody called {person_name!r} may sign in here")
        people.add_link(connection, _hash(token), person.id, lifetime)
        events.record(connection, actor=person.name, kind="link_issued", employer_id=person.employer_id)
    return PATH + token


def redeem(callboard: Callboard, token: str) -> User | None:
    """The person a link is for, once; None where it is unknown, used or over, or the person is not active.

    Programs that look at links in e-mails would use it up: call this on a POST, not on a GET.
    """
    with callboard.database.begin() as connection:
        person_id = people.use_link(connection, _hash(token))
        person = None if person_id is None else people.by_id(connection, person_id)
        if person is None or not person.active:
            return None
        events.record(connection, actor=person.name, kind="signed_in", employer_id=person.employer_id, reason="link")
        return person.user


def user(callboard: Callboard, id: int) -> User | None:
    """The person of a session; None where they are gone or not active any more."""
    with callboard.database.read() as connection:
        person = people.by_id(connection, id)
    return person.user if person is not None and person.active else None


def set_password(callboard: Callboard, actor: str, id: int, password: str) -> None:
    """Let a person sign in by password. Raises Refused where it is too short or long, or the person is not there."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise refuse("password", f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    hashed = _hasher().hash(password)
    with callboard.database.begin() as connection:
        person = people.by_id(connection, id)
        if person is None:
            raise refuse("person", "this person does not exist")
        people.set_password_hash(connection, id, hashed)
        events.record(connection, actor=actor, kind="password_set", employer_id=person.employer_id, reason=person.name)


def verify(callboard: Callboard, name: str, password: str) -> User | None:
    """The person with that name and password; None otherwise, after the same time whether or not the name exists."""
    with callboard.database.read() as connection:
        person = people.by_name(connection, name.strip().lower())
    known = person is not None and person.active and person.password_hash is not None
    hashed = person.password_hash if person is not None and known and person.password_hash else _nobody()
    try:
        _hasher().verify(hashed, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    if person is None or not known:
        return None
    with callboard.database.begin() as connection:
        if _hasher().check_needs_rehash(hashed):
            people.set_password_hash(connection, person.id, _hasher().hash(password))
        events.record(
            connection, actor=person.name, kind="signed_in", employer_id=person.employer_id, reason="password"
        )
    return person.user


def _hash(token: str) -> bytes:
    """Tokens are 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash nobody has the password of, so that an unknown name costs as much as a known one."""
    return _hasher().hash(secrets.token_urlsafe(32))
