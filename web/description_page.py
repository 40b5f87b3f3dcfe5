"""What the pages of a job description show: the form, and the parts found with the passages they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.intake.job_description import Part, Proposal, propose
from orchestrator.intake.proposal import to_draft

from . import form_token, vacancy_form
from .employer_choice import employer_choice
from .filter import Filter

UNTITLED = "Untitled"
TEXTS = ("body", "summary", "benefits", "similar_titles")


@dataclass(frozen=True, slots=True)
class DescriptionPage:
    """What `description.html` shows; `document` is what was pasted."""

    employers: Filter
    accepted: str
    document: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What `proposal.html` shows. `values` by name of the field; `passages` of the document by part; `missing` parts.

    `left_out` stayed in the document; `named` is the employer it names.
    """

    employers: Filter
    document: str
    values: Mapping[str, str]
    passages: Mapping[str, tuple[str, ...]]
    missing: frozenset[str]
    left_out: tuple[str, ...]
    named: str
    once: str


def proposal_page(document: str, typed: Mapping[str, str] | None = None) -> ProposalPage:
    """The parts of a document's text; with what was `typed` in their place, where something was."""
    proposal = propose(document)
    values = dict(typed) if typed is not None else _values(proposal)
    return ProposalPage(
        employer_choice(),
        document,
        dict.fromkeys((*vacancy_form.EMPTY, *TEXTS), "") | values,
        {
            name: _passages(getattr(proposal, name))
            for name in (
                "title", "employer", "place", "pay_text", "hours", "contract", "summary", "responsibilities",
                "must_haves", "desirables", "benefits", "culture", "checks",
            )
        },
        frozenset(proposal.missing),
        _passages(proposal.left_out),
        proposal.employer.text if proposal.employer else "",
        form_token.fresh(),
    )  # fmt: skip


def _values(proposal: Proposal) -> dict[str, str]:
    draft = to_draft(proposal, title=UNTITLED)
    facts, wording = vacancy_form.filled(draft.vacancy), draft.wording
    if proposal.title is None:
        facts["title"] = ""
    if wording is None:
        raise AssertionError("a proposal has a text of its own")
    return facts | {
        "body": wording.body,
        "summary": wording.summary,
        "benefits": "\n".join(wording.benefits),
        "similar_titles": "\n".join(wording.similar_titles if proposal.title else ()),
    }


def _passages(parts: Part | tuple[Part, ...] | None) -> tuple[str, ...]:
    some = (parts,) if isinstance(parts, Part) else parts or ()
    return tuple(dict.fromkeys(part.passage.text.strip() for part in some))
