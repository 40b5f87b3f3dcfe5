"""The other end of an apply link: an employer's thank-you page, or its system, says that an application is complete."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from hashlib import blake2b

from orchestrator.domain.apply_target import ApplyTarget

LONGEST_ID = 100


class Told(StrEnum):
    """What is made of a message."""

    COUNTED = "counted"
    AGAIN = "again"
    ELSEWHERE = "elsewhere"
    UNSIGNED = "unsigned"


def signature(secret: str, token: str) -> str:
    """What an employer's own system sends along with a token; made of a secret of the installation."""
    return blake2b(token.encode(), key=blake2b(secret.encode()).digest(), digest_size=12).hexdigest()


def refusal(target: ApplyTarget, given: Mapping[str, str], origin: str, secret: str) -> Told | None:
    """Why a message is not taken; None: it is. `given`: its `key` and `id`; `origin`: where a browser says it is.

    A message with the right key needs an id, which tells one application from the next; one from a page of the site
    that the link leads to needs nothing.
    """
    if "key" in given:
        right = given["key"] == signature(secret, target.token) and 0 < len(given.get("id", "")) <= LONGEST_ID
        return None if right else Told.UNSIGNED
    return None if target.is_from_there(origin) else Told.ELSEWHERE
