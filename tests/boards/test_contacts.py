"""Contact details in texts."""

from __future__ import annotations

import pytest

from orchestrator.boards.contacts import find_contacts, strip_contacts


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Mail jane.o'neil+jobs@my-agency.co.uk.", "email", "jane.o'neil+jobs@my-agency.co.uk"),
        ("Mail jane (at) agency [dot] com", "email", "jane (at) agency [dot] com"),
        ("See https://a.example/x?y=1.", "url", "https://a.example/x?y=1"),
        ("See (www.agency.co.uk/apply)", "url", "www.agency.co.uk/apply"),
        ("See agency.co.uk, or", "url", "agency.co.uk"),
        ("Ring 020 7946 0958 now", "phone", "020 7946 0958"),
        ("Ring (01632) 960 001", "phone", "(01632) 960 001"),
        ("Ring 07700 900123.", "phone", "07700 900123"),
        ("Ring 07700900123", "phone", "07700900123"),
        ("Ring +44 (0)20 7946-0958", "phone", "+44 (0)20 7946-0958"),
        ("Ring 0044 7700 900123", "phone", "0044 7700 900123"),
    ],
)
def test_found(text: str, kind: str, found: str) -> None:
    (contact,) = find_contacts(text)
    assert (contact.kind, contact.text) == (kind, found)
    assert text[contact.start : contact.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Pay £30,000 - £35,000, 37.5 hours",
        "£012345678901",
        "ASP.NET, Node.js and C#",
        "from 01/02/2026 to 01/03/2026",
        "Ref 1234567890",
        "Ends.We start",
        "24/7, 9-5",
        "ISO 9001:2015",
        "job 020",
    ],
)
def test_not_taken_for_one(text: str) -> None:
    assert find_contacts(text) == []


def test_strip() -> None:
    text = "Ask Jane (jane@agency.com) or ring 020 7946 0958, or see www.agency.com."
    assert strip_contacts(text) == "Ask Jane or ring, or see."
    assert strip_contacts(text, "[removed]") == "Ask Jane ([removed]) or ring [removed], or see [removed]."
    assert strip_contacts("Nothing  here ") == "Nothing  here "
