"""idibu's posting API under `/idibu`. Source: docs.idibu.com, posting API (methods, sub-and-resp, vars).

Its errors are not published in full; an ERROR element stands in.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from .. import practice
from ..advert import Advert, AdvertState
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer
from .xml_body import Element, texts, xml_body

DONE = {"ADD": "ADDED", "REPOST": "REPOSTED", "UPDATE": "UPDATED", "DELETE": "DELETED"}
REQUIRED = ("job_title", "job_reference", "job_type", "job_sector", "description")
TYPES = {kind + hours for kind in "CPT" for hours in "FP"}


class Idibu:
    """Jobs by idibu's own numbers; every ADD makes one."""

    name = "idibu"
    label = "idibu"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (route("POST", "/clients/api/REMOTE/V3/{hash}", "post", self._post),)

    def refuse(self, message: str) -> Answer:
        return _xml(f"<IDIBU><ERROR>{escape(message)}</ERROR></IDIBU>")

    def _post(self, call: Call) -> Answer:
        if call.parts["hash"] != practice.LOGINS["idibu"].secret:
            return _xml("<IDIBU><ERROR>The account was not recognised</ERROR></IDIBU>", 401)
        try:
            text = call.request.form().get("xml_text", "")
        except ValueError:
            return self.refuse("xml_text is missing")
        root = xml_body(text.encode())
        if root is None or root.tag != "idibu":
            return self.refuse("The XML cannot be read")
        if root.findtext("config/utf8_enable") != "yes":
            return self.refuse("utf8_enable must be yes")
        method, given = root.findtext("method") or "", root.find("job")
        if method not in DONE or given is None:
            return self.refuse("There is no such method")
        return self._done(call, method, root, given)

    def _done(self, call: Call, method: str, root: Element, part: Element) -> Answer:
        given = texts(part)
        if method == "DELETE":
            advert = self._stand.get(given.get("id", ""))
            if advert is None:
                return self.refuse("The job was not found")
            if advert.state is not AdvertState.ENDED:
                self._stand.end(call, advert)
            return self._answer(method, advert, [])
        missing = [name for name in REQUIRED if not given.get(name)]
        if missing or given["job_type"] not in TYPES:
            return self.refuse(f"{', '.join(missing) or 'job_type'}: is missing or not valid")
        boards = [each.text or "" for each in root.iterfind("boards/boardid")]
        if not boards:
            return self.refuse("boards: there is none")
        if method == "ADD":
            advert = self._stand.create(
                call, str(self._stand.number()), given["job_reference"], given["job_title"],
                text=given["description"], apply_url=given.get("application_url", ""),
            )  # fmt: skip
            return self._answer(method, advert, boards)
        known = self._stand.get(given.get("id", ""))
        if known is None:
            return self.refuse("The job was not found")
        if method == "REPOST":
            known = self._stand.change(
                call, "update", known, title=given["job_title"], description=given["description"],
                apply_url=given.get("application_url", ""), state=AdvertState.LIVE, ended_at=None,
            )  # fmt: skip
        return self._answer(method, known, boards)

    def _answer(self, method: str, advert: Advert, boards: list[str]) -> Answer:
        posts = "".join(
            f"<POST><STATUS>PENDING</STATUS><BOARDID>{escape(each)}</BOARDID><DURATION>28</DURATION></POST>"
            for each in boards
        )
        inner = f"<ID>{advert.external_id}</ID><STATUS>{DONE[method]}</STATUS><POSTS>{posts}</POSTS>"
        return _xml(f"<IDIBU><JOB>{inner}</JOB></IDIBU>")


def _xml(text: str, status: int = 200) -> Answer:
    return Answer(status, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), "text/xml; charset=utf-8")
