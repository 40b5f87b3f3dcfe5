"""What narrows a list; it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import request

from orchestrator.domain.status import Status

from .access import user
from .screen import SCREEN

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of a filter bar; `value` is the one in force, empty for all."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...]


def word_of(kind: type[Word], asked: str) -> Word | None:
    """The member of an enumeration with this value; None for other text. (`in` takes no text before Python 3.12.)"""
    return next((each for each in kind if each.value == asked), None)


def chosen_status() -> Status | None:
    """The state asked for; a word that is none counts as any."""
    return word_of(Status, request.args.get("status", ""))


def status_filter(chosen: Status | None) -> Filter:
    """Choose one of the six states."""
    options = (Option("", "Any state"), *(Option(status.value, look.label) for status, look in SCREEN.items()))
    return Filter("status", "State", chosen.value if chosen else "", options)


def chosen_owner() -> int | None:
    """The signed-in person where only their own is asked for."""
    return user().id if request.args.get("owner") == "mine" else None


def owner_filter(chosen: int | None) -> Filter:
    """One's own, or everybody's."""
    return Filter("owner", "Owner", "mine" if chosen else "", (Option("", "Everybody"), Option("mine", "Mine")))


def choice(name: str, label: str, value: str, options: Iterable[tuple[str, str]], everything: str) -> Filter:
    """Any choice, with `everything` as the words for no choice."""
    return Filter(name, label, value, (Option("", everything), *(Option(key, words) for key, words in options)))
