"""A frozen report: its data, its figures, and how anybody finds out that the one follows from the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from .adverts import advert_figures
from .client import client_figures
from .comparison import comparison_figures
from .days import day_figures
from .month import month_figures
from .snapshot import snapshot

FIGURES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "adverts": advert_figures,
    "client": client_figures,
    "comparison": comparison_figures,
    "days": day_figures,
    "month": month_figures,
}
"""By kind of report, the pure function from its data to its figures."""


@dataclass(frozen=True, slots=True)
class Verified:
    """`intact`: the data are those the snapshot names. `differing`: names of figures that came out otherwise.

    `code_version`: that the file was made with, when it is another than today's.
    """

    kind: str
    snapshot: str
    intact: bool
    differing: tuple[str, ...]
    code_version: str | None

    @classmethod
    def of(cls, content: Mapping[str, Any], differing: tuple[str, ...]) -> Verified:
        """Of a report's file: its data against its snapshot, its code version against today's."""
        named, made_with = str(content.get("snapshot")), str(content.get("code_version"))
        return cls(
            content["report"],
            named,
            snapshot(content["data"]) == named,
            differing,
            made_with if made_with != version("callboard") else None,
        )

    @property
    def holds(self) -> bool:
        return self.intact and not self.differing


class NotAReport(ValueError):
    """The file is no report of ours; the message says why."""


def freeze(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The report as it is kept and handed out: kind, data, snapshot, code version and figures."""
    return {
        "report": kind,
        "data": dict(data),
        "snapshot": snapshot(data),
        "code_version": version("callboard"),
        "figures": FIGURES[kind](data),
    }


def verify(content: object) -> Verified:
    """Compute a report's figures anew from the data in it. Raises NotAReport for anything else."""
    if not isinstance(content, dict) or content.get("report") not in FIGURES:
        raise NotAReport("this is no report of Callboard: it has no `report` that is known")
    data, figures = content.get("data"), content.get("figures")
    if not isinstance(data, dict) or not isinstance(figures, dict):
        raise NotAReport("this report has no data or no figures; download it as JSON")
    again = checked(content["report"], data)
    return Verified.of(content, tuple(_differing(figures, again, "")))


def checked(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The figures from data that may come from anywhere. Raises NotAReport where they cannot be read."""
    try:
        return FIGURES[kind](data)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotAReport(f"the data of this report cannot be read: {error!r}") from error


def _differing(before: object, now: object, path: str) -> list[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        names = sorted({*before, *now})
        return [each for name in names for each in _differing(before.get(name), now.get(name), f"{path}.{name}")]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            each
            for index, (one, other) in enumerate(zip(before, now, strict=True))
            for each in _differing(one, other, f"{path}[{index}]")
        ]
    return [] if before == now else [f"{path.lstrip('.')}: {before!r} in the file, {now!r} from its data"]
