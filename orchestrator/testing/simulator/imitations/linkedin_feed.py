"""LinkedIn as the reader of a feed of basic jobs.

Source: learn.microsoft.com/linkedin/talent/job-postings/xml-feeds-development-guide and xml-feeds-faq.
"""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts

TYPES = ("FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "VOLUNTEER", "OTHER")
PERIODS = ("YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY", "ONCE")


class LinkedInFeed:
    """Fetches documents when told; a title stays what it was when the job was first read."""

    name = "linkedin_feed"
    label = "LinkedIn (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        known = {each.reference: each.title for each in self._stand.every()}
        items = [_item(each) for each in entries(document, "source", "job")]
        for each in items:
            each.title = known.get(each.reference, each.title)
        return items


def _item(entry: Element) -> FeedItem:
    given = texts(entry)
    made = item(given, "partnerJobId", "title", "description", "applyUrl", "company", "companyId", "posterEmail")
    if len(made.reference) > 40:
        made.refuse("partnerJobId", "has more than 40 characters")
    if len(made.text) < 100:
        made.refuse("description", "has fewer than 100 characters")
    if not given.get("location") and not (given.get("country") and (given.get("city") or _remote(given))):
        made.refuse("location", "or city, state and country are required")
    if given.get("country") and not re.fullmatch("[A-Z]{2}", given["country"]):
        made.refuse("country", "is not a code of two letters")
    if given.get("jobtype", "OTHER") not in TYPES:
        made.refuse("jobtype", "is not known")
    salary = entry.find("salaries/salary")
    if salary is not None and not _fits(salary):
        made.refuse("salaries", "must have whole amounts, currencies and a period")
    return made


def _remote(given: dict[str, str]) -> bool:
    return given.get("workplaceTypes") == "Remote"


def _fits(salary: Element) -> bool:
    amounts = [salary.findtext(f"{end}/amount") or "" for end in ("lowEnd", "highEnd")]
    currencies = [salary.findtext(f"{end}/currencyCode") or "" for end in ("lowEnd", "highEnd")]
    whole = all(each.isdigit() for each in amounts) and all(len(each) == 3 for each in currencies)
    return whole and salary.findtext("period") in PERIODS and salary.findtext("type") == "BASE_SALARY"
