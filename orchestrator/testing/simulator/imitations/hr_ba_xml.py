"""The Bundesagentur's HR-BA-XML server under `/hr_ba_xml`: an upload form, and files of errors, at once.

Source: the sample file of kzorluoglu/arbeitsagentur, and what the gem ba_upload does. What the form answers, and how
errors are worded, is not public and made up here. Who comes is known by a certificate: as the server learns it from
what ends TLS before it (RFC 9440).
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from re import fullmatch
from xml.sax.saxutils import escape

from .. import practice
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, html_answer
from .xml_body import Element, xml_body

LOGIN = practice.LOGINS["hr_ba_xml"]
FILE = r"DS([A-Z]\d{9})_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(_F\d{3}[CE])?\.xml"
WHERE = "JobPositionInformation/JobPositionDescription"
REQUIRED = (
    "HiringOrg/HiringOrgName",
    "HiringOrg/Contact/FamilyName",
    "PostDetail/LastModificationDate",
    "PostDetail/Status",
    "PostDetail/Action",
    "PostDetail/SupplierName",
    "PostDetail/PostedBy/Contact/JobContactWebSite",
    "JobPositionInformation/JobPositionTitle/TitleCode",
    "JobPositionInformation/EducationAuthorisation",
    f"{WHERE}/JobPositionLocation/Location/PostalCode",
    f"{WHERE}/JobPositionLocation/Location/Municipality",
)
CODES = {
    "JobPositionInformation/JobOfferType": "1|2|4|34|36|37|38|40",
    f"{WHERE}/Classification/Schedule/WorkingPlan": "[1-9]",
    f"{WHERE}/Classification/Duration/TemporaryOrRegular": "[123]",
    f"{WHERE}/JobPositionLocation/Location/CountryCode": "[A-Z]{2}",
    "JobPositionInformation/NumberToFill": r"\d+",
    "PostDetail/StartDate": r"\d{4}-\d\d-\d\d",
}
LENGTHS = {"JobPositionTitleDescription": 60, "Objective": 4_000}


class HrBaXml:
    """Postings by the sender's own ids."""

    name = "hr_ba_xml"
    label = "Bundesagentur für Arbeit (HR-BA-XML)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._errors: dict[str, bytes] = {}

    def routes(self) -> tuple[Route, ...]:
        return (
            route("GET", "/", "list", self._known(self._list)),
            route("GET", "/in/", "form", self._known(lambda _: _page("upload"))),
            route("POST", "/in/upload.php", "upload", self._known(self._take)),
            route("GET", "/{name}", "errors", self._known(self._read)),
        )

    def refuse(self, message: str) -> Answer:
        return _page(f"Die Datei wurde nicht angenommen: {message}", 400)

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            if call.request.headers.get("client-cert") != _forwarded(LOGIN.secret):
                return _page("No required SSL certificate was sent", 403)
            return work(call)

        return handle

    def _list(self, _: Call) -> Answer:
        return _page(" ".join(f'<a href="{each}">{each}</a>' for each in sorted(self._errors)))

    def _read(self, call: Call) -> Answer:
        found = self._errors.get(call.parts["name"])
        return _page("Not Found", 404) if found is None else Answer(200, found, "text/xml")

    def _take(self, call: Call) -> Answer:
        name, data = _upload(call)
        if not (named := fullmatch(FILE, name)) or named[1] != LOGIN.id:
            return _page("Der Dateiname ist ungültig.", 400)
        root = xml_body(data)
        if root is None or root.tag != "HRBAXMLJobPositionPosting" or root.findtext("Header/TypeOfLoad") != "D":
            self._report(name, [("", "Die Datei entspricht nicht dem Schema")])
            return _page(f"{name} wurde hochgeladen.")
        refused = [self._upsert(call, each) for each in root.iterfind("Data/JobPositionPosting")]
        refused += [self._delete(call, each) for each in root.iterfind("Data/DeleteEntry")]
        self._report(name, [each for each in refused if each[1]])
        return _page(f"{name} wurde hochgeladen.")

    def _report(self, name: str, errors: list[tuple[str, str]]) -> None:
        lines = "".join(
            f"<Error><JobPositionPostingId>{escape(number)}</JobPositionPostingId><Text>{escape(words)}</Text></Error>"
            if number
            else f"<Error><Text>{escape(words)}</Text></Error>"
            for number, words in errors
        )
        self._errors[f"E{name[1:]}"] = f"<ErrorProtocol>{lines}</ErrorProtocol>".encode()

    def _upsert(self, call: Call, entry: Element) -> tuple[str, str]:
        number = entry.findtext("JobPositionPostingId") or ""
        if wrong := _wrong(entry):
            return number, f"{wrong} fehlt oder ist ungültig"
        about = entry.find("JobPositionInformation")
        assert about is not None
        title, text = about.findtext("JobPositionTitleDescription") or "", about.findtext("Objective") or ""
        link = entry.findtext("PostDetail/PostedBy/Contact/JobContactWebSite") or ""
        known = self._stand.shown(number)
        if known is None:
            self._stand.create(call, number, number, title, text=text, apply_url=link, seconds=FOREVER)
        else:
            self._stand.change(call, "update", known, title=title, description=text, apply_url=link)
        return number, ""

    def _delete(self, call: Call, entry: Element) -> tuple[str, str]:
        number = entry.findtext("EntryId") or ""
        known = self._stand.shown(number)
        if known is None:
            return number, "EntryId ist nicht vorhanden"
        self._stand.end(call, known)
        return number, ""


def _wrong(entry: Element) -> str:
    """The first element that is not as the sample has it; empty when all are."""
    if not entry.findtext("JobPositionPostingId"):
        return "JobPositionPostingId"
    if entry.findtext("PostDetail/SupplierId") != LOGIN.id:
        return "SupplierId"
    for path in REQUIRED:
        if not (entry.findtext(path) or "").strip():
            return path.rpartition("/")[2]
    for path, pattern in CODES.items():
        if not fullmatch(pattern, entry.findtext(path) or ""):
            return path.rpartition("/")[2]
    for name, most in LENGTHS.items():
        if not 1 <= len(entry.findtext(f"JobPositionInformation/{name}") or "") <= most:
            return name
    return ""


def _upload(call: Call) -> tuple[str, bytes]:
    """Name and content of the form's file."""
    head = f"Content-Type: {call.request.headers.get('content-type', '')}\r\n\r\n".encode()
    for part in BytesParser(policy=HTTP).parsebytes(head + call.request.body).iter_parts():
        if part.get_param("name", header="content-disposition") == "upload":
            content = part.get_payload(decode=True)
            return part.get_filename() or "", content if isinstance(content, bytes) else b""
    return "", b""


def _forwarded(pem: str) -> str:
    certificate = pem[pem.index("-----BEGIN CERTIFICATE") :]
    return f":{b64encode(ssl.PEM_cert_to_DER_cert(certificate)).decode()}:"


def _page(body: str, status: int = 200) -> Answer:
    return html_answer(status, f"<!doctype html><title>HR-BA-XML</title><body>{body}</body>")
