"""What all answers of the careers site share: addresses, and how long they keep."""

from __future__ import annotations

from typing import Final

from flask import request, url_for
from werkzeug.wrappers import Response

from orchestrator.delivery.work import page

from .access import callboard

CACHE: Final = "public, max-age=60, must-revalidate"
"""A page that was closed must not be shown for long."""


def index_href(employer: str | None) -> str:
    """The list of one employer's vacancies (by its slug), or of all."""
    return url_for("careers.index", employer=employer)


def absolute(path: str) -> str:
    """A path of ours under the public address."""
    return f"{callboard().settings.public_url}{path}"


def address(reference: str) -> str:
    """The public page of a posting."""
    return page(callboard().settings.public_url, reference)


def cached(response: Response) -> Response:
    """With an ETag of its content; a crawler that knows it gets 304."""
    response.headers["Cache-Control"] = CACHE
    response.add_etag()
    return response.make_conditional(request) if response.status_code == 200 else response
