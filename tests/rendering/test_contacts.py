"""What is left when contact details are taken out still reads."""

from __future__ import annotations

import pytest

from orchestrator.rendering.contacts import without_contacts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Call Jane on 0113 496 0000 for a chat.", "Call Jane for a chat."),
        ("Questions (jobs@elmfield.example)?", "Questions?"),
        ("See our site at www.elmfield.co.uk/jobs.", "See our site."),
        ("£26,064 to £30,000, 07:00 to 15:00, 37.5 hours", "£26,064 to £30,000, 07:00 to 15:00, 37.5 hours"),
    ],
)
def test_without_contacts(text: str, left: str) -> None:
    assert without_contacts(text) == left
