"""NHS Jobs under `/nhs_jobs`: the public list of adverts, and a form with which a person posts one.

Source: NHSBSA, Self-Serve Job Adverts API 1.07 (search_xml). The form stands for the site's own pages.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from ..advert import Advert
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer, html_answer


class NhsJobs:
    """What a person posted stands in the list until they close it."""

    name = "nhs_jobs"
    label = "NHS Jobs (public list)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (
            route("GET", "/api/v1/search_xml", "search", self._search),
            route("POST", "/employer/adverts", "create", self._post),
            route("POST", "/employer/adverts/{id}/close", "end", self._close),
        )

    def refuse(self, message: str) -> Answer:
        return html_answer(400, f"<h1>{escape(message)}</h1>")

    def _search(self, call: Call) -> Answer:
        keyword, limit = call.request.query.get("keyword", "").lower(), int(call.request.query.get("limit", "20"))
        shown = [each for each in self._stand.every() if each.shows(self._stand.now())]
        found = [each for each in shown if keyword in f"{each.reference} {each.title} {each.description}".lower()]
        rows = "".join(_row(call, each) for each in found[:limit])
        text = f"<nhsJobs><totalResults>{len(found)}</totalResults>{rows}</nhsJobs>"
        return Answer(200, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), "application/xml")

    def _post(self, call: Call) -> Answer:
        form = call.request.form()
        advert = self._stand.create(
            call, f"C{self._stand.number()}", form["reference"], form["title"],
            text=form.get("description", ""), apply_url=form.get("apply_url", ""),
        )  # fmt: skip
        return html_answer(201, f"<h1>{escape(advert.external_id)}</h1>")

    def _close(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        if advert is not None:
            self._stand.end(call, advert)
        return html_answer(200, "<h1>Closed</h1>")


def _row(call: Call, advert: Advert) -> str:
    parts = {
        "id": advert.external_id,
        "reference": advert.reference,
        "title": advert.title,
        "url": f"{call.request.origin}/nhs_jobs/adverts/{advert.external_id}",
    }
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
    return f"<vacancyDetails>{inner}</vacancyDetails>"
