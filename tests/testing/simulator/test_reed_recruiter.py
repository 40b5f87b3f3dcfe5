"""Reed's recruiter API over real HTTP: signature, life of an advert, credits, rate, and its odder answers."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
import requests

from orchestrator.testing.simulator import Operator, practice

from .talk import AGENT, act, create, form, seek, signed

ADDRESS = "/reed/recruiter/api/1.0/jobs"
DAY = 86_400


@pytest.mark.parametrize("dotnet", [False, True])
def test_both_forms_of_the_key_sign(boards: Operator, dotnet: bool) -> None:
    answer = signed("POST", boards.url + ADDRESS, form(), dotnet=dotnet)
    assert answer.status_code == 201
    assert set(answer.json()) == {"JobId", "ResponseMessage"}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-ApiSignature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA="},
        {"X-ApiSignature": None},
        {"X-ApiClientId": "1002"},
        {"X-ApiClientId": "one"},
        {"X-TimeStamp": "2026-01-01T00:00:00Z"},
        {"X-TimeStamp": None},
        {"User-Agent": "another/1.0"},
        {"Method": "PUT"},
        {"Method": None},
        {"ContentType": None},
    ],
)
def test_a_request_that_is_not_signed_as_documented_is_401(boards: Operator, headers: dict[str, str | None]) -> None:
    answer = signed("POST", boards.url + ADDRESS, form(), headers=headers)
    assert answer.status_code == 401
    assert answer.json()["message"]
    assert boards.live() == []


def test_the_wrong_key_and_the_wrong_url_are_401(boards: Operator) -> None:
    assert signed("POST", boards.url + ADDRESS, form(), key=str(uuid.uuid4())).status_code == 401
    other = signed("POST", boards.url + ADDRESS, form()).request
    other.url = boards.url + ADDRESS + "?x=1"
    with requests.Session() as session:
        assert session.send(other, timeout=10).status_code == 401


@pytest.mark.parametrize(("late", "status"), [(290, 201), (-290, 201), (310, 401), (-310, 401)])
def test_the_clock_may_differ_by_five_minutes(boards: Operator, late: float, status: int) -> None:
    assert signed("POST", boards.url + ADDRESS, form(), late=late).status_code == status


def test_the_signature_page_shows_what_is_signed(boards: Operator) -> None:
    parts = {"method": "POST", "userAgent": AGENT, "url": "http://x/y", "timestamp": "2026-01-01T00:00:00+00:00",
             "apiKey": practice.REED_API_KEY}  # fmt: skip
    answer = requests.post(boards.url + "/reed/developers/SignatureTest", data=parts, timeout=10).json()
    assert answer["message"] == f"POST{AGENT}http://x/ywww.reed.co.uk2026-01-01T00:00:00+00:00"
    assert len(answer["signature"]) == len(answer["signatureDotNet"]) == 28


def test_only_a_form_is_read(boards: Operator) -> None:
    answer = signed("POST", boards.url + ADDRESS, form(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 415


def test_an_advert_lives_is_updated_extended_ended_and_relisted(boards: Operator) -> None:
    job_id = create(boards.url, expiryInDays="10").json()["JobId"]
    assert act(boards.url, "relist", job_id).status_code == 400, "relist is for adverts whose run is over"
    boards.advance(5 * DAY)
    expires = boards.live("reed")[0]["expires_at"]
    with_same_run = form(title="Senior Care Coordinator", doNotExtend="true", expiryInDays="10")
    update = boards.url + ADDRESS + f"/update/{job_id}"
    assert signed("PUT", update, with_same_run).status_code == 200
    live = boards.live("reed")[0]
    assert (live["title"], live["expires_at"]) == ("Senior Care Coordinator", expires)
    assert signed("PUT", update, form(expiryInDays="10")).status_code == 200
    assert boards.live("reed")[0]["expires_at"] > expires
    account = {"username": practice.REED_USERNAME, "postingKey": practice.REED_POSTING_KEY}
    for action, status in (("extend", 200), ("end", 200), ("end", 400), ("extend", 400), ("relist", 200)):
        answer = signed("PUT", f"{boards.url}{ADDRESS}/{action}/{job_id}", account)
        assert (action, answer.status_code) == (action, status)
    assert [each["external_id"] for each in boards.live("reed")] == [str(job_id)]
    assert [each["operation"] for each in boards.history("reed")] == [
        "create", "update", "update", "extend", "end", "relist",
    ]  # fmt: skip


def test_an_advert_expires_and_only_then_can_be_relisted(boards: Operator) -> None:
    job_id = create(boards.url, expiryInDays="3").json()["JobId"]
    boards.advance(3 * DAY)
    assert boards.live("reed") == []
    account = {"username": practice.REED_USERNAME, "postingKey": practice.REED_POSTING_KEY}
    for action, status in (("end", 400), ("update", 400), ("relist", 200)):
        fields = form() if action == "update" else account
        answer = signed("PUT", f"{boards.url}{ADDRESS}/{action}/{job_id}", fields)
        assert (action, answer.status_code) == (action, status)


def test_another_customers_advert_cannot_be_touched(boards: Operator) -> None:
    job_id = create(boards.url).json()["JobId"]
    theirs = {"username": practice.REED_SECOND_USERNAME, "postingKey": practice.REED_SECOND_POSTING_KEY}
    assert list(act(boards.url, "end", job_id, **theirs).json()["modelState"]) == ["jobId"]
    assert list(act(boards.url, "end", 1).json()["modelState"]) == ["jobId"]
    assert len(boards.live("reed")) == 1


def test_a_create_spends_a_credit_a_demo_and_the_free_product_none(boards: Operator) -> None:
    account: dict[str, Any] = {
        "username": "two@elmfield.example", "posting_key": practice.REED_POSTING_KEY, "employer_id": 7,
        "employer_name": "Two", "credits": 1,
    }  # fmt: skip
    boards.account("reed", **account)
    mine = {"username": "two@elmfield.example"}
    assert create(boards.url, **mine, isDemo="true").status_code == 201
    assert create(boards.url, **mine, productId="81").status_code == 201
    assert create(boards.url, **mine).status_code == 201
    refused = create(boards.url, **mine)
    assert refused.status_code == 400
    assert list(refused.json()["modelState"]) == ["productId"]
    assert len(boards.live("reed")) == 2, "a demo is a draft"
    boards.account("reed", **{**account, "credits": 2})
    assert create(boards.url, **mine).status_code == 201


def test_duplicates_are_409_where_that_is_switched_on(boards: Operator) -> None:
    assert [create(boards.url).status_code for _ in range(2)] == [201, 201]
    assert boards.creates("reed") == {"CC-1-1": 2}
    boards.options("reed", refuse_duplicates=True)
    assert create(boards.url).status_code == 409
    job_id = create(boards.url, title="Another title").json()["JobId"]
    answer = signed("PUT", f"{boards.url}{ADDRESS}/update/{job_id}", form())
    assert answer.status_code == 409


def test_the_hourly_limit_is_429_until_the_hour_has_passed(boards: Operator) -> None:
    boards.options("reed", requests_per_hour=2)
    assert [create(boards.url).status_code for _ in range(3)] == [201, 201, 429]
    assert 3590 <= int(create(boards.url).headers["Retry-After"]) <= 3601
    boards.advance(3_601)
    assert signed("POST", boards.url + ADDRESS, form()).status_code == 201


def test_answers_can_be_json_inside_json(boards: Operator) -> None:
    boards.options("reed", double_encoded=True)
    answer = create(boards.url)
    assert answer.status_code == 201
    assert json.loads(answer.json())["JobId"] > 0
    assert "modelState" in json.loads(create(boards.url, title="").json())


def test_the_jobseeker_api_shows_live_adverts_and_both_names_of_the_count(boards: Operator) -> None:
    job_id = create(boards.url, minSalary="26064", maxSalary="30000", salaryType="5").json()["JobId"]
    boards.candidates(3, applications=0)
    details = seek(boards.url, f"jobs/{job_id}").json()
    assert details["applicationCount"] == 0
    assert (details["jobTitle"], details["employerId"]) == ("Care Coordinator", practice.REED_EMPLOYER_ID)
    assert (details["yearlyMinimumSalary"], details["fullTime"], details["partTime"]) == (26064, True, False)
    assert details["externalUrl"] == form()["externalUrl"]
    found = seek(boards.url, f"search?employerId={practice.REED_EMPLOYER_ID}&keywords=coordinator").json()
    assert [(each["jobId"], each["applications"]) for each in found["results"]] == [(job_id, 0)]
    assert "applicationCount" not in found["results"][0]
    assert seek(boards.url, f"search?employerId={practice.REED_SECOND_EMPLOYER_ID}").json()["totalResults"] == 0
    page = requests.get(details["jobUrl"], timeout=10)
    assert form()["externalUrl"] in page.text
    act(boards.url, "end", job_id)
    assert seek(boards.url, f"jobs/{job_id}").status_code == 404
    assert seek(boards.url, "search").json()["totalResults"] == 0
    assert requests.get(details["jobUrl"], timeout=10).status_code == 410


def test_the_search_takes_at_most_a_hundred_and_may_lag(boards: Operator) -> None:
    for number in range(103):
        create(boards.url, ownerRef=f"R-{number}")
    first = seek(boards.url, "search?resultsToTake=500").json()
    assert (len(first["results"]), first["totalResults"]) == (100, 103)
    assert len(seek(boards.url, "search?resultsToTake=100&resultsToSkip=100").json()["results"]) == 3
    assert seek(boards.url, "search?resultsToTake=x").status_code == 400
    boards.options("reed", search_lag_seconds=60)
    assert seek(boards.url, "search").json()["totalResults"] == 0
    boards.advance(61)
    assert seek(boards.url, "search").json()["totalResults"] == 103


def test_the_jobseeker_key_is_checked(boards: Operator) -> None:
    assert seek(boards.url, "search", key=practice.REED_API_KEY).status_code == 401
    assert requests.get(boards.url + "/reed/api/1.0/jobs/1", timeout=10).status_code == 401
