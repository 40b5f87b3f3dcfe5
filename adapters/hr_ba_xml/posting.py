"""One `<JobPositionPosting>`, its elements in the order of the agency's sample file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.refusal import missing
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.errors import Reason
from orchestrator.domain.vacancy import Contract, Hours

OFFERS = {
    "1": "Employment", "34": "Trainee", "36": "Skilled work", "37": "Executive", "38": "Temporary help", "40": "Artist",
}  # fmt: skip
CHANGED = b"<LastModificationDate>"
_TRAINING = "4"  # of JobOfferType; EducationType 0 says that it is no dual course of study
_FIXED, _OPEN_ENDED = "1", "2"
_FULL_TIME, _PART_TIME = "1", "3"
_BERLIN = ZoneInfo("Europe/Berlin")


def posting_id(posting: Posting, account: Account) -> str:
    """What the agency knows the posting by; that of a job board begins with its partner number."""
    partner = account.settings.get("partner", "")
    return f"{partner}-{posting.reference}-S" if partner else posting.reference


def unpostable(posting: Posting, variant: Variant, account: Account) -> list[Reason | None]:
    """What the agency would refuse beside the declared limits and fields."""
    vacancy, place = variant.vacancy, variant.vacancy.place
    supplier, contact = account.settings.get("supplier", ""), account.settings.get("contact", "")
    return [
        missing("apply link", posting.apply_link, "the agency's advert leads to an address to apply at"),
        missing("place", place.postcode and place.town, "the agency needs postcode and town; add them to the vacancy"),
        None if place.country == "DE" else Reason("place", f"the agency is Germany's; this is in {place.country}"),
        None if re.fullmatch(r"[A-Z]\d{9}", supplier)
        else Reason("supplier", f"{supplier!r} is not a letter and nine digits"),
        None if re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", contact)
        else Reason("contact", f"{contact!r} has other characters than letters, a space or a hyphen"),
        None if vacancy.contract is not Contract.VOLUNTEER
        else Reason("contract", "the agency has no voluntary work; choose another board"),
    ]  # fmt: skip


def job_position_posting(posting: Posting, variant: Variant, account: Account) -> bytes:
    """The date of the last change is written when it is sent: `CHANGED` has a place for it."""
    vacancy, own = variant.vacancy, variant.fields
    training = vacancy.contract is Contract.APPRENTICESHIP
    given: dict[str, Content] = {
        "JobPositionPostingId": posting_id(posting, account),
        "HiringOrg": _filled({
            "HiringOrgName": variant.employer,
            "HiringOrgId": account.settings.get("employer_id", ""),
            "Contact": {"FamilyName": account.settings["contact"]},
        }),
        "PostDetail": _post_detail(posting, variant, account),
        "JobPositionInformation": _filled({
            "JobPositionTitle": {"TitleCode": own["occupation"]},
            "JobPositionTitleDescription": variant.slots["title"],
            "JobOfferType": _TRAINING if training else own.get("offer") or "1",
            "SocialInsurance": "0" if own.get("mini_job") == "1" else "1",
            "EducationType": "0" if training else "",
            "Objective": variant.slots["body.txt"],
            "EducationAuthorisation": "0",
            "JobPositionDescription": _description(variant),
            "NumberToFill": vacancy.openings,
        }),
    }  # fmt: skip
    made = fragment(element("JobPositionPosting", given))
    return made.replace(b"<LastModificationDate/>", CHANGED + b"</LastModificationDate>", 1)


def _post_detail(posting: Posting, variant: Variant, account: Account) -> Mapping[str, Content]:
    supplier = account.settings["supplier"]
    ends = posting.ends_at.astimezone(_BERLIN).date().isoformat() if posting.ends_at else ""
    return _filled({
        "StartDate": posting.starts_at.astimezone(_BERLIN).date().isoformat(),
        "EndDate": ends,
    }) | {"LastModificationDate": ""} | _filled({
        "Status": "1",
        "Action": "1",
        "SupplierId": supplier,
        "SupplierName": account.settings.get("supplier_name") or variant.employer,
        "PostedBy": {"Contact": {
            "Company": variant.employer,
            "FamilyName": account.settings["contact"],
            "PostalAddress": _address(variant),
            "JobContactWebSite": posting.apply_link,
        }},
        "BASupervision": "0",
        "SupervisionDesired": variant.fields.get("supervision") or "0",
    })  # fmt: skip


def _description(variant: Variant) -> Mapping[str, Content]:
    vacancy, own = variant.vacancy, variant.fields
    fixed = vacancy.contract in (Contract.FIXED_TERM, Contract.TEMPORARY, Contract.BANK)
    return _filled({
        "JobPositionLocation": {"Location": _address(variant)},
        "MiniJob": own.get("mini_job") or "0",
        "Classification": {
            "Schedule": {"WorkingPlan": _PART_TIME if vacancy.hours is Hours.PART_TIME else _FULL_TIME},
            "Duration": _filled({
                "TermLength": own.get("term", "") if fixed else "",
                "TemporaryOrRegular": _FIXED if fixed else _OPEN_ENDED,
            }),
        },
        "CompensationDescription": _filled({"Salary": variant.slots.get("pay", "")}),
    })  # fmt: skip


def _address(variant: Variant) -> Mapping[str, Content]:
    place = variant.vacancy.place
    return _filled({
        "CountryCode": place.country,
        "PostalCode": place.postcode,
        "Region": variant.fields.get("region", ""),
        "Municipality": place.town,
        "StreetName": place.street,
    })  # fmt: skip


def _filled(given: dict[str, Content]) -> dict[str, Content]:
    """Without what is empty: the schema has no empty elements."""
    return {name: each for name, each in given.items() if each not in ("", {})}
