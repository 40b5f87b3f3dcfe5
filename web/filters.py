"""The Jinja filters, by the name templates use. All are pure; where time matters, now and zone are arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Flask
from markupsafe import Markup

from .numbers import figure, money, money_range, number, pay, plural, ratio_range, to_range, unknown, with_range
from .screen import screen_state
from .times import (
    clock_of,
    clock_tag,
    day_exact,
    day_words,
    duration,
    moment_tag,
    moment_words,
    time_exact,
    time_tag,
    time_words,
    zone_name,
)


def script_json(text: str) -> Markup:
    """JSON text for a data block in HTML: no character that could end the element or open a comment stays.

    Only strings can contain them in valid JSON, so the escapes leave the value as it was.
    """
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


def with_class(label: str, css: str) -> tuple[str, str]:
    """A column of a table: its name and its class."""
    return label, css


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        call.__name__: call
        for call in (
            clock_of,
            clock_tag,
            day_exact,
            day_words,
            duration,
            figure,
            moment_tag,
            moment_words,
            money,
            money_range,
            number,
            pay,
            plural,
            ratio_range,
            screen_state,
            script_json,
            time_exact,
            time_tag,
            time_words,
            to_range,
            unknown,
            with_class,
            with_range,
            zone_name,
        )
    }
)


def register(app: Flask) -> None:
    """Make the filters known to the templates of `app`."""
    app.jinja_env.filters.update(FILTERS)
