"""A board tells of an application: believed, passed on, counted once, and nothing of the candidate stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from orchestrator.callboard import Callboard
from orchestrator.domain.fact import total
from orchestrator.domain.reading import Metric, Origin
from orchestrator.services.save_account import add_account
from orchestrator.storage import readings
from orchestrator.storage import tables as t
from tests.adapters.messages import CANDIDATE, MESSAGES, Message
from tests.installation import Installation, install
from tests.web.application import application

INDEED = MESSAGES[0]
CREDENTIALS = {
    "indeed": {"client_id": "1", "client_secret": "s", "source_name": "Fairhaven", "contact_name": "R. Shah",
               "contact_email": "hiring@fairhaven.example"},
    "indeed_feed": {"publisher": "C", "publisher_url": "https://c.example", "source_name": "F", "email": "h@f.example"},
    "linkedin": {"client_id": "1", "client_secret": "s", "organization": "7"},
    "ziprecruiter": {"api_key": "k", "employer_id": "7"},
    "careerjet": {},
    "talent": {"publisher": "C", "publisher_url": "https://c.example"},
    "talroo": {"publisher": "C"},
}  # fmt: skip


@dataclass
class Employer:
    """The system applications are passed on to."""

    status: int = 200
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving(employer: Employer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            employer.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            said = b'{"status": "application accepted"}'
            self.send_response(employer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/in"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Line:
    """A board's account with one posting, and the way to its address."""

    callboard: Callboard
    client: FlaskClient
    employer: Employer
    account: int
    posting: int
    reference: str
    path: str

    def tell(self, message: Message = INDEED, id: str = "a1", reference: str = "") -> tuple[int, str]:
        body, headers = message.make(reference or self.reference, id)
        answer = self.client.post(self.path, data=body, headers=headers)
        return answer.status_code, answer.text

    def applications(self) -> int | None:
        with self.callboard.database.read() as connection:
            found = readings.latest(connection, [self.posting])
        sum = total(each for each in found if (each.metric, each.origin) == (Metric.APPLICATION, Origin.WEBHOOK))
        return sum.value if sum else None


@contextmanager
def line(callboard: Callboard, message: Message, *, practice: bool = False) -> Iterator[Line]:
    employer = Employer()
    with receiving(employer) as address:
        there: Installation = install(callboard, boards=("by_hand",))
        values = CREDENTIALS[message.board] | dict(message.settings) | dict(message.secrets)
        values |= {"pass_on": address, "own_network": "yes"}
        account = add_account(callboard, "test", board=message.board, label="x", values=values, employer=there.employer)
        [published] = there.publish("by_hand")
        with callboard.database.begin() as connection:
            connection.execute(update(t.board_account).values(practice=practice))
            connection.execute(update(t.posting).values(account_id=account, board=message.board))
            token = connection.execute(
                select(t.board_account.c.hook_token).where(t.board_account.c.id == account)
            ).scalar_one()
            reference = connection.execute(select(t.posting.c.board_reference)).scalar_one()
        app = application(callboard)
        yield Line(callboard, app.test_client(), employer, account, published.id, reference, f"/hooks/{token}")


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: each.board)
def test_an_application_is_passed_on_as_it_came_counted_and_forgotten(callboard: Callboard, message: Message) -> None:
    with line(callboard, message) as there:
        assert there.tell(message) == (200, '{"status": "application accepted"}')
        assert there.tell(message)[0] == 200, "a repetition is taken too"
        assert there.applications() == 1
        assert there.tell(message, "a2")[0] == 200
        assert there.applications() == 2
        headers, body = there.employer.came[0]
        wanted, wanted_headers = message.make(there.reference, "a1")
        assert body == wanted
        assert {name: headers[name] for name in wanted_headers if "ziprecruiter" not in name}.items() <= {
            **wanted_headers
        }.items()
        with callboard.database.read() as connection:
            for table in t.metadata.tables:
                for (row,) in connection.execute(text(f'select x::text from "{table}" x')):
                    assert not [each for each in CANDIDATE if each.casefold() in row.casefold()], table


def test_what_the_board_did_not_send_goes_nowhere(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there:
        body, headers = INDEED.make(there.reference, "a1")
        answer = there.client.post(there.path, data=body + b" ", headers=headers)
        assert (answer.status_code, there.employer.came, there.applications()) == (401, [], None)
        assert there.client.post("/hooks/of-nobody", data=body, headers=headers).status_code == 404


@pytest.mark.parametrize("status", [500, 404, 410, 422, 302])
def test_what_the_employer_does_not_take_is_not_counted_and_the_board_learns_it(
    callboard: Callboard, status: int
) -> None:
    with line(callboard, INDEED) as there:
        there.employer.status = status
        assert there.tell()[0] == (502 if status == 302 else status)
        assert there.applications() is None
        there.employer.status = 200
        assert (there.tell()[0], there.applications()) == (200, 1)


def test_an_application_the_employer_has_already_is_counted_once(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there:
        there.employer.status = 409
        assert [there.tell()[0], there.tell()[0], there.applications()] == [409, 409, 1]


def test_an_employer_who_cannot_be_reached_gets_it_later(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there, callboard.database.begin() as connection:
        connection.execute(
            text('update board_account set settings = settings || \'{"pass_on": "http://127.0.0.1:9/in"}\'')
        )
        connection.commit()
        body, headers = INDEED.make(there.reference, "a1")
        answer = there.client.post(there.path, data=body, headers=headers)
        assert (answer.status_code, answer.headers["Retry-After"], there.applications()) == (503, "300", None)


def test_without_an_address_nothing_is_taken_so_nothing_is_lost(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there:
        with callboard.database.begin() as connection:
            connection.execute(text("update board_account set settings = settings - 'pass_on'"))
        assert there.tell()[0] == 503
        assert there.applications() is None


def test_in_practice_it_is_counted_and_goes_nowhere(callboard: Callboard) -> None:
    with line(callboard, INDEED, practice=True) as there:
        assert (there.tell()[0], there.employer.came, there.applications()) == (200, [], 1)


def test_an_advert_of_somebody_else_is_passed_on_and_noted(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there:
        assert there.tell(reference="FH-9999.1-1")[0] == 200
        assert (len(there.employer.came), there.applications()) == (1, None)
        with callboard.database.read() as connection:
            kinds = set(connection.scalars(select(t.event.c.kind).where(t.event.c.account_id == there.account)))
        assert "webhook_unknown" in kinds


def test_applications_at_the_same_time_are_all_counted(callboard: Callboard) -> None:
    with line(callboard, INDEED) as there, ThreadPoolExecutor(8) as pool:
        app = there.client.application

        def tell(number: int) -> int:
            body, headers = INDEED.make(there.reference, f"a{number % 12}")
            return app.test_client().post(there.path, data=body, headers=headers).status_code

        assert set(pool.map(tell, range(24))) == {200}
        assert there.applications() == 12
