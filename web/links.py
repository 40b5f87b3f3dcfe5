"""From a thing to its page: what a query names by kind and id, a template links to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

# kind -> (endpoint, name of its id in the route)
TARGETS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "posting": ("postings.show", "posting_id"),
        "advert": ("adverts.edit", "advert_id"),
        "approval": ("approvals.page", "advert_id"),
        "check": ("check.page", "advert_id"),
        "facts": ("vacancies.edit", "vacancy_id"),
        "move": ("move.ask", "posting_id"),
        "vacancy": ("vacancies.show", "vacancy_id"),
        "still_there": ("differences.still_there", "account"),
        "unconfirmed": ("unconfirmed.page", "account_id"),
        "account": ("boards.show", "account_id"),
        "queue": ("queue.page", "cause"),
        "vacancies": ("vacancies.index", "cause"),
    }
)


def link_to(kind: str, id: int | str) -> str:
    """The address of one thing; KeyError for a kind that has no page."""
    endpoint, name = TARGETS[kind]
    values: dict[str, Any] = {name: id}
    return url_for(endpoint, **values)


def page_address(number: int) -> str:
    """The address of another page of the list in hand, with the same filter."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*kept, ('page', str(number))])}"
