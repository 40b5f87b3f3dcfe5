"""WordPress with the WP Job Manager plugin: an advert as a job listing of one's own site.

Source: Automattic/WP-Job-Manager (post types, REST tests) and the WordPress REST API. Our reference is the listing's
slug; a publish with an unknown outcome is settled by looking for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import requests.auth

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Retry
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.pay import Pay
from orchestrator.domain.receipt import Evidence, Found, Gone, Live, Receipt

A_PAGE, PAGES = 100, 50
PATH = "/wp-json/wp/v2/job-listings"
JSON = {"Content-Type": "application/json"}
OURS = {"title": "title", "content": "text", "slug": "reference", "job-types": "types", "job-categories": "categories"}


class WordPress:
    name = "wordpress"
    label = "WordPress (WP Job Manager)"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://wordpress.invalid"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "a"}),
        rate=5,
        concurrency=4,
    )
    fields: tuple[Field, ...] = (
        Field("types", "Job types (numbers of terms)", hint="With commas."),
        Field("categories", "Job categories (numbers of terms)", hint="With commas."),
    )
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of the site", Kind.URL, Need.REQUIRED, hint="Where WordPress lives, with https."),
        Field("user", "User", need=Need.REQUIRED, hint="An editor or administrator: the plugin's employers may not."),
        Field("password", "Application password", need=Need.REQUIRED, secret=True),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "Which HTML WordPress keeps depends on the user's role: an administrator's stays as it is.",
        "Tried with WordPress 6.1 and WP Job Manager 2.1. Where a site has job types switched off, ours are ignored.",
        "A slug that is taken gets a number behind it; such listings are found by their first part too.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, own = variant.vacancy, variant.fields
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "without it the listing has no apply box"),
            *(None if _terms(own.get(name, "")) is not None else Reason(name, "give numbers of terms, with commas")
              for name in ("types", "categories")),
        ])  # fmt: skip
        meta: dict[str, Any] = {
            "_job_location": ", ".join(part for part in (vacancy.place.town, vacancy.place.postcode) if part),
            "_application": posting.apply_link,
            "_company_name": variant.employer,
            "_filled": 0,
            "_remote_position": int(vacancy.place.remote),
            **({"_job_expires": posting.ends_at.date().isoformat()} if posting.ends_at else {}),
            **_salary(vacancy.pay),
        }
        found: dict[str, Any] = {
            "title": variant.slots["title"],
            "content": variant.slots["body.html"],
            "slug": _slug(posting.reference),
            "status": "publish",
            "meta": meta,
            "job-types": _terms(own.get("types", "")),
            "job-categories": _terms(own.get("categories", "")),
        }
        return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False).encode()

    def auth(self, account: Account) -> requests.auth.AuthBase:
        return requests.auth.HTTPBasicAuth(account.settings.get("user", ""), account.secrets.get("password", ""))

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(_accepted(session.post(PATH, data=variant.payload, headers=JSON)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(_accepted(session.put(_path(posting), data=variant.payload, headers=JSON)))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        session.delete(_path(posting), params={"force": "true"}).accept(404, 410)
        return Gone()

    def find(self, reference: str, generation: int, account: Account, session: BoardSession) -> list[Found]:
        slug = _slug(reference)
        slugs = ",".join([slug, *(f"{slug}-{number}" for number in range(2, 6))])
        rows = _rows(session.get(PATH, params={"slug": slugs, "status": "any"}).accept())
        return [Found(str(each["id"]), each.get("link")) for each in rows]

    def live(self, account: Account, session: BoardSession) -> list[LiveAdvert]:
        found: list[LiveAdvert] = []
        for page in range(1, PAGES + 1):
            window: dict[str, str | int] = {"status": "publish", "per_page": A_PAGE, "page": page}
            answer = session.get(PATH, params=window).accept()
            found += [_listed(each) for each in _rows(answer)]
            if page >= int(answer.headers.get("X-WP-TotalPages", page)):  # a page behind the last one is a 400
                return found
        raise Retry(f"the list has more than {PAGES} pages")

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting)).accept(404, 410)
        if answer.status in (404, 410) or answer.object().get("status") in ("expired", "trash", "draft"):
            return Gone(Evidence.SEEN)
        return _live(answer, Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        found = session.get("/wp-json/wp/v2/users/me", params={"context": "edit"}).accept().object()
        return f"Logged in as {found.get('name')}."


def _slug(reference: str) -> str:
    """As WordPress would make it of our reference: lower case, and no dots."""
    return reference.lower().replace(".", "-").replace("_", "-")


def _path(posting: Posting) -> str:
    return f"{PATH}/{external_id(posting)}"


def _terms(text: str) -> list[int] | None:
    parts = [each.strip() for each in text.split(",") if each.strip()]
    return [int(each) for each in parts] if all(each.isdigit() for each in parts) else None


def _salary(pay: Pay | None) -> dict[str, str]:
    """One text for both ends."""
    if pay is None or not pay.known:
        return {}
    ends = dict.fromkeys(decimal(end) for end in (pay.minimum, pay.maximum) if end is not None)
    return {
        "_job_salary": " - ".join(ends),
        "_job_salary_currency": pay.currency,
        "_job_salary_unit": pay.period.value.upper(),
    }


def _rows(answer: Answer) -> list[dict[str, Any]]:
    rows = answer.json()
    if not isinstance(rows, list) or not all(isinstance(each, dict) and "id" in each for each in rows):
        raise answer.unclear("the answer is not the list of listings it should be")
    return rows


def _listed(row: dict[str, Any]) -> LiveAdvert:
    """The slug is our reference as WordPress spells it; where that has no dots, it is the reference itself."""
    title = row.get("title")
    words = str(title.get("rendered", "")) if isinstance(title, dict) else ""
    return LiveAdvert(str(row.get("slug", "")), words, "", str(row.get("link", "")), str(row["id"]))


def _live(answer: Answer, evidence: Evidence = Evidence.REPORTED) -> Live:
    found = answer.object()
    if type(found.get("id")) is not int:
        raise answer.unclear("the answer has no id")
    return Live(str(found["id"]), found.get("link"), evidence)


def _accepted(answer: Answer) -> Answer:
    """The answer if it is 2xx. A 400 names the parameters that are not valid."""
    if answer.status != 400 or answer.earlier:
        return answer.accept()
    data = answer.object().get("data")
    params = data.get("params") if isinstance(data, dict) else None
    if not isinstance(params, dict) or not params:
        return answer.accept()
    raise Rejected(
        tuple(Reason(OURS.get(str(name), str(name)), f"WordPress says: {said}") for name, said in params.items())
    )
