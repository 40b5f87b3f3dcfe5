"""Every board with an interface, by the whole product: an advert goes there, and comes down again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from orchestrator.domain.status import Status
from orchestrator.services.save_account import add_account
from orchestrator.services.withdraw import withdraw
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


@dataclass(frozen=True, slots=True)
class Case:
    """`login`: the account's values. `fields`: the board's own. `vacancy`: what the board asks of one.

    `sure`: the board's own answer says that the advert is live, and gone.
    """

    login: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    vacancy: dict[str, Any] = field(default_factory=dict)
    sure: bool = True


def pair(board: str) -> tuple[str, str]:
    first, _, second = practice.LOGINS[board].secret.partition(":")
    return first, second


SECRET = {name: login.secret for name, login in practice.LOGINS.items()}
ID = {name: login.id for name, login in practice.LOGINS.items()}
TARGETS = {"education": "3 Vocational", "seniority": "2 Experienced", "industry": "29 Health", "category": "8 Care"}
CASES = {
    "bluesky": Case({"handle": ID["bluesky"], "password": SECRET["bluesky"]}),
    "broadbean_xml": Case(
        {
            "base_url": "https://board.example/inbox",
            "username": ID["broadbean_xml"],
            "password": SECRET["broadbean_xml"],
            "success": "Success",
        }
    ),
    "discord": Case({"webhook": ID["discord"], "token": SECRET["discord"]}),
    "idibu": Case(
        {"hash": SECRET["idibu"], "email": "jobs@fairhaven.example"}, {"boards": "12", "sector": "Care"}, sure=False
    ),
    "indeed": Case(
        {
            "client_id": ID["indeed"],
            "client_secret": SECRET["indeed"],
            "source_name": "Fairhaven",
            "contact_name": "R. Shah",
            "contact_email": "jobs@fairhaven.example",
        },
        sure=False,
    ),
    "logicmelon": Case(
        {"api_key": pair("logicmelon")[0], "password": pair("logicmelon")[1], "username": ID["logicmelon"]},
        {"destinations": "12"},
        sure=False,
    ),
    "mastodon": Case({"base_url": "https://mastodon.example", "token": SECRET["mastodon"]}),
    "matrix": Case({"base_url": "https://matrix.example", "room": ID["matrix"], "token": SECRET["matrix"]}),
    "slack": Case({"channel": ID["slack"], "token": SECRET["slack"]}),
    "stepstone": Case(
        {
            "base_url": "https://jobfeed.example",
            "username": ID["stepstone"],
            "password": SECRET["stepstone"],
            "sender": "7001",
            "organisation": "45",
            "site": "totaljobs",
        },
        {"categories": "1001"},
    ),
    "teaching_vacancies": Case(
        {"api_key": SECRET["teaching_vacancies"]},
        {"job_roles": "teaching_assistant", "phases": "primary", "school_urns": "100000"},
    ),
    "telegram": Case({"chat": ID["telegram"], "token": SECRET["telegram"]}),
    "vonq": Case(
        {
            "token": SECRET["vonq"],
            "company_id": ID["vonq"],
            "recruiter": "R. Shah",
            "logo": "https://fairhaven.example/logo.png",
        },
        {"products": "7b4a", "experience": "1", **TARGETS},
        {"street": "1 Fleet Street", "weekly_hours": 37.5},
    ),
    "wordpress": Case(
        {"base_url": "https://jobs.fairhaven.example", "user": ID["wordpress"], "password": SECRET["wordpress"]}
    ),
    "platsbanken": Case(
        {
            "sender": SECRET["platsbanken"],
            "email": "jobb@fairhaven.example",
            "organisation": "5560001234",
            "street": "Storgatan 1",
            "postcode": "21119",
            "recruiter": "R. Lind",
            "about": "Hemtjänst.",
        },
        {"occupation": "5330", "municipality": "1280"},
        {"country": "SE", "postcode": "21119", "town": "Malmö", "region": "Skåne", "pay_currency": "SEK"},
        sure=False,
    ),
    "ziprecruiter": Case(
        {"api_key": SECRET["ziprecruiter"], "employer_id": "fairhaven"},
        vacancy={"country": "US", "postcode": "78701", "town": "Austin", "region": "TX", "pay_currency": "USD"},
    ),
}


@pytest.mark.parametrize("board", CASES)
def test_an_advert_goes_up_and_comes_down(board: str, installation: Installation, boards: Operator) -> None:
    case = CASES[board]
    account = add_account(
        installation.callboard, "test", board=board, label=board, values=case.login, employer=installation.employer
    )
    installation.accounts[board] = account
    vacancy = installation.vacancy(**case.vacancy)
    (posting,) = installation.publish(board, vacancy=vacancy, fields={account: case.fields}, ends="2031-06-01T12:00")
    installation.until(posting.id, lambda line: bool(line.external_id))
    assert len(boards.live(board)) == 1
    if case.sure:
        installation.until(posting.id, lambda line: line.status is Status.LIVE)
    withdraw(installation.callboard, "test", [posting.id])
    installation.until(posting.id, lambda _: boards.live(board) == [])
    if case.sure:
        installation.until(posting.id, lambda line: line.status is Status.CLOSED)
    assert list(boards.creates(board).values()) == [1]
