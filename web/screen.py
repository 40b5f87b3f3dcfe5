"""How each of the six states looks: always colour, icon and word together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from orchestrator.domain.status import Status


@dataclass(frozen=True, slots=True)
class ScreenState:
    """`icon` is a symbol of `_icons.svg` without its `i-`; `css` a class of `callboard.css`."""

    label: str
    icon: str
    css: str
    meaning: str


SCREEN: Mapping[Status, ScreenState] = MappingProxyType(
    {
        Status.DRAFT: ScreenState("Draft", "draft", "draft", "Not sent, nothing planned"),
        Status.SCHEDULED: ScreenState(
            "Scheduled", "scheduled", "scheduled", "Will go out at the time shown, by itself"
        ),
        Status.SENDING: ScreenState(
            "Sending", "sending", "sending", "Being sent now, or waiting for the board’s answer"
        ),
        Status.NEEDS_YOU: ScreenState(
            "Needs you", "needs", "needs", "Stopped until a person decides; the reason says what"
        ),
        Status.LIVE: ScreenState("Live", "live", "live", "Seen, reported, fetched or proved"),
        Status.CLOSED: ScreenState("Closed", "closed", "closed", "Gone, at the strongest level the board offers"),
    }
)


def screen_state(status: Status | str) -> ScreenState:
    """The look of one state; takes the enum or its stored value, ValueError for any other word."""
    return SCREEN[Status(status)]
