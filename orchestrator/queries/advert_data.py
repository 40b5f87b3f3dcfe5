"""The frozen rows that the report of wordings is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from .worked import AllWorked


def advert_data(found: AllWorked, start: date, end: date) -> dict[str, Any]:
    """As `reporting.advert_figures` reads them, in the order of the page."""
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "wordings": [
            {
                "advert": each.advert,
                "wording": each.label,
                "postings": each.postings,
                "known_for": each.known,
                "applications": each.applications,
                "judged": each.judged[0],
                "usual": each.expected,
            }
            for each in found.wordings
        ],
    }
