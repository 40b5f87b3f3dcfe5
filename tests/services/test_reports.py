"""Editions of a client report, and reports by e-mail, with a real mail server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from orchestrator.callboard import Callboard
from orchestrator.commands.report import command
from orchestrator.domain.permission import Role
from orchestrator.domain.rhythm import Rhythm, SavedKind, covered, next_time
from orchestrator.reporting.snapshot import canonical
from orchestrator.services.add_person import add_person
from orchestrator.services.freeze_edition import comment_on_month, freeze_edition
from orchestrator.services.refused import Refused
from orchestrator.services.save_report import save_report, stop_report
from orchestrator.services.send_reports import NOT_CONFIGURED, send_due
from orchestrator.storage import saved_reports
from tests.mail_server import mail_server
from tests.queries.arms import TODAY, Arms, ago, two_arms

MONTH = TODAY.replace(day=1)


@pytest.fixture
def two(callboard: Callboard) -> Arms:
    with callboard.database.begin() as connection:
        made = two_arms(connection)
        made.posting(made.a, "reed", max(MONTH, ago(3)), [3], town="Exeter")
    return made


def test_an_edition_never_changes_and_a_correction_makes_the_next(
    callboard: Callboard, two: Arms, tmp_path: Path
) -> None:
    employer = two.world.employer_id
    first = freeze_edition(callboard, "priya", employer, MONTH)
    with pytest.raises(Refused, match="nothing has changed since edition 1"):
        freeze_edition(callboard, "priya", employer, MONTH)
    comment_on_month(callboard, "priya", employer, MONTH, "Pay is hidden.")
    with callboard.database.begin() as connection:
        two.world.connection = connection
        two.facts(1, [(max(MONTH, ago(3)), max(MONTH, ago(3)), 5)])
    second = freeze_edition(callboard, "priya", employer, MONTH)
    assert (first.number, second.number) == (1, 2)
    assert first.content["figures"]["total"]["applications"] == 3
    assert second.content["figures"]["total"]["applications"] == 5
    assert [each["said"] for each in second.content["data"]["comments"]] == ["Pay is hidden."]
    file = tmp_path / "report.json"
    file.write_text(canonical(second.content), encoding="utf-8")
    told = CliRunner().invoke(command, ["--verify", str(file)])
    assert (told.exit_code, told.output.split(":")[0]) == (0, "Verified")
    file.write_text(canonical(second.content).replace('"applications":5', '"applications":6'), encoding="utf-8")
    told = CliRunner().invoke(command, ["--verify", str(file)])
    assert told.exit_code == 1
    assert "were changed" in told.output
    file.write_text("[]", encoding="utf-8")
    assert CliRunner().invoke(command, ["--verify", str(file)]).exit_code == 2


def saved(callboard: Callboard, two: Arms, kind: SavedKind = SavedKind.MONTH, **changes: object) -> int:
    with callboard.database.begin() as connection:
        exists = connection.execute(text("select id from person where name = 'priya'")).scalar()
    owner = exists or add_person(callboard, "test", "priya", Role.REVIEWER, None, full_name="Priya Nair").id
    rhythm = Rhythm.MONTHLY if kind is SavedKind.CLIENT else Rhythm.WEEKLY
    given = {"employer": two.world.employer_id, "kind": kind, "rhythm": rhythm, "hour": 7,
             "recipients": ["ann@example.org", "bob@example.org"]}  # fmt: skip
    id = save_report(callboard, "priya", owner, **{**given, **changes})  # type: ignore[arg-type]
    with callboard.database.begin() as connection:
        connection.execute(
            text("update saved_report set next_at = now() - interval '1 hour' where id = :id"), {"id": id}
        )
    return id


def result(callboard: Callboard, id: int) -> str:
    with callboard.database.read() as connection:
        found = saved_reports.by_id(connection, id)
    assert found is not None
    assert found.next_at > datetime.now(UTC)
    return found.result


def test_nothing_is_sent_where_no_server_is_configured_and_it_says_so(callboard: Callboard, two: Arms) -> None:
    id = saved(callboard, two)
    assert send_due(callboard) == 0
    assert result(callboard, id) == NOT_CONFIGURED


@pytest.mark.parametrize("kind", list(SavedKind))
def test_each_recipient_gets_it_once_a_turn(callboard: Callboard, two: Arms, kind: SavedKind) -> None:
    id = saved(callboard, two, kind)
    with mail_server() as box:
        configured = replace(callboard.settings, mail_host="127.0.0.1", mail_port=box.port, mail_security="none",
                             mail_sender="callboard@example.org")  # fmt: skip
        there = replace(callboard, settings=configured)
        assert send_due(there) == 1
        assert send_due(there) == 0
    assert [to for to, _ in box.got] == ["ann@example.org", "bob@example.org"]
    message = message_from_string(box.got[0][1])
    assert message["To"] == "ann@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    parts = list(message.walk())
    words = next(part for part in parts if part.get_content_type() == "text/plain")
    assert b"Applications are counted, not people." in (words.get_payload(decode=True) or b"")
    names = [name for part in parts if (name := part.get_filename())]
    assert [name.rpartition(".")[2] for name in names] == {
        SavedKind.MONTH: ["csv", "xlsx"], SavedKind.CLIENT: ["json"], SavedKind.ADVERTS: ["csv", "xlsx"]
    }[kind]  # fmt: skip
    assert result(callboard, id) == "sent"


def test_a_server_that_refuses_is_named(callboard: Callboard, two: Arms) -> None:
    id = saved(callboard, two)
    with mail_server() as box:
        box.refuse = True
        configured = replace(callboard.settings, mail_host="127.0.0.1", mail_port=box.port, mail_security="none",
                             mail_sender="callboard@example.org")  # fmt: skip
        assert send_due(replace(callboard, settings=configured)) == 0
    assert "refuses ann@example.org" in result(callboard, id)


def test_a_stopped_report_has_no_turn(callboard: Callboard, two: Arms) -> None:
    id = saved(callboard, two)
    stop_report(callboard, "priya", id)
    assert send_due(callboard) == 0
    with pytest.raises(Refused, match="not sent any more"):
        stop_report(callboard, "priya", id)


@pytest.mark.parametrize(
    ("field", "changes"),
    [("recipients", {"recipients": ["nope"]}), ("recipients", {"recipients": []}), ("hour", {"hour": 24}),
     ("kind", {"kind": SavedKind.CLIENT, "rhythm": Rhythm.MONTHLY, "employer": None}),
     ("rhythm", {"kind": SavedKind.CLIENT, "rhythm": Rhythm.WEEKLY})],
)  # fmt: skip
def test_a_saved_report_names_the_field_that_is_wrong(
    callboard: Callboard, two: Arms, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        saved(callboard, two, **changes)  # type: ignore[arg-type]
    assert [reason.field for reason in refused.value.reasons] == [field]


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        (Rhythm.WEEKLY, datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 30, 7, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 11, 30, 6, 59, tzinfo=UTC), datetime(2026, 11, 30, 7, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 11, 30, 7, tzinfo=UTC), datetime(2026, 12, 7, 7, tzinfo=UTC)),
        (Rhythm.MONTHLY, datetime(2026, 6, 15, tzinfo=UTC), datetime(2026, 7, 1, 6, tzinfo=UTC)),  # 7:00 in summer
    ],
)
def test_the_next_turn_is_an_hour_of_the_wall_clock(rhythm: Rhythm, after: datetime, due: datetime) -> None:
    assert next_time(rhythm, 7, ZoneInfo("Europe/London"), after) == due


def test_a_turn_is_about_the_week_or_month_before() -> None:
    assert covered(Rhythm.WEEKLY, date(2026, 11, 30)) == (date(2026, 11, 23), date(2026, 11, 29))
    assert covered(Rhythm.MONTHLY, date(2026, 3, 1)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert covered(Rhythm.WEEKLY, date(2026, 3, 2))[0] + timedelta(days=6) == date(2026, 3, 1)
