"""idibu: a multi-poster that takes an advert and the boards it is for, as XML in a form field.

Source: docs.idibu.com (posting API v2 and v3, webhooks). UPDATE there changes idibu's own record only, so a change is a
REPOST, which changes the advert where a board can and makes it anew where not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote, urlencode

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import Content, document, element, words
from orchestrator.domain.errors import Reason, Rejected, Unauthorized
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.receipt import Receipt, Submitted
from orchestrator.domain.vacancy import Contract, Hours

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CONTRACTS = {Contract.PERMANENT: "P", Contract.FIXED_TERM: "C", Contract.TEMPORARY: "T", Contract.BANK: "T"}
HOURS = {Hours.FULL_TIME: "F", Hours.EITHER: "F", Hours.PART_TIME: "P"}
PERIODS = {PayPeriod.YEAR: "annum"}  # the others are called alike
_METHOD = b"<method/>"


class Idibu:
    name = "idibu"
    label = "idibu"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "idibu"
    excludes: tuple[str, ...] = ()
    base_url = "https://ws.idibu.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"br", "p", "strong", "i", "u", "ol", "ul", "li"}),
        rate=2,
        concurrency=2,
    )
    fields: tuple[Field, ...] = (
        Field("boards", "Boards (idibu's numbers)", need=Need.REQUIRED, hint="With commas."),
        Field("sector", "Sector", need=Need.REQUIRED, hint="In idibu's words."),
        Field("duration", "Length of the contract", hint="For contract and temporary work."),
    )
    credentials: tuple[Field, ...] = (
        Field("hash", "Account hash", need=Need.REQUIRED, secret=True, hint="The last part of the posting address."),
        Field("email", "Sender's e-mail", Kind.EMAIL, Need.REQUIRED, hint="Of an idibu user; idibu writes there."),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The names of a job's elements are those of idibu's webhooks; the posting API's own list was not read.",
        "Where method and sender stand in the document, and how boards are named in it, is inferred.",
        "How idibu answers an error or a wrong hash was not seen: an ERROR element, or 401, is expected.",
        "Whether REPOST costs a credit on a board that cannot change adverts depends on that board.",
        "idibu's list of jobs is not searched by reference: after an unknown outcome a person looks.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, own = variant.vacancy, variant.vacancy.place, variant.fields
        boards = [each.strip() for each in own.get("boards", "").split(",") if each.strip()]
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "idibu must know where to apply"),
            missing("place", place.town or place.postcode, "idibu needs a place; add the town or postcode"),
            None if all(each.isdigit() for each in boards) else Reason("boards", "give idibu's numbers, with commas"),
            None
            if vacancy.contract in CONTRACTS
            else Reason("contract", f"idibu has no {vacancy.contract.value} work; choose another board"),
        ])  # fmt: skip
        core: dict[str, Content] = {
            "job_title": variant.slots["title"],
            "job_reference": posting.reference,
            "job_type": CONTRACTS[vacancy.contract] + HOURS[vacancy.hours],
            "job_sector": own["sector"],
            "location": {"country": place.country, "place": place.town or place.postcode},
            **({"salary": salary} if (salary := _salary(vacancy.pay)) else {}),
            # idibu wants breaks rather than new lines.
            "description": " ".join(variant.slots["body.html"].split("\n")),
            "application_url": posting.apply_link,
            "start_date": posting.starts_at.date().isoformat(),
            **({"duration": own["duration"]} if own.get("duration") else {}),
        }
        root = element(
            "idibu",
            [
                element("config", {"utf8_enable": "yes", "lockboards": "yes", "validate_level": "fail"}),
                element("method"),
                element("sender", {"email": account.settings["email"]}),
                element("job", core),
                element("boards", [element("boardid", each) for each in boards]),
            ],
        )
        return document(root)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(_number(_sent(variant.payload, "ADD", account, session)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        known = document(element("id", external_id(posting))).rpartition(b"\n")[2]
        payload = variant.payload.replace(b"<job>", b"<job>" + known, 1)
        return Submitted(_number(_sent(payload, "REPOST", account, session)), posting.url)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        root = element(
            "idibu",
            [
                element("config", {"utf8_enable": "yes"}),
                element("method"),
                element("sender", {"email": account.settings["email"]}),
                element("job", {"id": external_id(posting), "job_reference": posting.reference}),
            ],
        )
        _number(_sent(document(root), "DELETE", account, session))
        return Submitted(posting.external_id)


def _sent(payload: bytes, method: str, account: Account, session: BoardSession) -> Answer:
    key = account.secrets.get("hash", "")
    if not key:
        raise Unauthorized("the account has no hash; add it")
    xml = payload.replace(_METHOD, f"<method>{method}</method>".encode(), 1).decode()
    path = f"/clients/api/REMOTE/V3/{quote(key, safe='')}"
    return session.post(path, data=urlencode({"xml_text": xml}).encode(), headers=FORM).accept()


def _number(answer: Answer) -> str:
    """idibu's number of the job. Raises Rejected when the answer says what is wrong."""
    root = answer.xml()
    if root.tag != "IDIBU":
        raise answer.unclear("the answer is not idibu's")
    wrong = [
        Reason("", f"idibu says: {' '.join(str(part) for part in each.itertext())}") for each in root.iter("ERROR")
    ]
    number = words(root, "JOB/ID")
    if wrong and not number:
        raise Rejected(tuple(wrong))
    if not number:
        raise answer.unclear("the answer names no job")
    return number


def _salary(pay: Pay | None) -> dict[str, Content]:
    if pay is None or not pay.known:
        return {}
    ends = {"salary_min": pay.minimum, "salary_max": pay.maximum}
    return {
        "currency": pay.currency,
        **{name: decimal(end) for name, end in ends.items() if end is not None},
        "salary_per": PERIODS.get(pay.period, pay.period.value),
        "benefits": pay.note,
    }
