"""Every documented required field and limit of Reed's create form is refused, and its edge is accepted."""

from __future__ import annotations

import pytest

from orchestrator.testing.simulator import Operator

from .talk import DESCRIPTION, act, create, form, signed


@pytest.mark.parametrize(
    "field", ["username", "postingKey", "title", "description", "jobType", "workingHours", "townName"]
)
def test_a_missing_required_field_is_refused_under_its_name(boards: Operator, field: str) -> None:
    answer = create(boards.url, **{field: None})
    assert answer.status_code == 400
    assert list(answer.json()["modelState"]) == [field]
    assert answer.json()["message"] == "The request is invalid."
    assert boards.live() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 256),
        ("title", "Care <b>Coordinator</b>"),
        ("title", "Carer, see www.elmfield.example"),
        ("title", "Carer https://elmfield.example/jobs"),
        ("title", "Carer at elmfield.co.uk"),
        ("title", "Carer jobs@elmfield.example"),
        ("title", "Carer 0113 496 0999"),
        ("title", "Carer +44 113 496 0999"),
        ("description", "x" * 149),
        ("description", "x" * 6501),
        ("description", DESCRIPTION + "Call 0113 496 0999."),
        ("description", DESCRIPTION + "Write to jobs@elmfield.example."),
        ("description", DESCRIPTION + "Write to jobs&#64;elmfield.example."),
        ("description", DESCRIPTION + '<a href="https://elmfield.example">us</a>'),
        ("jobType", "3"),
        ("jobType", "permanent"),
        ("workingHours", "4"),
        ("townName", "x" * 256),
        ("townName", "https://leeds"),
        ("countryName", "France"),
        ("productId", "7"),
        ("expiryInDays", "43"),
        ("expiryInDays", "0"),
        ("expiryInDays", "soon"),
        ("isDemo", "yes"),
        ("isPublic", "1"),
        ("isGraduate", "2"),
        ("sendApplicationDigest", "no"),
        ("profileId", "a"),
        ("parentSectorId", "1.5"),
        ("jobSectorId", "-1"),
        ("minSalary", "£26,064"),
        ("maxSalary", "30k"),
        ("currency", "4"),
        ("salaryType", "3"),
        ("ote", "perhaps"),
        ("benefits", "car"),
        ("proRata", "x"),
        ("negotiable", "x"),
        ("showSalary", "x"),
        ("hiddenSalaryDescription", "3"),
        ("emailForApplications", "elmfield"),
        ("externalUrl", "elmfield.example/apply"),
        ("username", "elmfield"),
    ],
)
def test_a_value_outside_the_documented_limits_is_refused(boards: Operator, field: str, value: str) -> None:
    answer = create(boards.url, **{field: value})
    assert answer.status_code == 400
    assert field in answer.json()["modelState"]
    assert boards.creates("reed") == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 255},
        {"title": "ASP.NET Developer, £26,064 - £30,000, 08.00-17.30 (01.02.2026)"},
        {"title": "R&D Engineer < 2 years"},
        {"description": "x" * 150},
        {"description": "x" * 6500},
        {"townName": "Ynys Môn"},
        {"townName": "Stoke-on-Trent"},
        {"townName": "sw1a"},
        {"countryName": "Wales"},
        {"productId": "4", "expiryInDays": "42"},
        {"minSalary": "26064", "maxSalary": "30000.50", "currency": "1", "salaryType": "5", "showSalary": "True"},
        {"showSalary": "false", "hiddenSalaryDescription": "2"},
        {"skills[0]": "Rotas", "skills[1]": "Driving"},
        {"somethingElse": "unknown fields are ignored"},
    ],
)
def test_values_at_the_limits_are_accepted(boards: Operator, changes: dict[str, str]) -> None:
    assert create(boards.url, **changes).status_code == 201, create(boards.url, **changes).text


def test_a_hidden_salary_needs_its_description(boards: Operator) -> None:
    assert "hiddenSalaryDescription" in create(boards.url, showSalary="false").json()["modelState"]


def test_a_demo_flag_belongs_to_create_only(boards: Operator) -> None:
    job_id = create(boards.url).json()["JobId"]
    answer = signed("PUT", f"{boards.url}/reed/recruiter/api/1.0/jobs/update/{job_id}", form(isDemo="true"))
    assert answer.status_code == 400
    assert list(answer.json()["modelState"]) == ["isDemo"]


def test_several_wrong_fields_are_all_named(boards: Operator) -> None:
    assert set(create(boards.url, title=None, jobType="9").json()["modelState"]) == {"title", "jobType"}


def test_the_posting_key_must_be_the_usernames(boards: Operator) -> None:
    wrong = "00000000-0000-4000-8000-000000000001"
    assert list(create(boards.url, postingKey=wrong).json()["modelState"]) == ["postingKey"]
    assert list(create(boards.url, username="who@else.example").json()["modelState"]) == ["username"]
    job_id = create(boards.url).json()["JobId"]
    assert list(act(boards.url, "end", job_id, postingKey=None).json()["modelState"]) == ["postingKey"]
