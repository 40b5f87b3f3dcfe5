"""Add an employer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.storage import employers, events
from orchestrator.storage.employers import Employer

from .refused import refuse

LONGEST_NAME = 200


def add_employer(
    callboard: Callboard,
    actor: str,
    name: str,
    *,
    zone: str = "Europe/London",
    country: str = "GB",
    website: str = "",
) -> Employer:
    """Add an employer; its slug and the prefix of its references are made from the name.

    Raises Refused where the name is empty, too long or taken, or the zone is unknown.
    """
    with callboard.database.begin() as connection:
        return insert_employer(connection, actor, name, zone=zone, country=country, website=website)


def insert_employer(
    connection: Connection,
    actor: str,
    name: str,
    *,
    zone: str = "Europe/London",
    country: str = "GB",
    website: str = "",
) -> Employer:
    """`add_employer` in the caller's transaction."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise refuse("name", f"an employer's name has 1 to {LONGEST_NAME} characters")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise refuse("zone", f"{zone!r} is no time zone; write one such as Europe/London") from None
    if not re.fullmatch("[A-Z]{2}", country):
        raise refuse("country", f"{country!r} is no country; write its two letters, such as GB")
    for slug, prefix in _free(connection, name):
        if employers.by_name(connection, name) is not None:
            raise refuse("name", f"there is an employer {name!r} already")
        added = employers.add(
            connection, slug=slug, name=name, prefix=prefix, zone=zone, country=country, website=website
        )
        if added is not None:
            events.record(connection, actor=actor, kind="employer_added", employer_id=added.id, reason=name)
            return added
    raise AssertionError("unreachable: there is always a next number")


def known_or_added(callboard: Callboard, actor: str, name: str) -> Employer:
    """The employer of that name, added where it is unknown. Raises Refused as `add_employer` does."""
    with callboard.database.begin() as connection:
        known = employers.by_name(connection, " ".join(name.split()))
        return known or insert_employer(connection, actor, name)


def slug_of(name: str) -> str:
    """The name as it may stand in an address: fairhaven-homecare; `employer` where no letter of it can."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:30].strip("-") or "employer"


def prefix_of(name: str) -> str:
    """The initials, at most four; of a single word its first two letters: Fairhaven Homecare gives FH."""
    words = [word for word in slug_of(name).upper().split("-") if word]
    initials = "".join(word[0] for word in words)[:4] if len(words) > 1 else words[0][:2]
    return re.sub("^[^A-Z]+", "", initials).ljust(2, "X")


def _free(connection: Connection, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of slug and prefix, the next with a number while the last is taken."""
    slug, prefix = slug_of(name), prefix_of(name)
    for _ in count():
        slugs, prefixes = employers.taken(connection, slug, prefix)
        yield (
            next(each for each in _numbered(slug, "-") if each not in slugs),
            next(each for each in _numbered(prefix, "") if each not in prefixes),
        )


def _numbered(stem: str, joint: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}{joint}{number}"
