"""Send saved reports whose turn has come. A turn is taken first, so that a crash loses it and never doubles it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from orchestrator.boards.registry import channels
from orchestrator.callboard import Callboard
from orchestrator.domain.day import day_of
from orchestrator.domain.rhythm import SavedKind, covered, next_time
from orchestrator.mail import Attached, MailServer, NotSent, mail_server, send
from orchestrator.queries.advert_data import advert_data
from orchestrator.queries.client_data import client_data
from orchestrator.queries.month_data import frozen_report
from orchestrator.queries.report import By, Report, report
from orchestrator.queries.worked import worked
from orchestrator.reporting.edition import freeze
from orchestrator.reporting.files import FORMS, Sheet
from orchestrator.reporting.tables import table
from orchestrator.storage import events, saved_reports
from orchestrator.storage.database import clock
from orchestrator.storage.saved_reports import SavedReport

NOT_CONFIGURED = "not sent: no mail server is configured (CALLBOARD_MAIL_HOST)"
BEING_SENT = "being sent"


def send_due(callboard: Callboard) -> int:
    """Every saved report that is due, one after another; returns how many were sent."""
    server, sent = mail_server(callboard.settings), 0
    while (taken := _take(callboard)) is not None:
        saved, today = taken
        result = _send(callboard, server, saved, today)
        with callboard.database.begin() as connection:
            saved_reports.done(connection, saved.id, result, sent=result == "sent")
            events.record(
                connection, actor="callboard", kind="report_sent" if result == "sent" else "report_not_sent",
                employer_id=saved.employer_id, reason=f"{saved.kind}, {saved.rhythm}: {result}",
            )  # fmt: skip
        sent += result == "sent"
    return sent


def _take(callboard: Callboard) -> tuple[SavedReport, date] | None:
    with callboard.database.begin() as connection:
        saved = saved_reports.next_due(connection)
        if saved is None:
            return None
        zone, now = ZoneInfo(saved.zone), clock(connection)
        saved_reports.turn(connection, saved.id, next_time(saved.rhythm, saved.hour, zone, now))
        saved_reports.done(connection, saved.id, BEING_SENT, sent=False)
        return saved, day_of(saved.next_at, zone)


def _send(callboard: Callboard, server: MailServer | None, saved: SavedReport, today: date) -> str:
    if server is None:
        return NOT_CONFIGURED
    subject, text, files = compose(callboard, saved, today)
    try:
        send(server, saved.recipients, subject, text, files)
    except NotSent as error:
        return f"not sent: {error}"
    return "sent"


def compose(callboard: Callboard, saved: SavedReport, today: date) -> tuple[str, str, list[Attached]]:
    """Subject, text and files of a report that goes out on `today`."""
    start, end = covered(saved.rhythm, today)
    whose = saved.employer or "all employers"
    name = f"{saved.kind}-{start}-to-{end}"
    with callboard.database.read() as connection:
        if saved.kind is SavedKind.CLIENT and saved.employer_id is not None:
            content = freeze("client", client_data(connection, callboard.registry, saved.employer_id, start))
            lines = _client_lines(content["figures"]["total"])
            files = [Attached(f"{name}.json", "application/json", json.dumps(content, ensure_ascii=False).encode())]
        elif saved.kind is SavedKind.ADVERTS:
            found = worked(
                connection, start, end, saved.employer_id, ZoneInfo(saved.zone), channels(callboard.registry)
            )
            lines = [
                f"{each.advert} ({each.label}): {_said(each.applications)} for {each.known} of {each.postings} postings"
                for each in found.wordings
            ]
            files = _written(freeze("adverts", advert_data(found, start, end)), name)
        else:
            made = report(connection, start, end, By.BOARD, employer=saved.employer_id)
            frozen = frozen_report(connection, start, end, By.BOARD, saved.employer_id)
            lines, files = _month_lines(made), _written(frozen, name)
    address = callboard.settings.public_url
    where = {SavedKind.CLIENT: f"/reports/client?employer={saved.employer_id}&month={start:%Y-%m}",
             SavedKind.ADVERTS: f"/reports/adverts?from={start}&to={end}"}  # fmt: skip
    link = address + where.get(saved.kind, f"/reports?from={start}&to={end}")
    text = "\n".join(
        [f"{whose}, {start:%d %B %Y} to {end:%d %B %Y}", "", *lines, "",
         "Applications are counted, not people. What is unknown is not zero.", f"With ranges and evidence: {link}", "",
         f"{saved.owner} has this sent; it can be ended under {address}/reports/saved"]
    )  # fmt: skip
    return f"Callboard: {whose}, {start:%d %B} to {end:%d %B %Y}", text, files


def _client_lines(total: Mapping[str, object]) -> list[str]:
    return [
        f"Openings: {total['openings']}, filled: {total['filled']}",
        f"Applications: {_said(total['applications'])}, known for {total['known_for']} of {total['postings']} postings",
        f"Cost: {total['cost'] or 'unknown'} {total['currency']}".rstrip(),
    ]


def _month_lines(made: Report) -> list[str]:
    column = next(each for each in made.total.tallies if each.name == "applications_reported")
    return [
        f"{line.label}: {_said(tally.value)} applications, known for {tally.known} of {tally.of} postings"
        for line in (*made.lines, made.total)
        for tally in (line.tallies[column],)
    ]


def _written(content: Mapping[str, Any], name: str) -> list[Attached]:
    sheet = Sheet(name, table(content), content)
    return [
        Attached(f"{name}.{file.ending}", file.media_type, file.body)
        for file in (FORMS["csv"](sheet), FORMS["xlsx"](sheet))
    ]


def _said(value: object) -> str:
    return "unknown" if value is None else f"{value}"
