"""The margin of the editor by itself: as somebody types, and what they answer to a finding."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request

from orchestrator.domain.permission import Action
from orchestrator.services.refused import Refused, refuse
from orchestrator.services.waive import dismiss, restore, unwaive, waive

from .access import authorised, callboard, user
from .advert_form import AdvertText
from .advert_page import facts_of_form, find_advert, show_page, typed_page
from .employer_choice import employer_of_form
from .margin_page import margin

blueprint = Blueprint("margin", __name__, url_prefix="/adverts")

ANSWERS = ("waive", "unwaive", "dismiss", "restore", "add")


@blueprint.post("/margin", defaults={"advert_id": None})
@blueprint.post("/<int:advert_id>/margin")
@authorised(Action.WRITE)
def show(advert_id: int | None) -> str | tuple[str, int]:
    """Do what was asked, then the margin for what is typed; the whole editor where no script asks. Nothing is saved."""
    advert = None if advert_id is None else find_advert(advert_id, Action.WRITE)
    text = AdvertText.typed()
    said = refused = ""
    employer = None
    try:
        employer = employer_of_form(Action.WRITE) if advert is None else advert.employer_id
        said = _answer(employer, advert_id)
    except Refused as error:
        refused = str(error.reasons[0].message) if any(request.form.get(each) for each in ANSWERS) else ""
    if "HX-Request" in request.headers:
        facts = facts_of_form(employer)
        shown = margin(advert, employer, text, facts, may_write=True, said=said, refused=refused)
        return render_template("_margin.html", margin=shown)
    if added := request.form.get("add", ""):
        text = replace(text, body=f"{text.body.rstrip()}\n\n{added}\n")
    chosen = tuple(request.form.getlist("vacancy", int))
    page = typed_page(advert, text, chosen, request.form.get("version", 0, int), said=said, refused=refused)
    return show_page(page, advert), 422 if refused else 200


def _answer(employer: int, advert: int | None) -> str:
    """Waive, dismiss or take back, and say what was done. Raises Refused."""
    asked = next((each for each in ANSWERS if request.form.get(each)), "")
    key, _, rest = request.form.get(asked, "").partition(" ")
    rule, _, words = rest.partition(" ")
    if asked in ("waive", "unwaive") and advert is None:
        raise refuse("", "Save the advert first; what is kept with a reason belongs to it.")
    if asked == "waive":
        reason = request.form.get(f"reason-{key}", "").replace("\0", "")
        waive(callboard(), user().name, employer=employer, advert=advert or 0, rule=rule, words=words, reason=reason)
        return f"Kept with your reason: {rule}."
    if asked == "unwaive":
        unwaive(callboard(), user().name, employer=employer, advert=advert or 0, rule=rule, words=words)
        return f"Taken back: {rule} counts again."
    if asked == "dismiss":
        dismiss(callboard(), user().name, employer=employer, rule=rule)
        return f"Hints of {rule} are not shown for this employer any more."
    if asked == "restore":
        restore(callboard(), user().name, employer=employer, rule=rule)
        return f"Hints of {rule} are shown again."
    return "Added at the end of the text." if asked == "add" else ""
