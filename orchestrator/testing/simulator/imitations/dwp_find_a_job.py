"""Find a Job's SFTP server: it takes files out of Inbound at once, not once a day, and puts reports into Outbound.

Source: findajob.dwp.gov.uk/bulk-upload-specification.html; the report's form is not public and made up here.
"""

from __future__ import annotations

import io
import re
import socket
import threading
import time
from typing import Any
from xml.sax.saxutils import quoteattr

from ..fault import BEFORE, Fault, FaultKind
from ..option import NoOptions
from ..practice import LOGINS
from ..route import Route
from ..stand import DAY, Stand
from ..upgrade import Desk
from ..wire import Answer, json_answer
from .xml_body import Element, xml_body

LOGIN = LOGINS["dwp_find_a_job"]
OPERATIONS = {"Vacancies": "create", "ExpireVacancies": "end"}


class DwpFindAJob:
    """Files by path. Its threads come one at a time to what is shared: `lock`."""

    name = "dwp_find_a_job"
    label = "DWP Find a Job (bulk upload)"
    protocol = "sftp"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self.lock = threading.Lock()
        self.files: dict[str, tuple[bytes, float]] = {}

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def speak(self, sock: socket.socket, desk: Desk) -> None:
        from .sftp_server import serve

        serve(sock, self, desk, LOGIN.id, LOGIN.secret)

    def arrived(self, path: str, desk: Desk) -> Fault | None:
        """A file has its final name: import it and report. The fault that the client is to see, if there is one."""
        data = self.files[path][0]
        root = xml_body(data)
        operation = OPERATIONS.get(str(root.tag), "create") if root is not None else "create"
        fault = desk.fault(operation)
        if fault is not None and fault.kind in BEFORE and fault.kind is not FaultKind.REJECT:
            return fault
        refused = fault is not None and fault.kind is FaultKind.REJECT
        lines = desk.on_loop(lambda: self._import(root, refused))
        report = io.StringIO()
        report.write("<Report>\n")
        for code, result, words in lines:
            report.write(f"  <Vacancy vacancyRefCode={quoteattr(code)} result={quoteattr(result)}>{words}</Vacancy>\n")
        report.write("</Report>\n")
        with self.lock:
            self.files[path.replace("/Inbound/", "/processed/")] = self.files.pop(path)
            self.files[path.replace("/Inbound/", "/Outbound/report-")] = (report.getvalue().encode(), time.time())
        return None if refused else fault

    def _import(self, root: Element | None, refused: bool) -> list[tuple[str, str, str]]:
        if root is None or root.tag not in OPERATIONS:
            return [("", "Failed", "the file does not follow the schema")]
        if root.tag == "ExpireVacancies":
            return [self._expire(each.get("vacancyRefCode", "")) for each in root.iterfind("ExpireVacancy")]
        return [self._upsert(each, refused) for each in root.iterfind("Vacancy")]

    def _expire(self, code: str) -> tuple[str, str, str]:
        known = self._stand.shown(code)
        if known is not None:
            self._stand.end(None, known)
        return code, "Success", "Vacancy expired"

    def _upsert(self, entry: Element, refused: bool) -> tuple[str, str, str]:
        code = entry.get("vacancyRefCode", "")
        words = "against our posting rules" if refused else _wrong(entry)
        if words:
            return code, "Failed", words
        title, text = entry.findtext("Title") or "", entry.findtext("Description") or ""
        known = self._stand.get(code)
        if known is None:
            url = entry.findtext("ApplyUrl") or ""
            self._stand.create(None, code, code, title, text=text, apply_url=url, seconds=30 * DAY)
            return code, "Success", "Vacancy created"
        self._stand.change(None, "update", known, title=title, description=text)
        return code, "Success", "Vacancy updated"


def _wrong(entry: Element) -> str:
    """Why the service would not take a vacancy; empty when it would."""
    given: dict[str, Any] = {str(each.tag): each for each in entry}
    if not entry.get("vacancyRefCode"):
        return "vacancyRefCode is required"
    for name in ("Title", "Description", "ApplyUrl"):
        if name not in given or not (given[name].text or "").strip():
            return f"{name} is required"
    if not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", entry.findtext("Location/PostalCode") or ""):
        return "PostalCode is required"
    allowed = {"VacancyType": "[1-4]", "VacancyStatus": "[12]", "VacancyCategory": r"\d+", "ApplyMethod": "[12]"}
    for name, pattern in allowed.items():
        if name not in given or not re.fullmatch(pattern, given[name].get("id", "")):
            return f"{name} is invalid"
    if re.search(r"</?(p|ul|li|br|strong)\b", entry.findtext("Description") or ""):
        return "Description is invalid: it has markup"
    expiry = entry.findtext("VacancyExpiry")
    return "" if expiry is None or re.fullmatch(r"\d{4}-\d\d-\d\d", expiry) else "VacancyExpiry is invalid"
