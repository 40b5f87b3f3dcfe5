"""What an employer's applicant system posts: counted once, only for its own employer, refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from orchestrator.services.issue_token import issue_token, revoke_token
from orchestrator.services.publish import Published
from orchestrator.services.refused import Refused
from orchestrator.storage import tables as t
from tests.web.desk.conftest import Desk, desk, installation  # noqa: F401 - fixtures
from web import counts_api
from web.attempts import Attempts

MOMENT = datetime.now(UTC) - timedelta(days=1)


def post(client: FlaskClient, token: str, *counts: object) -> TestResponse:
    return client.post("/api/counts", json={"counts": list(counts)}, headers={"Authorization": f"Bearer {token}"})


def placed(desk: Desk) -> Published:  # noqa: F811
    """A posting that was there before MOMENT."""
    (made,) = desk.fairhaven.publish("by_hand")
    with desk.callboard.database.begin() as connection:
        began = {"published_at": MOMENT - timedelta(days=1)}
        connection.execute(update(t.posting).where(t.posting.c.id == made.id).values(**began))
    return made


def at(minutes: int = 0) -> dict[str, str]:
    """A moment after the postings began, the same in every message that says so."""
    return {"taken_at": (MOMENT + timedelta(minutes=minutes)).isoformat()}


def test_stages_arrive_once_and_with_their_reason(desk: Desk) -> None:  # noqa: F811
    posted = placed(desk)
    token = issue_token(desk.callboard, "test", desk.fairhaven.employer, "Tribe ATS")
    client = desk.app.test_client()
    said = {"posting": posted.reference, "qualified_application": 4, "withdrawn": 1, "note": "found a job nearer home",
            **at()}  # fmt: skip
    when = {"taken_at": "2999-01-01T00:00:00Z"}
    nobodys = {"posting": "FH-9-9", "hire": 1, **at()}
    first = post(client, token, said, nobodys, {**said, **when}, {**said, "hire": "many"})
    assert first.status_code == 200
    answer = first.get_json()
    assert answer["added"] == 2
    assert [each["item"] for each in answer["refused"]] == ["line 2", "line 3", "line 3", "line 4"]
    with desk.callboard.database.read() as connection:
        rows = connection.execute(select(t.reading).where(t.reading.c.posting_id == posted.id)).all()
        hashes = connection.execute(select(t.api_token.c.token_hash)).scalars().all()
    assert {(row.metric, row.value, row.origin, row.actor, row.note) for row in rows} == {
        ("qualified_application", 4, "import", "Tribe ATS", "found a job nearer home"),
        ("withdrawn", 1, "import", "Tribe ATS", "found a job nearer home"),
    }
    assert all(token.encode() not in hashed for hashed in hashes)
    again = post(client, token, said).get_json()
    assert (again["added"], again["twice"]) == (0, 2)
    lower = {**said, "qualified_application": 3, **at(minutes=1)}
    assert post(client, token, lower).get_json()["marked"] == [{"item": "line 1", "mark": "fell"}]
    assert post(client, token, said).get_json()["twice"] == 2  # late, and no correction of the correction


def test_others_are_refused(desk: Desk) -> None:  # noqa: F811
    posted = placed(desk)
    said = {"posting": posted.reference, "hire": 1, **at()}
    client = desk.app.test_client()
    theirs = issue_token(desk.callboard, "test", desk.other, "their ATS")
    assert "no posting is called" in post(client, theirs, said).get_json()["refused"][0]["reason"]
    assert post(client, "cb_guessed", said).status_code == 401
    assert client.post("/api/counts", json={"counts": [said]}).status_code == 401
    unknown = post(client, theirs, {**said, "candidate": "Jo Bloggs"})
    assert unknown.status_code == 422
    assert "candidate" in unknown.get_json()["problem"]
    assert post(client, theirs).status_code == 422
    with pytest.raises(Refused, match="revoke that one first"):
        issue_token(desk.callboard, "test", desk.other, "their ATS")
    revoke_token(desk.callboard, "test", desk.other, "their ATS")
    assert post(client, theirs, said).status_code == 401


def test_what_nobody_could_have_meant_is_a_problem_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    posted = placed(desk)
    token = issue_token(desk.callboard, "test", desk.fairhaven.employer, "odd ATS")
    client = desk.app.test_client()
    headers = {"Authorization": f"Bearer {token}"}
    long = b'{"counts": [{"hire": ' + b"9" * 5000
    for body in (b"", b"[" * 100_000, b'{"counts": 7}', b'{"counts": [[]]}', b"\xff", long):
        answer = client.post("/api/counts", data=body, headers=headers)
        assert (answer.status_code, answer.is_json) == (422, True)
    odd = {"posting": posted.reference, "hire": 1, "note": "a\0b \ud83d", **at()}
    assert post(client, token, odd).get_json()["added"] == 1
    for value in (-1, 1.5, True, "=1+1", "1e5", [1], 10**13):
        (refused,) = post(client, token, {"posting": posted.reference, "hire": value, **at()}).get_json()["refused"]
        assert "is no count" in refused["reason"]
    monkeypatch.setattr(counts_api, "LARGEST", 1000)
    answer = post(client, token, *[odd] * 50)
    assert (answer.status_code, "at most 1000 bytes" in answer.get_json()["problem"]) == (413, True)


def test_one_system_cannot_take_all_of_the_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(counts_api, "MESSAGES", Attempts(most=2, window=60.0))
    client = desk.app.test_client()
    mine, theirs = (
        issue_token(desk.callboard, "test", employer, "an ATS") for employer in (desk.fairhaven.employer, desk.other)
    )
    said = {"posting": "FH-9-9", "hire": 1, **at()}
    assert [post(client, mine, said).status_code for _ in range(3)] == [200, 200, 429]
    assert int(post(client, mine, said).headers["Retry-After"]) <= 60
    assert post(client, theirs, said).status_code == 200
