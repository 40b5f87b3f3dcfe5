"""Tell people by e-mail what needs them: once for each cause, never for each posting."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.mail import MailServer, NotSent, mail_server, send
from orchestrator.queries.causes import Told, causes
from orchestrator.storage import events, told


def tell_people(callboard: Callboard) -> int:
    """Send what has come up since the last time; returns how many messages went out. Without a mail server, none.

    A message is marked before it is handed in: a crash between the two loses it (Today still shows it), and never
    doubles it. Where the server does not take it, it is tried again the next time.
    """
    server = mail_server(callboard.settings)
    if server is None:
        return 0
    with callboard.database.begin() as connection:
        found = causes(connection)
        told.over(connection, [(each.person, each.account, each.cause.value) for each in found])
    return sum(_tell(callboard, server, each) for each in found)


def _tell(callboard: Callboard, server: MailServer, each: Told) -> bool:
    key = each.person, each.account, each.cause.value
    with callboard.database.begin() as connection:
        if not told.take(connection, *key):
            return False
    try:
        send(server, [each.name], f"Needs you: {each.headline}", _text(callboard, each))
    except NotSent as error:
        with callboard.database.begin() as connection:
            told.forget(connection, *key)
            events.record(connection, actor="callboard", kind="message_not_sent", account_id=each.account,
                          reason=f"{each.cause}: {error}")  # fmt: skip
        return False
    return True


def _text(callboard: Callboard, each: Told) -> str:
    example = f"{'For example: ' if each.postings > 1 else ''}{each.reason}" if each.reason else ""
    more = "You get no other message about this until it is settled and comes up again."
    lines = [f"{each.headline}.", example, f"Decide here: {callboard.settings.public_url}/today", more]
    return "\n\n".join(line for line in lines if line) + "\n"
