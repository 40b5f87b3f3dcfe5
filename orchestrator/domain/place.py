"""Where a vacancy is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`country` is ISO 3166-1 alpha-2. `remote` means fully remote; `town` may then be empty."""

    town: str
    region: str = ""
    postcode: str = ""
    street: str = ""
    country: str = "GB"
    remote: bool = False

    @property
    def label(self) -> str:
        """The place as a person says it: the town, else what is known."""
        return self.town or self.region or self.postcode or ("Remote" if self.remote else self.country)
