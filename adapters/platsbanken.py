"""Platsbanken, the board of Sweden's Arbetsförmedlingen: one advert a call, as HR-XML 0.52 (LedigtArbete).

Source: the public generator platsbanken-vacancy, which submits to the real test service. The same id again is an
update, and the status "inactive" takes the advert down. A newer JSON interface exists, and was not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from lxml.etree import _Element as Element

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import document, element
from orchestrator.domain.errors import Reason, Rejected
from orchestrator.domain.receipt import Receipt, Submitted
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

PATH = "/ledigtarbete/apiledigtarbete/hrxml"
XML = {"Content-Type": "application/xml; charset=utf-8"}
NAMESPACE = "http://arbetsformedlingen.se/LedigtArbete"
SHOWN_WITHIN = 86_400.0  # seconds; the board's own figure was not read
TERMS = {
    "2": "Longer than 6 months", "3": "3 to 6 months", "4": "Under 3 months", "7": "Summer or holidays", "8": "By need",
}  # fmt: skip
PAID = {"1": "By the month, week or hour", "2": "Fixed and by result", "3": "By result only"}
_NOBODY = b'<Sender id=""'
_ACTIVE, _INACTIVE = b'<JobPositionPosting status="active">', b'<JobPositionPosting status="inactive">'


class Platsbanken:
    name = "platsbanken"
    label = "Platsbanken (Arbetsförmedlingen)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("SE",)
    audience = "platsbanken.se"
    excludes: tuple[str, ...] = ()
    base_url = "https://api.arbetsformedlingen.se"
    limits = Limits(slots={"title": Length(1, 75), "body.txt": Length(1), "pay": Length(1)}, rate=2, concurrency=2)
    fields: tuple[Field, ...] = (
        Field("occupation", "Occupation (taxonomy id)", Kind.NUMBER, Need.REQUIRED),
        Field("municipality", "Municipality code", need=Need.REQUIRED, hint="Four digits, such as 0180 for Stockholm."),
        Field("term", "Length of a temporary post", Kind.CHOICE, choices=TERMS, default="2"),
        Field("paid", "How it is paid", Kind.CHOICE, choices=PAID, default="1"),
        Field("experience", "Experience", Kind.CHOICE, choices={"1": "Not required", "4": "Required"}, default="1"),
    )
    credentials: tuple[Field, ...] = (
        Field("sender", "Sender's customer number", need=Need.REQUIRED, hint="Eight digits.", secret=True),
        Field("email", "Sender's e-mail", Kind.EMAIL, Need.REQUIRED),
        Field("organisation", "Organisation number", need=Need.REQUIRED, hint="Of a Swedish employer, ten digits."),
        Field("street", "Street of the employer", need=Need.REQUIRED, longest=50),
        Field("postcode", "Postcode of the employer", need=Need.REQUIRED, hint="Five digits."),
        Field("recruiter", "Recruiter's name", need=Need.REQUIRED, longest=100),
        Field("about", "About the employer", need=Need.REQUIRED),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The source is of 2017: ask whether this interface is still open before you use it. The test path has /test.",
        "What the service answers was not read: 2xx with XML counts as accepted, 400 and 422 as refused.",
        "Of the elements' order, and of those of SummaryText, only what the generator's sample shows is known.",
        "The consent of an employer is registered at Arbetsförmedlingen; nothing of it is in a request.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, settings = variant.vacancy, variant.vacancy.place, account.settings
        link = posting.apply_link
        refuse([
            *unfit(self, variant, account),
            missing("apply link", link, "Platsbanken needs an address to apply at"),
            None if len(link) <= 200 else Reason("apply link", f"{len(link)} of 200 characters"),
            None if place.country == "SE" else Reason("place", f"the board is for Sweden; this is in {place.country}"),
            None if posting.ends_at else Reason("end", "Platsbanken needs a last day to apply; set an end"),
            _digits("organisation", settings.get("organisation", "").replace("-", ""), 10),
            _digits("postcode", settings.get("postcode", "").replace(" ", ""), 5),
            _digits("municipality", variant.fields.get("municipality", ""), 4),
            None if vacancy.contract is not Contract.VOLUNTEER
            else Reason("contract", "Platsbanken has no voluntary work; choose another board"),
        ])  # fmt: skip
        advert = element("JobPositionPosting", _advert(posting, variant, account), status="active")
        envelope = element("Envelope", [
            element("Sender", id="", email=settings["email"]),
            element("TransactInfo", {"TransactId": str(uuid5(NAMESPACE_URL, posting.key))},
                    timeStamp=posting.starts_at.isoformat(timespec="seconds")),
            element("Packet", [element("PacketInfo", {"PacketId": "1"}), element("Payload", [advert])]),
        ], xmlns=NAMESPACE, version="0.52")  # fmt: skip
        return document(envelope)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _sent(variant.payload, posting, account, session)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _sent(variant.payload, posting, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _sent(variant.payload.replace(_ACTIVE, _INACTIVE, 1), posting, account, session)


def _sent(body: bytes, posting: Posting, account: Account, session: BoardSession) -> Receipt:
    """The sender's number is all there is of a login, so it goes in when sending."""
    number = quoteattr(account.secrets.get("sender", "")).encode()
    answer = session.post(PATH, data=body.replace(_NOBODY, b"<Sender id=" + number, 1), headers=XML)
    if answer.status in (400, 422) and not answer.earlier:
        raise Rejected((Reason("", f"Platsbanken says: {answer.quote()}"),))
    answer.accept().xml()
    return Submitted(_id(posting, account), None, SHOWN_WITHIN)


def _id(posting: Posting, account: Account) -> str:
    return f"46-{account.settings['organisation'].replace('-', '')}-{posting.reference}"


def _digits(name: str, value: str, number: int) -> Reason | None:
    return None if value.isdigit() and len(value) == number else Reason(name, f"{value!r} is not {number} digits")


def _advert(posting: Posting, variant: Variant, account: Account) -> list[Element]:
    """In the order of the generator's sample."""
    vacancy, settings, own = variant.vacancy, account.settings, variant.fields
    dates = {"StartDate": posting.starts_at.date().isoformat()}
    if posting.ends_at:
        dates["EndDate"] = posting.ends_at.date().isoformat()
    organisation = settings["organisation"].replace("-", "")
    return [
        element("JobPositionPostingId", _id(posting, account)),
        element("HiringOrg", {
            "HiringOrgName": variant.employer,
            "HiringOrgId": organisation,
            "Contact": {"PostalAddress": {
                "CountryCode": "SE",
                "PostalCode": settings["postcode"].replace(" ", ""),
                "Municipality": own["municipality"],
                "DeliveryAddress": {"AddressLine": settings["street"], "StreetName": settings["street"]},
            }},
        }),
        element("PostDetail", {**dates, "PostedBy": {"Contact": {"PersonName": {
            "FormattedName": settings["recruiter"],
        }}}}),
        element("JobPositionInformation", [
            element("JobPositionTitle", {"Title": variant.slots["title"]}),
            element("JobPositionDescription", [
                element("JobPositionPurpose", {"Purpose": variant.slots["body.txt"]}),
                element("Classification", [_schedule(vacancy), _duration(vacancy, own.get("term") or "2")]),
                element("CompensationDescription", {"Pay": [
                    element("SalaryMonthly", own.get("paid") or "1", currency="SEK"),
                    element("SummaryText", variant.slots["pay"]),
                ]}),
            ]),
            element("JobPositionRequirements", {"QualificationsRequired": [
                element("Qualification", type="experience", yearsOfExperience=own.get("experience") or "1"),
            ]}),
        ]),
        element("HowToApply", {"ApplicationMethods": {"ByWeb": {"URL": posting.apply_link}}}, distribute="external"),
        element("NumberToFill", vacancy.openings),
        element("JPPExtension", [
            element("HiringOrgDescription", settings["about"]),
            element("OccupationGroup", code=own["occupation"]),
        ]),
    ]  # fmt: skip


def _schedule(vacancy: Vacancy) -> Element:
    """Full time where either is possible: the board has no third word, and the text says it."""
    name = "PartTime" if vacancy.hours is Hours.PART_TIME else "FullTime"
    return element("Schedule", {name: {"SummaryText": vacancy.hours.value.replace("_", " ")}})


def _duration(vacancy: Vacancy, term: str) -> Element:
    said = vacancy.contract.value.replace("_", " ")
    if vacancy.contract is Contract.PERMANENT:
        return element("Duration", {"Regular": {"SummaryText": said}})
    return element("Duration", {"Temporary": {"TermLength": term, "SummaryText": said}})
