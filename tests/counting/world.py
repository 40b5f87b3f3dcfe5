"""Rows that counting needs: an employer, vacancies, postings at boards, apply links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from orchestrator.counting.tokens import token
from orchestrator.storage import summaries
from orchestrator.storage.tables import advert, apply_link, board_account, employer, posting, vacancy, wording


@dataclass(slots=True)
class World:
    """Adds rows one by one; what is not said is ordinary."""

    connection: Connection
    employer_id: int
    wording_id: int
    advert_id: int
    number: int = 0

    def vacancy(self, **values: Any) -> int:
        self.number += 1
        given = {
            "reference": f"FH-{self.employer_id}-{self.number}",
            "title": "Care Assistant",
            "town": "Torquay",
            "apply_url": "https://careers.example.org/apply?id=7",
            **values,
        }
        return self._insert(vacancy, {"employer_id": self.employer_id, **given})

    def account(self, board: str, **values: Any) -> int:
        self.number += 1
        given = {
            "board": board,
            "label": f"{board} {self.employer_id}-{self.number}",
            "employer_id": self.employer_id,
            **values,
        }
        return self._insert(board_account, given)

    def posting(self, vacancy_id: int, account_id: int, board: str, **values: Any) -> int:
        self.number += 1
        began = values.get("published_at") or datetime.now(UTC) - timedelta(days=2)
        given = {
            "board": board,
            "place": f"Torquay {self.number}",
            "reference": f"R-{self.employer_id}-{self.number}",
            "board_reference": f"R-{self.employer_id}-{self.number}-1",
            "starts_at": began,
            "starts_local": began.replace(tzinfo=None),
            "published_at": began,
            "zone": "Europe/London",
            "content": "c",
            "presence": "live",
            **values,
        }
        return self._insert(
            posting,
            {
                "employer_id": self.employer_id,
                "vacancy_id": vacancy_id,
                "wording_id": self.wording_id,
                "account_id": account_id,
                **given,
            },
        )

    def link(self, posting_id: int) -> str:
        made = token()
        self.connection.execute(
            apply_link.insert().values(token=made, employer_id=self.employer_id, posting_id=posting_id)
        )
        return made

    def _insert(self, table: Any, values: dict[str, Any]) -> int:
        found: int = self.connection.execute(table.insert().values(**values).returning(table.c.id)).scalar_one()
        return found


def world(connection: Connection, slug: str = "fairhaven", zone: str = "Europe/London") -> World:
    """An employer with one advert and one wording."""
    prefix = slug[:2].upper() + str(len(slug))
    made = connection.execute(
        employer.insert().values(slug=slug, name=slug.title(), prefix=prefix, zone=zone).returning(employer.c.id)
    ).scalar_one()
    of = connection.execute(advert.insert().values(employer_id=made, name="Care").returning(advert.c.id)).scalar_one()
    worded = connection.execute(
        wording.insert()
        .values(employer_id=made, advert_id=of, title="Care Assistant", body="Care.")
        .returning(wording.c.id)
    ).scalar_one()
    return World(connection, made, worded, of)


def added_up(connection: Connection) -> None:
    """Let time have passed for what reports read."""
    summaries.pass_time(connection, date(2000, 1, 1))


def hits(connection: Connection) -> list[tuple[int, str, str, bool]]:
    """All hits as (posting, metric, kind, first), in order."""
    rows = connection.execute(text('select posting_id, metric, kind, "first" from hit order by at, ctid'))
    return [tuple(row) for row in rows]
