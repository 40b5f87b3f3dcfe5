"""The labelled cases: reading them, and what the rules say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from orchestrator.checks import Advert, BoardFacts, EmployerFacts, Twin, check
from orchestrator.checks.rules import RULES
from orchestrator.domain.advert import Wording
from orchestrator.domain.finding import Severity
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Vacancy
from orchestrator.pay.benchmark import Benchmark

FOLDER = Path(__file__).parent / "labelled"
TODAY = date(2026, 11, 24)
BODY = """Every morning a hundred and twenty people wait for somebody they know at the door. You make sure the right one
is on the way. You plan the day for forty colleagues, and you are the first voice families hear when plans change.

## What you will do

- Plan a fortnight so that people see familiar faces
- Answer calls, and sort out what cannot wait
- Keep plans true, together with the manager
- Welcome new colleagues and look after their first weeks

## What it is like here

You share the desk with one other planner and take one weekend in four, paid on top. Your rota stands six weeks ahead.
You get two weeks of training beside the person who does the work now. Tell us if you need anything adjusted, for the
interview or for the work. You can become a manager here; two of ours began at this desk."""
PLAIN = Advert(
    Wording("Planner", BODY, benefits=("Pension", "Paid breaks", "Birthday off"), similar_titles=("Scheduler",)),
    Vacancy(
        "Planner", Place("Torquay", "Devon", "TQ1 3EX"), Pay(Decimal(26000), Decimal(29000)), weekly_hours=37.5,
        must_haves=("Calm on the telephone",),
    ),
)  # fmt: skip
BOARDS = {
    "Board": BoardFacts("Board", most_body=20_000, hides_twins=True, lifetime=42),
    "Short": BoardFacts("Short", most_body=500),
    "Filter": BoardFacts("Filter", pays_filter=True),
}
_SETTING = re.compile(r"(\w+)=(.*?)(?=\s\w+=|$)")
_CODES = {rule.id: rule.family for rule in RULES}


@dataclass(frozen=True, slots=True)
class Case:
    """One line: the rules that should be named, and the advert they should be named for."""

    family: str
    expected: frozenset[str]
    settings: dict[str, str]
    text: str


def cases(name: str) -> Iterator[Case]:
    """The cases of a file; `equality-held_out` are more of the family `equality`."""
    family = name.partition("-")[0]
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        expected, settings, text = (part.strip() for part in (line + " ").split(" |", 2))
        yield Case(family, frozenset(expected.split()) - {"-"}, dict(_SETTING.findall(settings)),
                   text.replace("\\n", "\n"))  # fmt: skip


def families() -> list[str]:
    """The files of cases, without their ending."""
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def found(case: Case) -> frozenset[str]:
    """The rules of the case's family that are named; hints only count where the family has nothing else."""
    graded = {Severity.ERROR, Severity.WARNING} | ({Severity.INFO} if case.family == "inclusive" else set())
    today = date.fromisoformat(case.settings.get("today", TODAY.isoformat()))
    findings = check(advert(case), today)
    return frozenset(each.rule for each in findings if each.severity in graded and _CODES[each.rule] == case.family)


def advert(case: Case) -> Advert:
    said = dict(case.settings)
    wording, vacancy = PLAIN.wording, PLAIN.vacancy
    where = said.get("in", "body")
    if where == "body" and case.text:
        wording = replace(wording, body=f"{BODY}\n\n{case.text}")
    elif where == "title":
        wording = replace(wording, title=case.text)
    elif where in ("must_haves", "desirables", "checks"):
        vacancy = replace(vacancy, **{where: (case.text,)})  # type: ignore[arg-type]
    if "body" in said:
        wording = replace(wording, body=said["body"])
    if "repeat" in said:
        wording = replace(
            wording, body=f"{BODY}\n\n" + f"{case.text} " * (int(said["repeat"]) // len(case.text.split()))
        )
    wording = replace(wording, title=said.get("in_title", wording.title))
    if "benefits" in said:
        wording = replace(wording, benefits=tuple(filter(None, said["benefits"].split(";"))))
    return replace(PLAIN, wording=wording, vacancy=_facts(vacancy, said), **_around(said, where, case.text))  # type: ignore[arg-type]


def _facts(vacancy: Vacancy, said: dict[str, str]) -> Vacancy:
    place = Place(said.get("town", vacancy.place.town), said.get("region", ""),
                  "" if "town" in said else vacancy.place.postcode, country=said.get("country", "GB"),
                  remote="remote" in said,
                  remote_in=(said["remote_in"],) if "remote_in" in said else ())  # fmt: skip
    hours = said.get("weekly_hours", "37.5")
    return replace(
        vacancy,
        place=place,
        pay=_pay(said) if "pay" in said else vacancy.pay,
        contract=Contract(said.get("contract", "permanent")),
        weekly_hours=None if hours == "none" else float(hours),
        closes_on=date.fromisoformat(said["closes"]) if "closes" in said else None,
    )


def _pay(said: dict[str, str]) -> Pay | None:
    if said["pay"] == "none":
        return None
    sums, _, unit = said["pay"].partition("/")
    low, dash, high = sums.partition("-")
    return Pay(
        Decimal(low) if low else None,
        Decimal(high) if high else (Decimal(low) if not dash else None),
        said.get("currency", "GBP"),
        PayPeriod(unit),
        said.get("note", ""),
    )


def _around(said: dict[str, str], where: str, text: str) -> dict[str, object]:
    """What is known beside the text and the facts."""
    known: dict[str, object] = {"vacancy_id": 1}
    if "board" in said:
        known["boards"] = (BOARDS[said["board"]],)
    if "live" in said:
        title, _, town = said["live"].partition("@")
        known["live"] = (Twin("Board", title, town, 2),)
    if "benchmark" in said:
        median = Decimal(said["benchmark"])
        known["benchmark"] = Benchmark("South West England", 40, TODAY, TODAY, median - 4000, median, median + 9000)
    if "live_until" in said:
        known["live_until"] = date.fromisoformat(said["live_until"])
    known["authorised"] = False if said.get("authorised") == "no" else None
    agency = said.get("agency", "")
    staff = int(said["headcount"]) if "headcount" in said else None
    known["employer"] = EmployerFacts(agency or "Fairhaven", headcount=staff, agency=bool(agency))
    if where == "instructions":
        known["instructions"] = text
    return known
