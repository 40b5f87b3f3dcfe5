"""The mail door's entry point: `python -m orchestrator.counting.mail_server`, run where an alias domain is set."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence

from aiosmtpd.controller import Controller

from orchestrator import logs, mail, settings
from orchestrator.mail import MailServer
from orchestrator.settings import Settings, SettingsError

from .apply_links import ApplyLinks
from .mail_door import LARGEST, MailDoor


def listen(domain: str, server: MailServer, config: Settings, links: ApplyLinks) -> Controller:
    """What takes mail for `domain` and hands it on to `server`, not started yet."""

    def forward(recipients: Sequence[str], body: bytes) -> None:
        mail.pass_on(server, recipients, body)

    door = MailDoor(links, domain, forward)
    return Controller(
        door,
        hostname=config.alias_host,
        port=config.alias_port,
        server_hostname=domain,
        ident="Callboard",
        data_size_limit=LARGEST,
        enable_SMTPUTF8=True,
    )


def main() -> None:
    """Serve until SIGTERM; what was counted by then is written."""
    logs.configure("mail")
    config = settings.load()
    if config.database_url is None:
        raise SettingsError(
            "CALLBOARD_DATABASE_URL", "mail aliases need a database.", "Set it, or start all with `callboard up`."
        )
    server = mail.mail_server(config)
    if config.alias_domain is None or server is None:
        raise SettingsError("CALLBOARD_ALIAS_DOMAIN", "mail aliases need a domain.", "Set it and CALLBOARD_MAIL_HOST.")
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    links = ApplyLinks(config.database_url, config.data_dir / "mail")
    door = listen(config.alias_domain, server, config, links)
    links.start()
    door.start()
    try:
        ended.wait()
    finally:
        door.stop()
        links.close()


if __name__ == "__main__":
    main()
