"""What a crawler has to say about an advert or a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from .wire import Json


@dataclass(frozen=True, slots=True)
class Remark:
    """`refused`: the advert is not shown because of it; otherwise it is shown and this is a warning."""

    subject: str
    part: str
    message: str
    refused: bool = True

    def to_json(self) -> dict[str, Json]:
        return {"subject": self.subject, "part": self.part, "message": self.message, "refused": self.refused}


def instant(text: str) -> datetime | None:
    """An ISO 8601 or RFC 822 date or time; None if it is neither."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
