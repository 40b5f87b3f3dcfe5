"""Which cases of the suite apply to an adapter: chosen by its mode and by what it offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from orchestrator.boards import contract
from orchestrator.boards.contract import Adapter, Mode

Case = TypeVar("Case", bound=Callable[..., object])
Applies = Callable[[Adapter], bool]

MARK = "_callboard_applies"


def when(applies: Applies) -> Callable[[Case], Case]:
    """The case is collected only for adapters that `applies` is true of."""

    def marked(case: Case) -> Case:
        setattr(case, MARK, applies)
        return case

    return marked


def offers(*protocols: type) -> Applies:
    """Adapters with all these operations."""
    return lambda adapter: all(isinstance(adapter, each) for each in protocols)


def mode(*modes: Mode) -> Applies:
    return lambda adapter: adapter.mode in modes


def both(*all_of: Applies) -> Applies:
    return lambda adapter: all(applies(adapter) for applies in all_of)


push = mode(Mode.PUSH)
http = both(push, lambda adapter: adapter.base_url.startswith("https://"))
"""Push boards whose refusals and silences are those of HTTP."""
finds = both(push, offers(contract.Finds))
"""Push boards with a look-up by our reference."""


def inapplicable(suite: type, adapter: Adapter) -> list[str]:
    """Names of the suite's cases that do not apply to the adapter."""
    found = []
    for name in dir(suite):
        applies: Applies | None = getattr(getattr(suite, name), MARK, None)
        if applies is not None and not applies(adapter):
            found.append(name)
    return found
