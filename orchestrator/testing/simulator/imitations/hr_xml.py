"""A reader of HR-XML 2.5. Source: SEP/PositionOpening.xsd of http://ns.hr-xml.org/2007-04-15; order matters in it."""

from __future__ import annotations

import re

from ..feed_reader import BrokenDocument, FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .xml_body import Element, xml_body

NAMESPACE = "{http://ns.hr-xml.org/2007-04-15}"
PARTS = ["PositionRecordInfo", "PositionPostings", "PositionSupplier", "PositionProfile", "NumberToFill"]
PROFILE = [
    "PositionDateInfo", "Organization", "PositionDetail", "FormattedPositionDescription", "HowToApply",
]  # fmt: skip
INTERVALS = ("Annually", "Monthly", "Weekly", "Daily", "Hourly")


class HrXml:
    """Fetches documents when told; it answers nobody."""

    name = "hr_xml"
    label = "HR-XML (reads PositionOpening)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        if root is None or not root.tag.startswith(NAMESPACE):
            raise BrokenDocument("the document is not HR-XML of 2007-04-15")
        for each in root.iter():
            each.tag = each.tag.removeprefix(NAMESPACE)
        return [_item(each) for each in root.iterfind("PositionOpening")]


def _item(opening: Element) -> FeedItem:
    made = FeedItem(
        _text(opening, "PositionRecordInfo/Id/IdValue"),
        _text(opening, "PositionPostings/PositionPosting/Title"),
        _text(opening, "PositionProfile/FormattedPositionDescription/Value"),
        _text(opening, "PositionProfile/HowToApply/ApplicationMethod/InternetWebAddress"),
    )
    profile = opening.find("PositionProfile")
    if [each.tag for each in opening] != PARTS or profile is None or [each.tag for each in profile] != PROFILE:
        made.refuse("PositionOpening", "has its elements in another order than the schema")
    status = opening.find("PositionRecordInfo/Status")
    if status is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", status.get("validFrom", "")):
        made.refuse("Status", "has no date validFrom")
    pay = opening.find("PositionProfile/PositionDetail/RemunerationPackage/BasePay")
    if pay is not None and pay.get("baseInterval") not in INTERVALS:
        made.refuse("BasePay", "has an interval that is not in the schema")
    if len(_text(opening, "PositionProfile/PositionDetail/PhysicalLocation/PostalAddress/CountryCode")) != 2:
        made.refuse("CountryCode", "is required")
    for name, value in (("IdValue", made.reference), ("Title", made.title), ("Value", made.text)):
        if not value:
            made.refuse(name, "is required")
    if not made.url.startswith(("http://", "https://")):
        made.refuse("InternetWebAddress", "is not an address")
    return made


def _text(root: Element, path: str) -> str:
    return (root.findtext(path) or "").strip()
