"""Let another system of an employer's, such as an applicant tracking system, tell us of counts."""

from __future__ import annotations

import hashlib
import secrets

from orchestrator.callboard import Callboard
from orchestrator.storage import api_tokens, events
from orchestrator.storage.api_tokens import Holder

from .refused import refuse

LONGEST = 80
_START = "cb_"


def issue_token(callboard: Callboard, actor: str, employer: int, label: str) -> str:
    """A word for the system called `label`, shown this once; only its hash is kept. Raises Refused."""
    label = label.strip()
    if not 1 <= len(label) <= LONGEST:
        raise refuse("label", f"call the system by a name of 1 to {LONGEST} characters")
    token = _START + secrets.token_urlsafe(32)
    with callboard.database.begin() as connection:
        if not api_tokens.add(connection, employer, label, _hash(token), actor):
            raise refuse("label", f"{label} has a token; revoke that one first")
        events.record(connection, actor=actor, kind="token_issued", employer_id=employer, reason=label)
    return token


def revoke_token(callboard: Callboard, actor: str, employer: int, label: str) -> None:
    """From now on the system's word is refused. Raises Refused where it has none."""
    with callboard.database.begin() as connection:
        if not api_tokens.revoke(connection, employer, label.strip(), actor):
            raise refuse("label", f"no system called {label!r} has a token of this employer")
        events.record(connection, actor=actor, kind="token_revoked", employer_id=employer, reason=label.strip())


def holder_of(callboard: Callboard, token: str) -> Holder | None:
    """Whose word it is; None where nobody has it."""
    if not token.startswith(_START):
        return None
    with callboard.database.read() as connection:
        return api_tokens.holder(connection, _hash(token))


def _hash(token: str) -> bytes:
    """Tokens are 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
