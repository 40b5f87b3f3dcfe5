"""Broadbean (AdCourier): the distribution API, where a person chooses the boards and finishes the advert.

Source: integrations.broadbean.com (Post Plus Dashboard, Advert Status, Global Delete). The first call for a vacancy
answers with the page on which it is finished, each further one with the page on which it is managed.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Retry, Unauthorized
from orchestrator.domain.pay import Pay
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count, Gone, Live, PersonFinishes, Receipt, Submitted
from orchestrator.domain.vacancy import Contract

CONTRACTS = {
    Contract.PERMANENT: "Permanent",
    Contract.FIXED_TERM: "Contract",
    Contract.TEMPORARY: "Temporary",
    Contract.BANK: "Temporary",
}
NAME = "callboard_reference"
"""The custom field that names a vacancy; Broadbean advises one of one's own rather than the job reference."""
LATER = 600.0


class Broadbean:
    name = "broadbean"
    label = "Broadbean (a person finishes)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "broadbean"
    excludes: tuple[str, ...] = ()
    base_url = "https://beanwidget.adcourier.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        rate=5,
    )
    fields: tuple[Field, ...] = (Field("industry", "Industry", hint="In Broadbean's words."),)
    credentials: tuple[Field, ...] = (
        Field("api_key", "API key", need=Need.REQUIRED, secret=True),
        Field("secret", "Client secret", need=Need.REQUIRED, secret=True),
        Field("client_id", "Client id", need=Need.REQUIRED),
        Field("username", "AdCourier user", need=Need.REQUIRED, hint="Such as user@team.office.client."),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=6)
    metrics: tuple[Metric, ...] = (Metric.APPLICATION,)
    unverified: tuple[str, ...] = (
        "The example of an advert is cut after salary_from: the names of the fields that follow are inferred.",
        "Where the answer of dashboardpost has its address is not known: url is read, at the top or in data.",
        "How a wrong signature and an unknown vacancy are worded is not known: 401 or such words are expected.",
        "That a later call takes changed content over is not documented: the person compares the texts.",
        "Posting without a person needs an agreement with Broadbean.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "Broadbean must know where to apply"),
            missing("place", place.postcode or place.town, "Broadbean needs a place; add the town or postcode"),
            None
            if vacancy.contract in CONTRACTS
            else Reason("contract", f"Broadbean has no {vacancy.contract.value} work; choose another board"),
        ])  # fmt: skip
        advert = {
            "job_title": variant.slots["title"],
            "job_reference": posting.reference,
            "job_type": CONTRACTS[vacancy.contract],
            "location_query": " ".join(part for part in (place.town, place.postcode) if part),
            "industry": variant.fields.get("industry", ""),
            "job_description": variant.slots["body.html"],
            "application_url": posting.apply_link,
            **_salary(vacancy.pay),
        }
        found = {name: value for name, value in advert.items() if value}
        transaction = {**_named(posting), "advert": found, "options": {"behaviour_if_not_advert_owner": "act"}}
        return json.dumps(transaction, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = _called("dashboardpost", json.loads(variant.payload), account, session)
        found = answer.object()
        inner = found.get("data")
        url = found.get("url") or (inner.get("url") if isinstance(inner, dict) else None)
        if not isinstance(url, str) or "://" not in url:
            raise answer.unclear("the answer has no address of the page to finish on")
        return PersonFinishes(url)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.publish(posting, variant, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = _called("delete", _named(posting), account, session, "not found")
        failed = [each.get("channel") for each in _channels(answer) if each.get("status") == "Failed"]
        if failed:
            raise Retry(f"Broadbean could not yet remove it from {', '.join(map(str, failed))}", LATER)
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        channels = _live_channels(_called("advert_status", _named(posting), account, session, "not found", reads=True))
        if not channels:
            return Gone()
        delivered = [each for each in channels if each.get("status") == "Delivered"]
        if not delivered:
            return Submitted(posting.reference, posting.url)
        return Live(posting.external_id or posting.reference, delivered[0].get("advert_url") or posting.url)

    def counts(self, posting: Posting, account: Account, session: BoardSession) -> Sequence[Count]:
        answer = _called("advert_status", _named(posting), account, session, "not found", reads=True)
        # Every advert of the vacancy counts, those of earlier postings included; each says its number as a text.
        given = [str(each.get("response_count", "")) for each in _adverts_channels(answer)]
        counted = [int(each) for each in given if each.isdigit()]
        return [Count(posting.external_id or posting.reference, Metric.APPLICATION, sum(counted))] if counted else []


def _named(posting: Posting) -> dict[str, Any]:
    return {"filters": {"custom_fields": [{"name": NAME, "value": posting.reference}]}}


def _salary(pay: Pay | None) -> dict[str, str]:
    if pay is None or not pay.known:
        return {}
    ends = {"salary_from": pay.minimum, "salary_to": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return {**amounts, "salary_currency": pay.currency, "salary_per": pay.period.value, "salary_benefits": pay.note}


def _called(
    verb: str, transaction: dict[str, Any], account: Account, session: BoardSession, *known: str, reads: bool = False
) -> Answer:
    """The answer when it says success, or fails with one of the words in `known`. Each call is signed anew."""
    key, user, moment = account.secrets.get("api_key", ""), account.settings["username"], str(int(time.time() * 1000))
    signed = hmac.digest(account.secrets.get("secret", "").encode(), f"{user}|{moment}|{key}".encode(), "sha256").hex()
    body = {
        "authentication": {"api_key": key, "time": moment, "signature": signed},
        "identification": {"client_id": account.settings["client_id"], "adc_username": user},
        "transaction": transaction,
    }
    data = json.dumps(body, ensure_ascii=False).encode()
    answer = session.post(f"/distro/{verb}", data=data, headers={"Content-Type": "application/json"}, reads=reads)
    found = answer.accept().object()
    said = str(found.get("error") or found.get("message") or "")
    if str(found.get("success")) == "1" or any(each in said.lower() for each in known):
        return answer
    if str(found.get("success")) != "0":
        raise answer.unclear("the answer does not say whether it succeeded")
    if any(each in said.lower() for each in ("signature", "api key", "api_key", "authent")):
        raise Unauthorized(f"Broadbean says: {said}")
    raise Rejected((Reason("", f"Broadbean says: {said or 'the request failed'}"),))


def _channels(answer: Answer) -> list[dict[str, Any]]:
    data = answer.object().get("data")
    channels = data.get("channels") if isinstance(data, dict) else None
    return [each for each in channels if isinstance(each, dict)] if isinstance(channels, list) else []


def _adverts_channels(answer: Answer) -> list[dict[str, Any]]:
    """The channels of all adverts of a vacancy: each posting of it has a list of its own."""
    adverts = answer.object().get("data") or []
    if not isinstance(adverts, list):
        raise answer.unclear("the answer has no list of adverts")
    lists = [advert.get("channels") for advert in adverts if isinstance(advert, dict)]
    return [each for channels in lists if isinstance(channels, list) for each in channels if isinstance(each, dict)]


def _live_channels(answer: Answer) -> list[dict[str, Any]]:
    return [each for each in _adverts_channels(answer) if each.get("status") not in ("Removed", "Expired", "Deleted")]
