"""The Jinja filters, by the name templates use. All are pure; where time matters, now and zone are arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Flask

from .numbers import figure, money, money_range, number, pay, plural, ratio_range, to_range, unknown, with_range
from .screen import screen_state
from .times import clock_tag, day_exact, day_words, time_exact, time_tag, time_words, zone_name

FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        call.__name__: call
        for call in (
            clock_tag,
            day_exact,
            day_words,
            figure,
            money,
            money_range,
            number,
            pay,
            plural,
            ratio_range,
            screen_state,
            time_exact,
            time_tag,
            time_words,
            to_range,
            unknown,
            with_range,
            zone_name,
        )
    }
)


def register(app: Flask) -> None:
    """Make the filters known to the templates of `app`."""
    app.jinja_env.filters.update(FILTERS)
