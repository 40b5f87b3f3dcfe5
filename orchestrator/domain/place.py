"""Where a vacancy is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`country` is ISO 3166-1 alpha-2. `remote` means fully remote; `town` may then be empty.

    `remote_in`: countries or states (GB, US-CO, CA-ON) that remote work is open to; empty where nobody said.
    """

    town: str
    region: str = ""
    postcode: str = ""
    street: str = ""
    country: str = "GB"
    remote: bool = False
    remote_in: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The place as a person says it: the town, else what is known."""
        return self.town or self.region or self.postcode or ("Remote" if self.remote else self.country)
