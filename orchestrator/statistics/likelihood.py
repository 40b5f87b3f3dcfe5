"""What a comparison of Level 1 needs to know of its counts."""

from __future__ import annotations

from typing import Protocol


class Likelihood(Protocol):
    """A concave log-likelihood of theta, the log of the ratio A to B, once everything shared has cancelled."""

    @property
    def rises(self) -> bool:
        """It never falls: no upper limit can be given."""
        ...

    @property
    def falls(self) -> bool:
        """It never rises: no lower limit can be given."""
        ...

    def value(self, theta: float) -> float: ...

    def slope(self, theta: float) -> float: ...

    def bend(self, theta: float) -> float:
        """Minus the second derivative: the information at theta."""
        ...
