"""From a thing to its page: what a query names by kind and id, a template links to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import url_for

# kind -> (endpoint, name of its id in the route)
TARGETS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "posting": ("postings.show", "posting_id"),
        "advert": ("adverts.edit", "advert_id"),
        "check": ("adverts.check", "advert_id"),
        "vacancy": ("vacancies.show", "vacancy_id"),
        "account": ("boards.show", "account_id"),
        "queue": ("queue.page", "cause"),
        "vacancies": ("vacancies.index", "cause"),
    }
)


def link_to(kind: str, id: int | str) -> str:
    """The address of one thing; KeyError for a kind that has no page."""
    endpoint, name = TARGETS[kind]
    return url_for(endpoint, **{name: id})
