"""The apply link over real HTTP: a server of its own, a database that can be taken away from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import waitress
from sqlalchemy import delete, func, select, text, update

from orchestrator.callboard import Callboard
from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.storage.database import Database
from orchestrator.storage.salts import salt_of
from orchestrator.storage.tables import apply_link, posting, salt, vacancy
from tests.counting.world import world
from tests.installation import Installation, install
from web import apply, apply_door, careers

from .application import application
from .apply_site import BROWSER, Server, counted, linked, wait_for


@pytest.fixture
def here(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """The same application and server in this process, which starts at once."""
    links = ApplyLinks(database_url, tmp_path / "data")
    links.start()
    app = application(None, blueprints=(apply.blueprint, careers.blueprint))
    apply_door.install(app, links)
    server = waitress.create_server(app, listen="127.0.0.1:0", threads=4)
    runner = threading.Thread(target=server.run, daemon=True)
    runner.start()
    yield Server(f"http://127.0.0.1:{server.effective_port}", links.hits.close, app)
    server.close()
    server.task_dispatcher.shutdown()
    links.close()


def test_a_click_is_sent_on_and_counted(database: Database, here: Server) -> None:
    _, made, token = linked(database)
    answer = here.get(f"/a/{token}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://careers.example.org/apply?id=7"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    wait_for(lambda: counted(database) == [(made, "click", "person", True)])
    assert here.get(f"/a/{token}?from=page").status_code == 302
    wait_for(lambda: (made, "apply_start", "person", True) in counted(database))


def test_kinds_and_repetition_are_told_apart(database: Database, here: Server) -> None:
    _, made, token = linked(database)
    path = f"/a/{token}"
    here.get(path)
    here.get(path)
    here.get(path, agent=BROWSER + " other")
    here.get(path, agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    here.get(path, agent="")
    here.get(path, Sec_Purpose="prefetch;prerender")
    head = requests.head(here.address + path, headers={"User-Agent": BROWSER}, allow_redirects=False, timeout=10)
    assert (head.status_code, head.content) == (302, b"")
    here.terminate()
    assert counted(database) == [
        (made, "click", "person", True),
        (made, "click", "person", False),
        (made, "click", "person", True),
        (made, "click", "bot", False),
        (made, "click", "bot", False),
        (made, "click", "prefetch", False),
        (made, "click", "head", False),
    ]


def test_of_a_visitor_only_the_salt_of_the_day_is_stored(database: Database, here: Server) -> None:
    _, _, token = linked(database)
    here.get(f"/a/{token}", X_Forwarded_For="203.0.113.9")
    here.terminate()
    with database.read() as connection:
        dump = "\n".join(str(tuple(row)) for row in connection.execute(text("select * from hit")))
        days = {row[0] for row in connection.execute(text("select day from salt"))}
    assert "127.0.0.1" not in dump
    assert "203.0.113.9" not in dump
    assert "Firefox" not in dump
    today = datetime.now(UTC).date()
    assert days <= {today, today - timedelta(days=1)}


BENT = (
    "?url=https://evil.example",
    "?next=//evil.example",
    "?from=https://evil.example",
    "//evil.example",
    "/../../evil.example",
    "%0d%0aLocation:%20x",
    "\\@evil.example",
)


def test_the_target_cannot_be_bent(database: Database, here: Server) -> None:
    _, _, token = linked(database)
    for ending in BENT:
        answer = here.get(f"/a/{token}{ending}", X_Forwarded_Host="evil.example", Host="evil.example")
        assert answer.status_code in (302, 404)
        assert answer.headers.get("Location") in (None, "https://careers.example.org/apply?id=7")


def test_what_is_no_web_address_is_not_redirected_to(database: Database, here: Server) -> None:
    rows, _, _ = linked(database)
    for url in ("javascript:alert(1)", "//evil.example", "https://", "https://a\r\nX: y", "data:,x", "https:\\\\evil"):
        with database.begin() as connection:
            rows.connection = connection
            token = rows.link(rows.posting(rows.vacancy(apply_url=url), rows.account("reed"), "reed"))
        assert here.get(f"/a/{token}").status_code == 404


def test_unknown_links_are_a_plain_404(database: Database, here: Server) -> None:
    for path in ("/a/AAAAAAAAAAAA", "/a/short", "/a/" + "x" * 500, "/a/AAAAAAAAAA'; drop table hit"):
        answer = here.get(path)
        assert answer.status_code == 404
        assert "Callboard" not in answer.text
    assert requests.post(here.address + "/a/AAAAAAAAAAAA", timeout=10).status_code in (400, 405)


def test_applications_by_mail_get_a_page(database: Database, here: Server) -> None:
    _, made, token = linked(
        database, apply_url="", apply_email="jobs+care@fairhaven.example", title="Care & Support <1>"
    )
    answer = here.get(f"/a/{token}")
    assert answer.status_code == 200
    assert "mailto:jobs%2Bcare@fairhaven.example?subject=Care%20%26%20Support%20%3C1%3E" in answer.text
    assert "<1>" not in answer.text
    wait_for(lambda: counted(database) == [(made, "click", "person", True)])


@pytest.fixture
def installation(callboard: Callboard) -> Installation:
    return install(callboard, ("careers", "keyed"))


def published(installation: Installation, **vacancy_values: Any) -> int:
    """A posting on our own site that candidates see."""
    (placed,) = installation.publish("careers", vacancy=installation.vacancy(**vacancy_values))
    with installation.callboard.database.begin() as connection:
        connection.execute(
            update(posting).where(posting.c.id == placed.id).values(presence="live", published_at=func.now())
        )
    return placed.id


def test_a_closed_posting_offers_the_nearest_open_ones(
    installation: Installation, database: Database, here: Server
) -> None:
    closed = [published(installation, town="Torquay") for _ in range(3)]
    published(installation, town="Exeter", title="Night Carer")
    published(installation, town="Torquay", title="Senior Carer", pay_minimum=15, pay_maximum=17, pay_period="hour")
    with database.begin() as connection:
        rows = world(connection, "rowan")
        rows.posting(rows.vacancy(title="Carer elsewhere"), rows.account("careers"), "careers")
        withdrawn, filled, over = (posting.c.id == each for each in closed)
        past = func.now() - text("interval '1 day'")
        connection.execute(update(posting).where(withdrawn).values(wish="closed", presence="gone", ended_at=func.now()))
        connection.execute(update(posting).where(over).values(ends_at=past, ended_at=past, presence="gone"))
        vacancies = select(posting.c.vacancy_id).where(filled)
        connection.execute(update(vacancy).where(vacancy.c.id.in_(vacancies)).values(state="filled"))
        connection.execute(update(posting).where(filled).values(wish="closed"))
        tokens = (
            connection.execute(select(apply_link.c.token).where(apply_link.c.posting_id.in_(closed))).scalars().all()
        )
    for token in tokens:
        answer = here.get(f"/a/{token}")
        assert answer.status_code == 410
        assert "Location" not in answer.headers
        assert answer.text.index("£15.00 to £17.00 an hour") < answer.text.index("Exeter")
        assert "elsewhere" not in answer.text
    wait_for(lambda: sorted(row[0] for row in counted(database)) == sorted(closed))


def test_a_view_of_our_page_is_counted_for_its_posting(
    installation: Installation, database: Database, here: Server
) -> None:
    made = published(installation)
    with database.read() as connection:
        reference = connection.execute(select(posting.c.board_reference).where(posting.c.id == made)).scalar_one()
    assert here.app is not None
    here.app.extensions["callboard"] = installation.callboard
    assert here.get(f"/jobs/{reference}").status_code == 200
    assert here.get(f"/jobs/{reference}", agent="Googlebot/2.1").status_code == 200
    wait_for(lambda: counted(database) == [(made, "impression", "person", True), (made, "impression", "bot", False)])


def test_a_deleted_link_is_forgotten(database: Database, here: Server) -> None:
    _, _, token = linked(database)
    with database.begin() as connection:
        connection.execute(delete(apply_link))
    assert here.get(f"/a/{token}").status_code == 404


def test_salts_are_made_once(database: Database) -> None:
    with database.begin() as connection:
        first = salt_of(connection, date(2026, 11, 23))
        assert salt_of(connection, date(2026, 11, 23)) == first
        assert salt_of(connection, date(2026, 11, 24)) != first
        assert connection.execute(text("select count(*) from salt")).scalar_one() == 2
        connection.execute(delete(salt))
