"""Where boards tell us of applications, at secret addresses. What comes is passed on, counted and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from orchestrator.boards.inbound import LARGEST, Inbound
from orchestrator.outbound.transport import Transport
from orchestrator.services.hear import hear

from .access import callboard, public

blueprint = Blueprint("hooks", __name__)
transport: Final = Transport()


@blueprint.post("/hooks/<token>")
@public
def message(token: str) -> Response:
    """The answer of the employer's system; 401 or 403 for what the board has not sent; 404: no address of ours."""
    request.max_content_length = LARGEST
    headers = {name.lower(): value for name, value in request.headers}
    came = Inbound(request.get_data(cache=False, parse_form_data=False), headers, datetime.now(UTC))
    heard = hear(callboard(), token, came, transport)
    if heard is None:
        abort(404)
    response = Response(heard.reply.body, heard.reply.status, mimetype=heard.reply.media_type)
    if heard.reply.status == 503:
        response.headers["Retry-After"] = "300"
    return response
