"""What an employer's applicant system posts: counted once, only for its own employer, refused with a reason."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from orchestrator.services.issue_token import issue_token, revoke_token
from orchestrator.services.refused import Refused
from orchestrator.storage import tables as t
from tests.web.desk.conftest import Desk, desk, installation  # noqa: F401 - fixtures


def post(client: FlaskClient, token: str, *counts: object) -> TestResponse:
    return client.post("/api/counts", json={"counts": list(counts)}, headers={"Authorization": f"Bearer {token}"})


def test_stages_arrive_once_and_with_their_reason(desk: Desk) -> None:  # noqa: F811
    (posted,) = desk.fairhaven.publish("by_hand")
    token = issue_token(desk.callboard, "test", desk.fairhaven.employer, "Tribe ATS")
    client = desk.app.test_client()
    said = {"posting": posted.reference, "qualified_application": 4, "withdrawn": 1, "note": "found a job nearer home"}
    when = {"taken_at": "2999-01-01T00:00:00Z"}
    first = post(client, token, said, {"posting": "FH-9-9", "hire": 1}, {**said, **when}, {**said, "hire": "many"})
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


def test_others_are_refused(desk: Desk) -> None:  # noqa: F811
    (posted,) = desk.fairhaven.publish("by_hand")
    said = {"posting": posted.reference, "hire": 1}
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
