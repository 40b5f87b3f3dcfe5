"""The plain boards: fields, keys, look-up with a lag, and what the blind board does not offer."""

from __future__ import annotations

import time

import pytest

from orchestrator.testing.simulator import Operator

from .talk import plain, plain_advert


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None), ("title", ""), ("title", "x" * 101), ("title", 5),
        ("description", None), ("description", "x" * 49), ("description", "x" * 10_001),
        ("reference", None), ("apply_url", None), ("apply_url", "ftp://x/y"), ("apply_url", "/here"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_refused_under_its_name(boards: Operator, field: str, value: object) -> None:
    for board in ("keyed", "findable", "blind"):
        answer = plain("POST", f"{boards.url}/{board}/jobs", plain_advert(**{field: value}))
        assert answer.status_code == 422
        assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert boards.live() == []


def test_a_stranger_is_401_and_changes_nothing(boards: Operator) -> None:
    answer = plain("POST", boards.url + "/keyed/jobs", plain_advert(), token="practice-blind-token")
    assert answer.status_code == 401
    assert boards.creates("keyed") == {}


def test_a_body_that_is_no_json_object_is_422(boards: Operator) -> None:
    assert plain("POST", boards.url + "/blind/jobs", ["x"]).status_code == 422
    assert plain("POST", boards.url + "/blind/jobs").status_code == 422


def test_a_repeated_key_replays_the_stored_answer(boards: Operator) -> None:
    address = boards.url + "/keyed/jobs"
    first = plain("POST", address, plain_advert(), key="CC-1-1")
    again = plain("POST", address, plain_advert(), key="CC-1-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotent-Replayed" in again.headers
    assert "Idempotent-Replayed" not in first.headers
    assert boards.creates("keyed") == {"CC-1-1": 1}
    other = plain("POST", address, plain_advert(title="Another"), key="CC-1-1")
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert plain("POST", address, plain_advert(), key="CC-1-1b").json()["id"] != first.json()["id"]


def test_a_refused_request_does_not_use_its_key_up(boards: Operator) -> None:
    address = boards.url + "/keyed/jobs"
    assert plain("POST", address, plain_advert(title=""), key="k").status_code == 422
    assert plain("POST", address, plain_advert(), key="k").status_code == 201


def test_a_key_is_forgotten_after_its_time(boards: Operator) -> None:
    boards.options("keyed", key_seconds=60)
    address = boards.url + "/keyed/jobs"
    plain("POST", address, plain_advert(), key="k")
    boards.advance(61)
    plain("POST", address, plain_advert(), key="k")
    assert boards.creates("keyed") == {"CC-1-1": 2}


def test_keys_mean_nothing_elsewhere(boards: Operator) -> None:
    for _ in range(2):
        plain("POST", boards.url + "/findable/jobs", plain_advert(), key="k")
        plain("POST", boards.url + "/blind/jobs", plain_advert(), key="k")
    assert boards.creates("findable") == boards.creates("blind") == {"CC-1-1": 2}


def test_the_list_has_all_that_is_shown_and_lags(boards: Operator) -> None:
    url = boards.url + "/findable"
    made = [plain("POST", f"{url}/jobs", plain_advert(reference=f"CC-{n}-1")).json()["id"] for n in range(3)]
    plain("DELETE", f"{url}/jobs/{made[0]}")
    assert {each["id"] for each in plain("GET", f"{url}/live").json()["jobs"]} == set(made[1:])
    boards.options("findable", lag_seconds=60)
    assert plain("GET", f"{url}/live").json() == {"jobs": []}
    assert plain("GET", boards.url + "/keyed/live").status_code == 404


def test_the_look_up_finds_every_match_and_lags(boards: Operator) -> None:
    boards.options("findable", lag_seconds=0.6)
    url = boards.url + "/findable/jobs"
    ids = {plain("POST", url, plain_advert()).json()["id"] for _ in range(2)}
    plain("POST", url, plain_advert(reference="OTHER"))
    assert plain("GET", url + "?reference=CC-1-1").json() == {"jobs": []}
    time.sleep(0.7)
    assert {each["id"] for each in plain("GET", url + "?reference=CC-1-1").json()["jobs"]} == ids
    gone = ids.pop()
    assert plain("DELETE", f"{url}/{gone}").status_code == 204
    assert len(plain("GET", url + "?reference=CC-1-1").json()["jobs"]) == 2, "the index still shows it"
    assert plain("GET", f"{url}/{gone}").status_code == 410, "reading one does not lag"
    time.sleep(0.7)
    assert {each["id"] for each in plain("GET", url + "?reference=CC-1-1").json()["jobs"]} == ids
    assert plain("GET", url).status_code == 422


def test_update_refresh_counts_and_end(boards: Operator) -> None:
    url = boards.url + "/keyed/jobs"
    made = plain("POST", url, plain_advert()).json()
    one = f"{url}/{made['id']}"
    assert plain("PUT", one, plain_advert(title="New title")).json()["title"] == "New title"
    assert plain("PUT", one, plain_advert(reference="OTHER")).status_code == 422
    boards.advance(10 * 86_400)
    assert plain("PUT", one + "/refresh").json()["expires_at"] > made["expires_at"]
    assert plain("GET", one + "/counts").json()["views"] == 0
    assert plain("DELETE", one).status_code == 204
    assert [plain(method, one).status_code for method in ("GET", "DELETE")] == [410, 410]
    assert plain("PUT", one, plain_advert()).status_code == 410
    assert plain("GET", url + "/k1").status_code == 404


def test_an_advert_ends_with_its_run(boards: Operator) -> None:
    made = plain("POST", boards.url + "/keyed/jobs", plain_advert()).json()
    boards.advance(30 * 86_400)
    assert plain("GET", f"{boards.url}/keyed/jobs/{made['id']}").status_code == 410


def test_the_boards_do_not_offer_what_they_have_not(boards: Operator) -> None:
    made = {board: plain("POST", f"{boards.url}/{board}/jobs", plain_advert()).json()["id"]
            for board in ("keyed", "findable", "blind")}  # fmt: skip
    refused = [
        ("GET", f"blind/jobs/{made['blind']}", 405), ("GET", "blind/jobs?reference=CC-1-1", 405),
        ("GET", "keyed/jobs?reference=CC-1-1", 405), ("PUT", f"findable/jobs/{made['findable']}/refresh", 404),
        ("GET", f"blind/jobs/{made['blind']}/counts", 404), ("GET", f"findable/jobs/{made['findable']}", 200),
    ]  # fmt: skip
    for method, path, status in refused:
        assert (path, plain(method, f"{boards.url}/{path}").status_code) == (path, status)
