"""LogicMelon: a multi-poster whose adverts are stored first and then delivered to their destinations.

Source: api.logicmelon.co.uk/json/Multiposter.asmx (AddAdvert, DeliverAdvert). AddAdvert is told to change the advert
that has our reference (`eOnDuplicate`); DeliverAdvert checks it and sends it, or says what a person must fill in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Unauthorized, Unconfirmed
from orchestrator.domain.pay import Pay
from orchestrator.domain.receipt import PersonFinishes, Receipt, Submitted
from orchestrator.domain.vacancy import Contract, Hours

JSON = {"Content-Type": "application/json", "Accept": "application/json"}
CONTRACTS = {Contract.PERMANENT: "P", Contract.FIXED_TERM: "C", Contract.TEMPORARY: "T", Contract.BANK: "T"}
HOURS = {Hours.FULL_TIME: "F", Hours.EITHER: "F", Hours.PART_TIME: "P"}
DELETED = "1"  # of sAdvertStatusID


class LogicMelon:
    name = "logicmelon"
    label = "LogicMelon"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "logicmelon"
    excludes: tuple[str, ...] = ()
    base_url = "https://api.logicmelon.co.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        rate=2,
        concurrency=2,
    )
    fields: tuple[Field, ...] = (
        Field("destinations", "Destinations (LogicMelon's numbers)", need=Need.REQUIRED, hint="With commas."),
        Field("industry", "Industry (LogicMelon's code)"),
        Field("location", "Place (LogicMelon's code)", hint="Without one, the town is sent."),
    )
    credentials: tuple[Field, ...] = (
        Field("api_key", "API key", need=Need.REQUIRED, secret=True),
        Field("username", "User name", need=Need.REQUIRED, hint="Whose adverts they are."),
        Field("password", "Password", need=Need.REQUIRED, secret=True),
        Field("contact_name", "Contact's name"),
        Field("contact_email", "Contact's e-mail", Kind.EMAIL),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The names inside the answers are not published: AdvertID, RedirectURL and InvalidFields are looked for.",
        "Whether delivering an advert twice doubles it is not known, so nothing but a takedown is repeated.",
        "The operation that requests removals was not read: the status deleted may leave boards as they are.",
        "How a wrong login is worded is not known: 401, or an exception that speaks of the login.",
        "sPrimaryLocation and sIndustry are coded lists (GetValues); a town in words may be refused.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, own, settings = variant.vacancy, variant.vacancy.place, variant.fields, account.settings
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "LogicMelon must know where to apply"),
            missing("place", own.get("location", "") or place.town, "LogicMelon needs a place; add the town"),
            None
            if vacancy.contract in CONTRACTS
            else Reason("contract", f"LogicMelon has no {vacancy.contract.value} work; choose another board"),
        ])  # fmt: skip
        request: dict[str, Any] = {
            "sCultureID": "en-GB",
            "eOnDuplicate": "update",
            "sAdvertReference": posting.reference,
            "sJobTitle": variant.slots["title"],
            "sJobDescription": variant.slots["body.html"],
            "sJobType": CONTRACTS[vacancy.contract],
            "sJobHours": HOURS[vacancy.hours],
            "sPrimaryLocation": own.get("location") or place.town,
            "sIndustry": own.get("industry", ""),
            **_salary(vacancy.pay),
            "sContactName": settings.get("contact_name", ""),
            "sContactEmail": settings.get("contact_email", ""),
            "sApplicationURL": posting.apply_link,
            "Destinations": [each.strip() for each in own["destinations"].split(",") if each.strip()],
        }
        return json.dumps({name: value for name, value in request.items() if value}, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        request = json.loads(variant.payload)
        stored = _called("AddAdvert", request, account, session)
        advert, page = _text(stored, "AdvertID"), _text(stored, "RedirectURL")
        if not advert:
            raise Unconfirmed("LogicMelon stored an advert and did not name it")
        wish = {"sCultureID": "en-GB", "sAdvertID": advert, "Destinations": request["Destinations"]}
        delivered = _called("DeliverAdvert", wish, account, session)
        return PersonFinishes(page or None) if _invalid(delivered) else Submitted(advert)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.publish(posting, variant, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        request = {"sCultureID": "en-GB", "eOnDuplicate": "update", "sAdvertReference": posting.reference}
        _called("AddAdvert", request | {"sAdvertStatusID": DELETED}, account, session)
        return Submitted(posting.external_id)


def _called(operation: str, request: dict[str, Any], account: Account, session: BoardSession) -> dict[str, Any]:
    """What `d` of the answer holds. LogicMelon words refusals as exceptions of its own."""
    login = {
        "sAPIKey": account.secrets.get("api_key", ""),
        "sUsername": account.settings["username"],
        "sPassword": account.secrets.get("password", ""),
    }
    body = json.dumps({"Request": login | request}, ensure_ascii=False).encode()
    answer = session.post(f"/json/Multiposter.asmx/{operation}", data=body, headers=JSON)
    if answer.status == 500 and not answer.earlier:
        _raise(answer)
    found = answer.accept().object().get("d")
    if isinstance(found, str):
        found = {"AdvertID": found}
    if not isinstance(found, dict):
        raise answer.unclear("the answer has no d")
    return found


def _raise(answer: Answer) -> None:
    """An ASP.NET service answers 500 for each exception; those about the request changed nothing."""
    if "json" not in answer.headers.get("Content-Type", ""):
        return
    found = answer.object()
    said, kind = str(found.get("Message", "")), str(found.get("ExceptionType", ""))
    if any(each in f"{said} {kind}".lower() for each in ("password", "api key", "authent", "unauthor")):
        raise Unauthorized(f"LogicMelon says: {said}")
    if "Argument" in kind or "Validation" in kind:
        raise Rejected((Reason("", f"LogicMelon says: {said}"),))


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _invalid(found: dict[str, Any]) -> list[Any]:
    destinations = found.get("Destinations")
    rows = destinations if isinstance(destinations, list) else []
    return [field for row in rows if isinstance(row, dict) for field in row.get("InvalidFields") or ()]


def _salary(pay: Pay | None) -> dict[str, str]:
    if pay is None or not pay.known:
        return {}
    ends = {"sSalaryFrom": pay.minimum, "sSalaryTo": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    per = pay.period.value[0].upper()
    return {**amounts, "sSalaryCurrency": pay.currency, "sSalaryPer": per, "sSalaryBenefits": pay.note}
