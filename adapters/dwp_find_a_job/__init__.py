"""DWP Find a Job: differential files put into a folder by SFTP, and what the service reports of them about a day later.

Source: findajob.dwp.gov.uk/bulk-upload-specification.html, and the files that the Department for Education's Teaching
Vacancies sends in production (DFE-Digital/teaching-vacancies). A known code is edited, an unknown one created.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from orchestrator.boards.contract import NATURAL, Account, Item, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.sftp import Folder, folder
from orchestrator.boards.xml import document, element
from orchestrator.domain.errors import BoardError
from orchestrator.domain.receipt import Gone, Live, Pending, Receipt, Submitted

from .report import said_of
from .vacancy import unpostable, vacancy

INBOUND, OUTBOUND = "Inbound", "Outbound"
HOURLY = 3_600.0
REPORTS_WITHIN = timedelta(days=3)  # the service imports about once a day
REPORTS_READ = 20


class DwpFindAJob:
    name = "dwp_find_a_job"
    label = "DWP Find a Job (bulk upload)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("GB",)
    audience = "findajob.dwp.gov.uk"
    excludes: tuple[str, ...] = ()
    base_url = "sftp://findajob.invalid"  # DWP tells each employer where the server is
    limits = Limits(
        slots={"title": Length(1), "body.txt": Length(1)}, lifetime=timedelta(days=30), rate=0.2, burst=2, concurrency=1
    )
    fields: tuple[Field, ...] = (
        Field("category", "Category (DWP's number)", Kind.NUMBER, Need.REQUIRED, hint="27 is education, 14 is IT."),
    )
    credentials: tuple[Field, ...] = (
        Field("base_url", "Server", need=Need.REQUIRED, hint="As DWP gave it: sftp://host:port."),
        Field("host_key", "Server's key", need=Need.REQUIRED, hint="Its fingerprint, SHA256:…, as ssh-keygen -l says."),
        Field("user", "User name", need=Need.REQUIRED),
        Field("password", "Password", need=Need.REQUIRED, secret=True),
        Field("organisation", "Short name", need=Need.REQUIRED, hint="Files are named after it.", longest=30),
        Field("salary", "Send pay in DWP's own element", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}, default="no"),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    batch = 500
    unverified: tuple[str, ...] = (
        "The format of the reports is not public: one that names our code is read for words of success or refusal.",
        "The numbers of categories beside 14 and 27 are in an appendix that was not seen: ask DWP.",
        "How Min, Max, Frequency and Text stand inside Salary was not seen; the element is sent only when asked for.",
        "Whether names of files must follow a pattern is not known; those of Teaching Vacancies are used, made unique.",
        "That the service leaves files that end in .part alone is general practice, not documented.",
        "Whether volunteers' work is taken is not clear, so it is refused here.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), *unpostable(posting, variant)])
        return vacancy(posting, variant, account)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _alone(self.many(Operation.PUBLISH, [Item(posting, variant)], account, session))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _alone(self.many(Operation.UPDATE, [Item(posting, variant)], account, session))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _alone(self.many(Operation.WITHDRAW, [Item(posting, variant)], account, session))

    def many(
        self, operation: Operation, items: Sequence[Item], account: Account, session: BoardSession
    ) -> Mapping[str, Receipt | BoardError]:
        now = datetime.now(UTC)
        with _folder(account, session) as there:
            there.put(f"{INBOUND}/{_name(operation, items, account, now)}", _file(operation, items))
        return {
            each.posting.reference: Pending(f"{operation}|{each.posting.reference}|{now:%Y%m%dT%H%M%S}", HOURLY)
            for each in items
        }

    def poll(self, handle: str, account: Account, session: BoardSession) -> Receipt:
        operation, reference, sent = handle.split("|")
        since = datetime.strptime(sent, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        with _folder(account, session) as there:
            for name in reversed(there.names(OUTBOUND)[-REPORTS_READ:]):
                if said_of(reference, there.read(f"{OUTBOUND}/{name}")):
                    return Gone() if operation == Operation.WITHDRAW else Live(reference)
        if datetime.now(UTC) - since < REPORTS_WITHIN:
            return Pending(handle, HOURLY)
        return Submitted(reference)

    def test(self, account: Account, session: BoardSession) -> str:
        with _folder(account, session) as there:
            reports = len(there.names(OUTBOUND))
        return f"The login works; {reports} reports are there."


def _folder(account: Account, session: BoardSession) -> AbstractContextManager[Folder]:
    settings = account.settings
    return folder(session, settings["user"], account.secrets.get("password", ""), settings["host_key"])


def _alone(answers: Mapping[str, Receipt | BoardError]) -> Receipt:
    [answer] = answers.values()
    if isinstance(answer, BoardError):
        raise answer
    return answer


def _file(operation: Operation, items: Sequence[Item]) -> bytes:
    """All of an upload's vacancies, or the codes of those that end."""
    if operation is Operation.WITHDRAW:
        ended = [element("ExpireVacancy", vacancyRefCode=each.posting.reference) for each in items]
        return document(element("ExpireVacancies", ended))
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<Vacancies>\n'
        + b"".join(each.variant.payload for each in items)
        + b"</Vacancies>\n"
    )


def _name(operation: Operation, items: Sequence[Item], account: Account, now: datetime) -> str:
    kind = "expire" if operation is Operation.WITHDRAW else "upload"
    keys = sha256("|".join(each.posting.key for each in items).encode()).hexdigest()[:8]
    return f"{account.settings['organisation']}-{kind}-{now:%Y%m%d-%H%M%S}-{keys}.xml"
