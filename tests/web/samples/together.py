"""Several vacancies at once, and a past one once more."""

from __future__ import annotations

from orchestrator.queries.adverts import Sells
from web.check_table import Cell
from web.filter import Option
from web.same_again import AgainPage
from web.vacancies_together import ChangedRow, ChangePage, ChoosePage

CHOOSE = ChoosePage(
    "6 vacancies (14 openings).",
    (Sells(1, "Care Coordinator", 6), Sells(2, "Care Coordinator, nights", 2), Sells(3, "Night Carer", 0)),
    (1, 2, 3, 4, 5, 6),
)

CHANGE = ChangePage(
    "6 vacancies (14 openings). An empty field leaves each what it has.",
    (1, 2),
    {"pay_minimum": "27000", "pay_maximum": "", "pay_period": "", "weekly_hours": "", "closes_on": "", "apply_url": ""},
    (Option("", "As each has it"), Option("year", "a year")),
    (
        ChangedRow(1, "Care Coordinator, Torquay", "FH-1001", "£26,500 becomes £27,000", Cell("ok", "On no board")),
        ChangedRow(2, "Care Coordinator, Exeter", "FH-1002", "Stays as it is", Cell("stop", "Reed cannot change it.")),
    ),
    1,
    "Change 2 vacancies; 3 open postings get it.",
    "a token of the form",
)

AGAIN = AgainPage(
    1,
    "Care Coordinator, Torquay",
    "FH-1001",
    "£26,500 to £29,000 a year",
    (("Reed", ""), ("Indeed", "£9.00 an hour is below £12.71")),
    1,
    "Post a new vacancy like FH-1001 (2 openings) to 2 boards.",
    "2026-11-24",
    "07:00",
    "Europe/London",
    "a token of the form",
)
