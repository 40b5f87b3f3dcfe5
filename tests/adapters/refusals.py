"""Saying what a board does not take: the same short assertion for every board."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.boards.contract import Adapter, Posting, Variant
from orchestrator.domain.errors import Rejected
from orchestrator.domain.vacancy import Vacancy
from orchestrator.rendering.renderer import Renderer
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench

RENDERER = Renderer()


def refused(
    bench: Bench,
    *names: str,
    vacancy: Vacancy | None = None,
    posting: Posting | None = None,
    fields: dict[str, str] | None = None,
    settings: dict[str, str] | None = None,
    slots: dict[str, str] | None = None,
) -> None:
    """The payload is refused before anything is sent, for these fields of ours and no others."""
    variant = _variant(bench.adapter, vacancy or bench.vacancy, dict(bench.fields))
    variant = replace(variant, slots={**variant.slots, **(slots or {})}, fields={**variant.fields, **(fields or {})})
    account = replace(bench.account, settings={**bench.account.settings, **(settings or {})})
    with pytest.raises(Rejected) as caught:
        bench.adapter.payload(posting or sample.posting(), variant, account)
    assert {reason.field for reason in caught.value.reasons} == set(names), caught.value
    assert all(reason.message for reason in caught.value.reasons)


def _variant(adapter: Adapter, vacancy: Vacancy, fields: dict[str, str]) -> Variant:
    return RENDERER.render(adapter, sample.WORDING, vacancy, sample.EMPLOYER, fields)


def vacancy(**parts: Any) -> Vacancy:
    """The sample vacancy with other parts."""
    return replace(sample.VACANCY, **parts)
