"""Whose a new thing is. The form carries it, so that a choice made meanwhile in another window changes nothing."""

from __future__ import annotations

from flask import abort, g, request

from orchestrator.domain.permission import Action, authorise
from orchestrator.services.refused import refuse

from .access import user
from .filter import Filter, Option
from .frame import Frame


def employer_choice() -> Filter:
    """The employers to choose from, the one of the form or in force first; a form of one asks nothing."""
    frame: Frame = g.frame
    own = tuple(Option(str(each.id), each.name) for each in frame.employers if each.id is not None)
    sent = request.form.get("employer", "")
    chosen = sent if sent in {option.value for option in own} else str(frame.employer or "")
    only = tuple(option for option in own if option.value == chosen)
    return Filter("employer", "Employer", chosen, only or (Option("", "Choose one"), *own))


def employer_of_form(action: Action) -> int:
    """The employer a posted form is about. Raises Refused where none is chosen; 404 for one that may not be."""
    frame: Frame = g.frame
    chosen = request.form.get("employer", "")
    if not chosen:
        raise refuse("employer", "Choose the employer this is for")
    known = {str(each.id): each.id for each in frame.employers if each.id is not None}
    if chosen not in known or not authorise(user(), action, known[chosen]):
        abort(404)
    return known[chosen]
