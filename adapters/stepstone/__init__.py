"""StepStone's JobFeed by push (Totaljobs is of the same group): one advert a call, as XML in a form.

Source: api.stepstone.com (push, response, status codes). Replies, actions and codes are documented there; the names of
a request's elements are given to customers only and are inferred here, see `unverified`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import Content, document, element
from orchestrator.domain.errors import Reason
from orchestrator.domain.receipt import Gone, Live, Receipt

from .answer import Reply, reply

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
URL_LIMIT = 2_083
_ACTION = b"<action/>"


class StepStone:
    name = "stepstone"
    label = "StepStone / Totaljobs (JobFeed)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "stepstone"
    excludes: tuple[str, ...] = ()
    base_url = "https://api.stepstone.com"
    limits = Limits(
        slots={"title": Length(1, 200), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        rate=2,
        concurrency=2,
    )
    fields: tuple[Field, ...] = (
        Field("categories", "Categories (numbers)", need=Need.REQUIRED, hint="With commas; they cannot be changed."),
        Field("product", "Product", hint="As the contract calls it."),
    )
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of JobFeed", Kind.URL, Need.REQUIRED, hint="StepStone gives each customer its own."),
        Field("username", "User name", need=Need.REQUIRED),
        Field("password", "Password", need=Need.REQUIRED, secret=True),
        Field("sender", "Sender id", Kind.NUMBER, Need.REQUIRED),
        Field("organisation", "Organisation id", Kind.NUMBER, Need.REQUIRED),
        Field("site", "Job board", need=Need.REQUIRED, hint="In StepStone's words, such as totaljobs."),
        Field("language", "Language", Kind.CHOICE, choices={"en": "English", "de": "German"}, default="en"),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The names of the request's elements and form fields are inferred: compare them with your specification.",
        "Whether Totaljobs and Jobsite take JobFeed today was not verified; ask before the first advert.",
        "Which of the codes 209 to 315 means the login is not known: the reply's words decide.",
        "That 408 and 500 may be sent again hourly is StepStone's advice; whether an INSERT can double is not said.",
        "Which HTML elements an offer keeps is not documented.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, settings = variant.vacancy, variant.vacancy.place, account.settings
        categories = [each.strip() for each in variant.fields.get("categories", "").split(",") if each.strip()]
        link = posting.apply_link
        refuse([
            *unfit(self, variant, account),
            missing("apply link", link, "StepStone needs an address to apply at"),
            None if len(link) <= URL_LIMIT else Reason("apply link", f"{len(link)} of {URL_LIMIT:,} characters"),
            missing("place", place.town or place.postcode, "StepStone needs the place; add the town or postcode"),
            None if all(each.isdigit() for each in categories) else Reason("categories", "give numbers, with commas"),
        ])  # fmt: skip
        values: dict[str, Content] = {
            **_named(posting, account),
            "language": settings.get("language") or "en",
            "jobboard": settings["site"],
            "product": variant.fields.get("product", ""),
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "company": variant.employer,
            "city": place.town,
            "postcode": place.postcode,
            "country": place.country,
            "salary": variant.slots.get("pay", ""),
            "categories": [element("category", each) for each in categories],
            "worktype": vacancy.hours.value,
            "contracttype": vacancy.contract.value,
            "applicationurl": link,
        }
        return document(element("jobfeed", {name: each for name, each in values.items() if each or name == "action"}))

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._live(_sent("INSERT", variant.payload, account, session), posting)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._live(_sent("UPDATE", variant.payload, account, session), posting)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        wish = document(element("jobfeed", _named(posting, account)))
        reply(_sent("OFFLINE", wish, account, session))
        return Gone()

    def _live(self, answer: Answer, posting: Posting) -> Live:
        found: Reply = reply(answer)
        if not found.offer:
            raise answer.unclear("the reply names no listing")
        return Live(found.offer, posting.url)


def _named(posting: Posting, account: Account) -> dict[str, Content]:
    """What names an offer: sender, organisation and our reference."""
    return {
        "senderid": account.settings["sender"],
        "organisationid": account.settings["organisation"],
        "reference": posting.reference,
        "action": "",
    }


def _sent(action: str, payload: bytes, account: Account, session: BoardSession) -> Answer:
    """The login goes into the form when sending, so that no stored payload holds it."""
    form = {
        "username": account.settings["username"],
        "password": account.secrets.get("password", ""),
        "xmlresponse": "true",
        "xml": payload.replace(_ACTION, f"<action>{action}</action>".encode(), 1).decode(),
    }
    return session.post("", data=urlencode(form).encode(), headers=FORM)
