"""Adverts and wordings as rows, and as the text rules work with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from orchestrator.domain.advert import Wording


def wording_of(row: Row[Any]) -> Wording:
    """The text of a wording's row."""
    return Wording(row.title, row.body, row.summary, tuple(row.benefits), tuple(row.similar_titles))
