"""A file for the upload form: its name, what is around the postings, and whether the form took it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from orchestrator.boards.contract import Account, Item, Operation
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import element, fragment
from orchestrator.domain.errors import Reason, Rejected

from .posting import CHANGED, posting_id

CLOCK = ZoneInfo("Europe/Berlin")
TOOK = re.compile("erfolgreich|hochgeladen|entgegengenommen|empfangen|successful|uploaded|received", re.IGNORECASE)
REFUSED = (400, 415, 422)


def file_name(account: Account, now: datetime) -> str:
    """F001E: the first and last file of this moment. The form refuses files with other names."""
    return f"DS{account.settings['supplier']}_{now:%Y-%m-%d_%H-%M-%S}_F001E.xml"


def load(operation: Operation, items: Sequence[Item], account: Account, now: datetime) -> bytes:
    """A differential file: what is in it is added or changed, or taken out; what is not in it stays as it is."""
    moment = now.isoformat(timespec="seconds").encode()
    header = element("Header", {
        "SupplierId": account.settings["supplier"],
        "Timestamp": moment.decode(),
        "Amount": 0 if operation is Operation.WITHDRAW else len(items),
        "TypeOfLoad": "D",
    })  # fmt: skip
    entries = [
        fragment(element("DeleteEntry", {"EntryId": posting_id(each.posting, account)}))
        if operation is Operation.WITHDRAW
        else each.variant.payload.replace(CHANGED, CHANGED + moment, 1)
        for each in items
    ]
    return b"".join([
        b'<?xml version="1.0" encoding="UTF-8"?>\n<HRBAXMLJobPositionPosting>\n',
        fragment(header),
        b"<Data>\n",
        *entries,
        b"</Data>\n</HRBAXMLJobPositionPosting>\n",
    ])  # fmt: skip


def upload(name: str, content: bytes, account: Account, session: BoardSession) -> None:
    """Put the file into the form. Returns where the answer says that it is there; raises what else it means."""
    mark = sha256(content).hexdigest()
    body = (
        f'--{mark}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
        "Content-Type: text/xml\r\n\r\n"
    ).encode() + content + f"\r\n--{mark}--\r\n".encode()  # fmt: skip
    kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    answer = session.post("/in/upload.php", data=body, headers=kind)
    if answer.status in REFUSED and not answer.earlier:
        raise Rejected((Reason("", f"the Bundesagentur says: {answer.quote()}"),))
    words = answer.accept().text
    own = account.settings.get("accepted", "").strip()
    took = name in words or TOOK.search(words) or (own and own.lower() in words.lower())
    if not took or words.lstrip().startswith(("[", "{", '"')):
        raise answer.unclear("the form does not say that it took the file")
