"""Bundesagentur für Arbeit: HR-BA-XML, differential files put into an upload form by whoever has a certificate.

Source: the sample file and uploader kzorluoglu/arbeitsagentur, the gem ba_upload (names of files, error files), and
the agency's pages about the interface. An id that is known is changed; a file of errors appears some minutes later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from orchestrator.boards.contract import NATURAL, Account, Item, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.receipt import Pending, Receipt, Submitted

from .error_file import check, error_file
from .posting import OFFERS, job_position_posting, posting_id, unpostable
from .upload import CLOCK, file_name, load, upload

SOON, LATER = 600.0, 3_600.0
"""Seconds until the file of errors is looked for: it takes minutes, and nights."""
ERRORS_WITHIN = timedelta(days=1)
NO_YES = {"0": "No", "1": "Yes"}


class HrBaXml:
    name = "hr_ba_xml"
    label = "Bundesagentur für Arbeit (HR-BA-XML)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("DE",)
    audience = "arbeitsagentur.de"
    excludes: tuple[str, ...] = ()
    base_url = "https://hrbaxml.arbeitsagentur.de"
    limits = Limits(
        slots={"title": Length(1, 60), "body.txt": Length(1, 4_000)},
        rate=0.2,
        burst=1,  # files are named by the second
        concurrency=1,
        plain_titles=True,
    )
    fields: tuple[Field, ...] = (
        Field("occupation", "Occupation (number of the agency's catalogue)", Kind.NUMBER, Need.REQUIRED),
        Field("offer", "Kind of offer", Kind.CHOICE, choices=OFFERS, default="1"),
        Field("region", "Region (number of the agency's catalogue)", Kind.NUMBER),
        Field("term", "Length of a fixed term in months", Kind.NUMBER),
        Field("mini_job", "Mini-job", Kind.YES_NO, choices=NO_YES, default="0"),
        Field("supervision", "The agency proposes candidates", Kind.YES_NO, choices=NO_YES, default="0"),
    )
    credentials: tuple[Field, ...] = (
        Field("certificate", "Certificate and key", Kind.CERTIFICATE, Need.REQUIRED, secret=True,
              hint="The agency's .p12 as PEM: openssl pkcs12 -in Zertifikat.p12 -nodes."),
        Field("supplier", "Supplier id", need=Need.REQUIRED, hint="A letter and nine digits, such as P000123456."),
        Field("supplier_name", "Supplier's name", hint="Empty: the employer."),
        Field("partner", "Partner number of a job board", hint="Job boards only; ids of adverts begin with it."),
        Field("employer_id", "Hiring organisation's id", hint="As the agency gave it, such as A000A00000."),
        Field("contact", "Contact's family name", need=Need.REQUIRED, hint="Letters only."),
        Field("accepted", "Words of an accepted upload", hint="Where the form answers in words unknown to Callboard."),
    )  # fmt: skip
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    batch = 500
    unverified: tuple[str, ...] = (
        "The schema is behind the agency's login. Elements, their order and codes are those of its sample of 2018.",
        "Titles of 60 and texts of 4,000 characters are the limits one sender keeps to; the schema's were not read.",
        "What the form answers is not public: 2xx counts as accepted where it names the file or says so in words.",
        "Error files are read for our id: their form was not seen. That their names are ours with an E is inferred.",
        "Where one e-mail has several certificates a partner number must be sent along; how, was not seen.",
        "A sender's own files say Action 1 for what is new and what has changed; the code 2 may be meant for changes.",
        "Ids of job boards as partner-reference-S are one sender's; those of employers are the reference alone.",
        "The codes 1 (fixed) and 2 (open-ended), working plans 1 (full time) and 3 (part time) are from senders' code.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), *unpostable(posting, variant, account)])
        return job_position_posting(posting, variant, account)

    def certificate(self, account: Account) -> str:
        return account.secrets.get("certificate", "")

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.many(Operation.PUBLISH, [Item(posting, variant)], account, session)[posting.reference]

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.many(Operation.UPDATE, [Item(posting, variant)], account, session)[posting.reference]

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.many(Operation.WITHDRAW, [Item(posting, variant)], account, session)[posting.reference]

    def many(
        self, operation: Operation, items: Sequence[Item], account: Account, session: BoardSession
    ) -> Mapping[str, Receipt]:
        now = datetime.now(CLOCK)
        name = file_name(account, now)
        upload(name, load(operation, items, account, now), account, session)
        return {each.posting.reference: Pending(_handle(operation, each, account, name, now), SOON) for each in items}

    def poll(self, handle: str, account: Account, session: BoardSession) -> Receipt:
        operation, number, name, sent = handle.split("|")
        errors = error_file(name, session.get("/").accept().text)
        if errors:
            check(number, session.get(f"/{errors}").accept().body, going=operation == Operation.WITHDRAW)
        elif datetime.now(CLOCK) - datetime.fromisoformat(sent) < ERRORS_WITHIN:
            return Pending(handle, LATER)
        return Submitted(number)

    def test(self, account: Account, session: BoardSession) -> str:
        session.get("/in/").accept()
        return "The certificate opens the upload form."


def _handle(operation: Operation, item: Item, account: Account, name: str, now: datetime) -> str:
    return "|".join((operation, posting_id(item.posting, account), name, now.isoformat(timespec="seconds")))
