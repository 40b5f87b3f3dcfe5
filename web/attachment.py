"""A file as an answer that a browser saves."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort
from werkzeug.wrappers import Response

from orchestrator.reporting.files import FORMS, File, Sheet

__all__ = ["FORMS", "Sheet", "attachment", "chosen_attachment"]


def attachment(write: Callable[[Sheet], File], sheet: Sheet) -> Response:
    """The sheet written in one form."""
    file = write(sheet)
    answer = Response(file.body)
    answer.headers["Content-Type"] = file.media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{file.ending}"'
    return answer


def chosen_attachment(form: str, sheet: Sheet) -> Response:
    """The sheet in the form an address asks for: csv, xlsx or json. 400 for another one."""
    if (write := FORMS.get(form)) is None:
        abort(400)
    return attachment(write, sheet)
