"""Messages of boards about one candidate, as their documents describe them, and how each signs them.

Shares no code with the adapters: written from the documents alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

CANDIDATE = ("Wilhelmina Okonkwo-Hartley", "wilhelmina.oh@candidate.example", "+44 7700 900461")
SECRET = "the secret both sides know"
AT = datetime(2031, 3, 3, 9, 30, tzinfo=UTC)
NAME, EMAIL, PHONE = CANDIDATE


@dataclass(frozen=True, slots=True)
class Message:
    """`board`: whose; `settings` and `secrets`: what the account needs; `id` makes it another application."""

    board: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    make: Callable[[str, str], tuple[bytes, dict[str, str]]]
    refused: int = 401


def _mac(digest: str, message: bytes) -> bytes:
    return hmac.new(SECRET.encode(), message, getattr(hashlib, digest)).digest()


def _indeed(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(
        {
            "id": id,
            "appliedOnMillis": int(AT.timestamp() * 1000),
            "locale": "en_GB",
            "job": {"jobId": reference, "jobKey": "9c1e", "jobTitle": "Care Coordinator"},
            "applicant": {"fullName": NAME, "email": EMAIL, "phoneNumber": PHONE, "coverletter": "I would like to"},
        }
    ).encode()
    signed = base64.b64encode(_mac("sha1", body)).decode()
    return body, {"content-type": "application/json; charset=UTF-8", "x-indeed-signature": signed}


def _linkedin(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    person = {"firstName": NAME, "emailAddress": EMAIL, "phone": PHONE, "headline": "Köchin 🍲"}
    text = json.dumps(
        {"jobApplicationId": id, "externalJobPostingId": reference, "appliedAt": 1930296600000, "member": person},
        ensure_ascii=False,
    )
    escaped = "".join(
        c if ord(c) < 128 else json.dumps(c)[1:-1]  # JSON's own escapes are UTF-16 units in lower-case hex
        for c in text
    )
    signed = _mac("sha256", b"hmacsha256=" + escaped.encode()).hex()
    return text.encode(), {"content-type": "application/json", "x-li-signature": f"hmacsha256={signed}"}


def _ziprecruiter(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(
        {"response_id": id, "job_id": reference, "name": NAME, "email": EMAIL, "phone": PHONE, "resume": "UERG"}
    ).encode()
    stamp = str(int(datetime.now(UTC).timestamp()))
    signed = base64.b64encode(_mac("sha256", f"{stamp}.".encode() + body)).decode()
    return body, {
        "content-type": "application/json",
        "x-ziprecruiter-signature": signed,
        "x-ziprecruiter-signature-timestamp": stamp,
        "x-ziprecruiter-signature-version": "1",
    }


def _careerjet(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    values = {"job_id": reference, "firstname": NAME, "email": EMAIL, "phone_number": PHONE, "uuid": id,
              "cover_letter": "", "source_signature": "5f3b"}  # fmt: skip
    lines = [f'--frontier\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in values.items()]
    lines.append('--frontier\r\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\r\n'
                 f"Content-Type: application/pdf\r\n\r\n%PDF {NAME}\r\n--frontier--\r\n")  # fmt: skip
    return "".join(lines).encode(), {"content-type": "multipart/form-data; boundary=frontier"}


def _talent(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    body, headers = _indeed(reference, id)
    return body, {"content-type": headers["content-type"]}


def _talroo(reference: str, id: str) -> tuple[bytes, dict[str, str]]:
    about = {"jobId": "77", "jobReference": f"{reference}-expanded", "originalJobReference": reference}
    person = {"firstName": NAME, "emailAddress": EMAIL, "phone": PHONE}
    body = {"id": f"event-{id}", "type": "platform:JobApplication:completed:v2", "createdAt": "2031-03-03T09:30:00Z",
            "data": {"id": id, "job": about, "applicant": person}}  # fmt: skip
    return json.dumps(body).encode(), {"content-type": "application/json"}


PASS_ON = {"pass_on": "https://ats.example/in"}
MESSAGES = (
    Message("indeed", PASS_ON, {"apply_secret": SECRET}, _indeed),
    Message("indeed_feed", PASS_ON, {"apply_secret": SECRET}, _indeed),
    Message("linkedin", PASS_ON, {"client_secret": SECRET}, _linkedin),
    Message("ziprecruiter", PASS_ON, {"apply_secret": SECRET}, _ziprecruiter),
    Message("careerjet", PASS_ON, {}, _careerjet, refused=403),
    Message("talent", {**PASS_ON, "talent_apply": "yes"}, {}, _talent),
    Message("talroo", PASS_ON, {}, _talroo),
)
SIGNED = tuple(each for each in MESSAGES if each.secrets)
