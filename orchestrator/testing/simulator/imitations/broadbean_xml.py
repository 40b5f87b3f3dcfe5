"""A board that takes Broadbean's XML, under `/broadbean_xml`: an inbox that answers in plain text.

Source: highrisedigital/wpbroadbean, templates/inbox.php and sample-xml.
"""

from __future__ import annotations

import re

from .. import practice
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import DAY, Stand
from ..wire import Answer
from .xml_body import texts, xml_body

REQUIRED = ("job_reference", "job_title", "job_description")


class BroadbeanXml:
    """Adverts by reference: `add` makes one or changes it, `delete` takes it down."""

    name = "broadbean_xml"
    label = "Board that takes Broadbean's XML"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (route("POST", "/", "inbox", self._inbox),)

    def refuse(self, message: str) -> Answer:
        return _said(406, f"Error - {message}")

    def _inbox(self, call: Call) -> Answer:
        root = xml_body(call.request.body)
        if root is None:
            return _said(206, "Error - no XML was received")
        given = texts(root)
        login = practice.LOGINS["broadbean_xml"]
        if (given.get("username"), given.get("password")) != (login.id, login.secret):
            return _said(401, "Error - the username or password is not right")
        match given.get("command"):
            case "add":
                return self._add(call, given)
            case "delete":
                return self._delete(call, given)
        return _said(405, "Error - the command is not known")

    def _add(self, call: Call, given: dict[str, str]) -> Answer:
        missing = [name for name in REQUIRED if not given.get(name)]
        if missing or not (given.get("application_email") or given.get("application_url")):
            return self.refuse(f"{', '.join(missing) or 'application_email'}: required")
        if not re.fullmatch("[A-Za-z0-9-]+", given["job_reference"]):
            return self.refuse("job_reference: letters, digits and dashes only")
        for name in ("salary_from", "salary_to", "days_to_advertise"):
            if not re.fullmatch(r"\d*", given.get(name, "")):
                return self.refuse(f"{name}: must be a whole number")
        known = self._stand.named(given["job_reference"])
        if known:
            advert = self._stand.change(
                call, "update", known[0], title=given["job_title"], description=given["job_description"],
                apply_url=given.get("application_url", ""),
            )  # fmt: skip
        else:
            advert = self._stand.create(
                call, str(self._stand.number()), given["job_reference"], given["job_title"],
                text=given["job_description"], apply_url=given.get("application_url", ""),
                seconds=int(given.get("days_to_advertise") or 28) * DAY,
            )  # fmt: skip
        link = f"{call.request.origin}/broadbean_xml/adverts/{advert.external_id}"
        return _said(200, f"Success - the job has the ID {advert.external_id}. Its address is {link}.")

    def _delete(self, call: Call, given: dict[str, str]) -> Answer:
        known = self._stand.named(given.get("job_reference", ""))
        if not known:
            return _said(406, "Error - no job has this reference")
        self._stand.end(call, known[0])
        return _said(200, "Success - the job was removed")


def _said(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8")
