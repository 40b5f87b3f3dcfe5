"""How far an advert is on its way to being approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from orchestrator.domain.approval import Approval, Facts, Standing, content_of, facts_of, standing
from orchestrator.domain.vacancy import VacancyState
from orchestrator.rendering.facts import facts
from orchestrator.storage import approvals
from orchestrator.storage import tables as t

from .adverts import AdvertRecord


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reviewer is asked about: hashes of the words, and of the facts of every open vacancy."""

    content: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Approvals:
    """Everybody who was asked, newest first, and what follows from it. `because` is the one that decides.

    `needed`: nothing of this employer goes out without.
    """

    standing: Standing
    because: Approval | None
    asked: tuple[Approval, ...]
    needed: bool
    now: datetime


def shown(advert: AdvertRecord) -> Shown:
    """What there is to approve of an advert as it stands."""
    texts = {each.label: (each.text, each.boards) for each in advert.wordings}
    open_ = (each for each in advert.vacancies if each.state is VacancyState.OPEN)
    return Shown(content_of(advert.employer, texts), {str(each.id): facts_of(facts(each.facts)) for each in open_})


def approvals_of(connection: Connection, advert: AdvertRecord) -> Approvals:
    asked = approvals.of_adverts(connection, [advert.id])
    of, now = connection.execute(
        select(t.employer.c.needs_approval, func.now()).where(t.employer.c.id == advert.employer_id)
    ).one()
    what = shown(advert)
    how, because = standing(asked, what.content, what.facts, now)
    return Approvals(how, because, tuple(asked), bool(of), now)
