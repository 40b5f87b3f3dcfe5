"""The two mutations, always with variables: no text of an advert ever becomes part of a query.

Source: docs-plus.indeed.com/api/job (CreateSourcedJobPostingInput and its parts).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.inbound import takes_applications
from orchestrator.boards.pay import minor
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

CREATE = """mutation Create($input: CreateSourcedJobPostingsInput!) {
  jobsIngest {
    createSourcedJobPostings(input: $input) {
      results { jobPosting { sourcedPostingId employerJobId } }
    }
  }
}"""
EXPIRE = """mutation Expire($input: ExpireSourcedJobsBySourcedPostingIdInput!) {
  jobsIngest {
    expireSourcedJobsBySourcedPostingId(input: $input) {
      results { trackingKey }
    }
  }
}"""
HOURS = {
    Hours.FULL_TIME: ["Full-time"],
    Hours.PART_TIME: ["Part-time"],
    Hours.EITHER: ["Full-time", "Part-time"],
}
CONTRACTS = {
    Contract.FIXED_TERM: ["Contract"],
    Contract.TEMPORARY: ["Contract"],
    Contract.APPRENTICESHIP: ["Apprenticeship"],
    Contract.VOLUNTEER: ["Volunteer"],
}


def creation(posting: Posting, variant: Variant, account: Account) -> bytes:
    return _request(CREATE, {"jobPostings": [_advert(posting, variant, account)]})


def expiry(sourced_posting_id: str) -> bytes:
    return _request(EXPIRE, {"jobs": [{"sourcedPostingId": sourced_posting_id}]})


def _request(query: str, given: dict[str, Any]) -> bytes:
    return json.dumps({"query": query, "variables": {"input": given}}, ensure_ascii=False).encode()


def _advert(posting: Posting, variant: Variant, account: Account) -> dict[str, Any]:
    vacancy, settings = variant.vacancy, account.settings
    body: dict[str, Any] = {
        "title": variant.slots["title"],
        "description": variant.slots["body.html"],
        "descriptionFormatting": "RICH_FORMATTING",
        "location": _location(vacancy.place),
        "benefits": variant.slots.get("benefits", "").splitlines(),
    }
    if subtitle := variant.slots.get("subtitle"):
        body["subtitle"] = subtitle
    if salary := _salary(vacancy.pay):
        body["salary"] = salary
    source = {
        "companyName": variant.employer,
        "sourceName": settings["source_name"],
        "sourceType": settings.get("source_type") or "Employer",
        **({"companyWebsite": settings["website"]} if settings.get("website") else {}),
    }
    contact = {"contactName": settings["contact_name"], "contactEmail": settings["contact_email"]}
    metadata: dict[str, Any] = {
        "jobSource": source,
        "jobPostingId": posting.reference,
        **({"jobRequisitionId": vacancy.requisition} if vacancy.requisition else {}),
        "datePublished": _minute(posting.starts_at),
        "url": posting.page,
        "contacts": [{"contactType": "contact", "contactInfo": contact}],
        "taxonomyClassification": {"jobTypes": _types(vacancy)},
    }
    return {"body": body, "metadata": metadata, **_apply(account)}


def _apply(account: Account) -> dict[str, Any]:
    """Candidates apply at Indeed only where their applications have somewhere to go."""
    token = account.settings.get("apply_token")
    if not (token and takes_applications(account)):
        return {}
    found = {"apiToken": token, "postUrl": account.hook, "phoneRequired": "OPTIONAL", "resumeRequired": "YES"}
    return {"applyMethod": {"indeedApply": found}}


def _location(place: Place) -> dict[str, str]:
    """`Leeds, West Yorkshire LS1 4AP`."""
    region = " ".join(part for part in (place.region, place.postcode) if part)
    found = {
        "country": place.country,
        "cityRegionPostal": ", ".join(part for part in (place.town, region) if part),
        "streetAddress": place.street,
    }
    return {name: value for name, value in found.items() if value}


def _salary(pay: Pay | None) -> dict[str, Any] | None:
    """In pence or cents. The lower end is obligatory, so pay without one is said in the text only."""
    if pay is None or pay.minimum is None:
        return None
    most = {} if pay.maximum is None else {"maximumMinor": minor(pay.maximum)}
    return {"currency": pay.currency, "minimumMinor": minor(pay.minimum), **most, "period": pay.period.value.upper()}


def _types(vacancy: Vacancy) -> list[str]:
    return HOURS[vacancy.hours] + CONTRACTS.get(vacancy.contract, [])


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
