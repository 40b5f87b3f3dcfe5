"""Arbetsförmedlingen's LedigtArbete under `/platsbanken`. Source: the generator platsbanken-vacancy and its sample.

What the service answers is not public: 200 with a line of XML, and 400 with a message, stand in.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from .. import practice
from ..advert import AdvertState
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer
from .xml_body import Element, xml_body

NAMESPACE = "{http://arbetsformedlingen.se/LedigtArbete}"
TERMS = ("2", "3", "4", "7", "8")


class Platsbanken:
    """Adverts by the sender's id: the same id again changes one, the status "inactive" takes it down."""

    name = "platsbanken"
    label = "Platsbanken (LedigtArbete)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (route("POST", "/ledigtarbete/apiledigtarbete/hrxml", "hrxml", self._take),)

    def refuse(self, message: str) -> Answer:
        return _reply(400, message)

    def _take(self, call: Call) -> Answer:
        root = xml_body(call.request.body)
        if root is None or root.tag != f"{NAMESPACE}Envelope" or root.get("version") != "0.52":
            return _reply(400, "no envelope of version 0.52")
        for each in root.iter():
            each.tag = each.tag.removeprefix(NAMESPACE)
        sender, advert = root.find("Sender"), root.find("Packet/Payload/JobPositionPosting")
        if sender is None or sender.get("id") != practice.LOGINS["platsbanken"].secret:
            return _reply(403, "the sender is not known")
        if advert is None or (wrong := _wrong(advert)):
            return _reply(400, f"{wrong if advert is not None else 'JobPositionPosting'} is missing or not valid")
        return self._kept(call, advert)

    def _kept(self, call: Call, advert: Element) -> Answer:
        number = _text(advert, "JobPositionPostingId")
        known = self._stand.get(number)
        title = _text(advert, "JobPositionInformation/JobPositionTitle/Title")
        text = _text(advert, "JobPositionInformation/JobPositionDescription/JobPositionPurpose/Purpose")
        link = _text(advert, "HowToApply/ApplicationMethods/ByWeb/URL")
        if advert.get("status") == "inactive":
            if known is not None and known.shows(self._stand.now()):
                self._stand.end(call, known)
        elif known is None:
            reference = number.split("-", 2)[2]
            self._stand.create(call, number, reference, title, text=text, apply_url=link, seconds=FOREVER)
        else:
            self._stand.change(
                call, "update", known, title=title, description=text, apply_url=link, state=AdvertState.LIVE,
                ended_at=None,
            )  # fmt: skip
        return _reply(200, "received")


def _wrong(advert: Element) -> str:
    """The first element that is not as documented; empty when all are."""
    about = "JobPositionInformation/JobPositionDescription"
    address, occupation = "HiringOrg/Contact/PostalAddress", advert.find("JPPExtension/OccupationGroup")
    apply = advert.find("HowToApply")
    temporary = advert.find(f"{about}/Classification/Duration/Temporary")
    rules = {
        "status": advert.get("status") in ("active", "inactive"),
        "JobPositionPostingId": re.fullmatch(r"46-\d{10}-.+", _text(advert, "JobPositionPostingId")),
        "HiringOrgName": _text(advert, "HiringOrg/HiringOrgName"),
        "PostalCode": re.fullmatch(r"\d{5}", _text(advert, f"{address}/PostalCode")),
        "Municipality": re.fullmatch(r"\d{4}", _text(advert, f"{address}/Municipality")),
        "AddressLine": 1 <= len(_text(advert, f"{address}/DeliveryAddress/AddressLine")) <= 50,
        "StartDate": _text(advert, "PostDetail/StartDate"),
        "EndDate": _text(advert, "PostDetail/EndDate"),
        "JobPositionTitle": 1 <= len(_text(advert, "JobPositionInformation/JobPositionTitle/Title")) <= 75,
        "JobPositionPurpose": _text(advert, f"{about}/JobPositionPurpose/Purpose"),
        "TermLength": temporary is None or temporary.findtext("TermLength") in TERMS,
        "CompensationDescription": _text(advert, f"{about}/CompensationDescription/Pay/SummaryText"),
        "HowToApply": apply is not None and apply.get("distribute") == "external",
        "URL": 1 <= len(_text(advert, "HowToApply/ApplicationMethods/ByWeb/URL")) <= 200,
        "NumberToFill": _text(advert, "NumberToFill").isdigit(),
        "HiringOrgDescription": _text(advert, "JPPExtension/HiringOrgDescription"),
        "OccupationGroup": occupation is not None and occupation.get("code"),
    }
    return next((name for name, fits in rules.items() if not fits), "")


def _text(root: Element, path: str) -> str:
    return (root.findtext(path) or "").strip()


def _reply(status: int, message: str) -> Answer:
    text = f'<?xml version="1.0" encoding="UTF-8"?><Result>{escape(message)}</Result>'
    return Answer(status, text.encode(), "application/xml; charset=utf-8")
