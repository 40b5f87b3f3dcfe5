"""One filled-in context for each template: the shapes are what the queries give."""

from __future__ import annotations

from web.errors import TROUBLES

from .advert import ADVERT, ADVERT_ERRORS
from .adverts import ADVERTS
from .boards import BOARDS
from .calendar import CALENDAR, TABLE, TOGETHER
from .careers import CAREERS, CAREERS_ADVERT, CAREERS_BY_MAIL, CAREERS_CLOSED
from .check import CHECK, CHECK_ERRORS
from .common import NOW
from .confirm import CONFIRM
from .differences import DIFFERENCES, STILL_THERE, UNCONFIRMED
from .evidence import EVIDENCE
from .posting import POSTING
from .queue import QUEUE
from .report import REPORT
from .sign_in import SIGN_IN
from .today import TODAY
from .together import AGAIN, CHANGE, CHOOSE
from .vacancies import VACANCIES
from .vacancy import VACANCY

__all__ = ["NOW", "SAMPLES"]

# template -> (page, other context)
SAMPLES: dict[str, tuple[object, dict[str, object]]] = {
    "sign_in.html": (SIGN_IN, {}),
    "error.html": (TROUBLES[500], {"code": 500}),
    "today.html": (TODAY, {}),
    "queue.html": (QUEUE, {}),
    "boards.html": (BOARDS, {}),
    "posting.html": (POSTING, {"typed": {}}),
    "differences.html": (DIFFERENCES, {}),
    "still_there.html": (STILL_THERE, {}),
    "unconfirmed.html": (UNCONFIRMED, {"typed": {}}),
    "evidence.html": (EVIDENCE, {}),
    "vacancies.html": (VACANCIES, {}),
    "vacancy.html": (VACANCY, {}),
    "adverts.html": (ADVERTS, {}),
    "advert.html": (ADVERT, {"errors": ADVERT_ERRORS}),
    "check.html": (CHECK, {"errors": CHECK_ERRORS}),
    "confirm.html": (CONFIRM, {}),
    "report.html": (REPORT, {}),
    "calendar.html": (CALENDAR, {}),
    "calendar_table.html": (TABLE, {}),
    "together.html": (TOGETHER, {}),
    "vacancies_advert.html": (CHOOSE, {}),
    "vacancies_change.html": (CHANGE, {"everything": (1, 2)}),
    "same_again.html": (AGAIN, {}),
    "public/index.html": (CAREERS, {}),
    "public/advert.html": (CAREERS_ADVERT, {}),
    "public/closed.html": (CAREERS_CLOSED, {}),
    "public/apply_by_mail.html": (CAREERS_BY_MAIL, {}),
    "public/error.html": (TROUBLES[404], {"code": 404}),
}
