"""A board that takes Broadbean's XML: one document an advert, posted to an address of the board's own.

Source: api.adcourier.com/docs and highrisedigital/wpbroadbean (sample-xml, inbox). What a board answers is its own
choice: the account says how a good answer begins, and number and address are looked for behind that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import whole
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import document, element
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay
from orchestrator.domain.receipt import Gone, Live, Receipt
from orchestrator.domain.vacancy import Contract

XML = {"Content-Type": "text/xml; charset=utf-8"}
CONTRACTS = {Contract.PERMANENT: "Permanent", Contract.APPRENTICESHIP: "Permanent"}
CURRENCIES = ("GBP", "EUR", "USD")
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
LONGEST = 28
_PLACEHOLDER = b"<command/><username/><password/>"
_ID = re.compile(r"\bID\b\D{0,10}(\d+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+")


class BroadbeanXml:
    name = "broadbean_xml"
    label = "Board that takes Broadbean's XML"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://broadbean-inbox.invalid"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        rate=2,
        concurrency=2,
    )
    fields: tuple[Field, ...] = (
        Field("industry", "Industry", hint="In Broadbean's words."),
        Field("skills", "Skills", hint="With bars between them: rotas|care plans."),
    )
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of the inbox", Kind.URL, Need.REQUIRED, hint="Where the board takes adverts."),
        Field("username", "User name", need=Need.REQUIRED),
        Field("password", "Password", need=Need.REQUIRED, secret=True),
        Field("success", "How a good answer begins", need=Need.REQUIRED, default="Success"),
        Field("email", "Consultant's e-mail", Kind.EMAIL),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "Each board words its answers itself; the statuses 206, 401, 405 and 406 are those of one open receiver.",
        "That add changes an advert whose reference is known is how that receiver works; ask the board.",
        "Whether a board takes application_url without application_email is its own choice.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, own = variant.vacancy, variant.vacancy.place, variant.fields
        pay = vacancy.pay
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the board must know where to apply"),
            None
            if pay is None or not pay.known or pay.currency in CURRENCIES
            else Reason("pay", f"Broadbean's XML has {', '.join(CURRENCIES)}; this pay is in {pay.currency}"),
        ])  # fmt: skip
        values = {
            "command": "",
            "username": "",
            "password": "",
            "job_reference": _reference(posting),
            "job_title": variant.slots["title"],
            "job_description": variant.slots["body.html"],
            "job_type": CONTRACTS.get(vacancy.contract, "Contract"),
            "job_location": place.town or place.postcode,
            "job_industry": own.get("industry", ""),
            "job_skills": own.get("skills", ""),
            "application_url": posting.apply_link,
            "consultant_email": account.settings.get("email", ""),
            "days_to_advertise": str(_days(posting)),
            **_salary(pay),
        }
        kept = {name: value for name, value in values.items() if value or f"<{name}/>".encode() in _PLACEHOLDER}
        return document(element("job", kept))

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.post("", data=_signed(variant.payload, "add", account), headers=XML)
        words = _good(answer, account)
        number, url = _ID.search(words), _URL.search(words)
        return Live(number[1] if number else _reference(posting), url[0].rstrip(".,") if url else posting.url)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.publish(posting, variant, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        values = {"command": "", "username": "", "password": "", "job_reference": _reference(posting)}
        wish = _signed(document(element("job", values)), "delete", account)
        answer = session.post("", data=wish, headers=XML)
        if answer.status != 406:  # 406: the reference is not known there
            _good(answer, account)
        return Gone()


def _reference(posting: Posting) -> str:
    """Ours in letters, digits and dashes, which is all that boards take."""
    return re.sub("[^A-Za-z0-9]", "-", posting.reference)


def _signed(payload: bytes, command: str, account: Account) -> bytes:
    """The document with its command and login, which no stored payload holds."""
    login = {
        "command": command,
        "username": account.settings["username"],
        "password": account.secrets.get("password", ""),
    }
    made = document(element("login", login)).partition(b"<login>")[2].removesuffix(b"</login>")
    return payload.replace(_PLACEHOLDER, made, 1)


def _good(answer: Answer, account: Account) -> str:
    """The words of a good answer. Anything else that is 2xx does not say what happened."""
    words = answer.accept().text.strip()
    begins = account.settings.get("success") or "Success"
    if answer.status != 200 or not words.lower().startswith(begins.lower()):
        raise answer.unclear(f"the answer does not begin with {begins!r}")
    return words


def _salary(pay: Pay | None) -> dict[str, str]:
    """Whole units, and the same in words."""
    if pay is None or not pay.known:
        return {}
    ends = {"salary_from": pay.minimum, "salary_to": pay.maximum}
    amounts = {name: str(whole(end)) for name, end in ends.items() if end is not None}
    shown = " - ".join(
        dict.fromkeys(f"{SIGNS[pay.currency]}{whole(end):,}" for end in ends.values() if end is not None)
    )
    return {**amounts, "currency": pay.currency, "salary_display": f"{shown} per {pay.period.value}"}


def _days(posting: Posting) -> int:
    if posting.ends_at is None:
        return LONGEST
    return max(1, -((posting.starts_at - posting.ends_at) // timedelta(days=1)))
