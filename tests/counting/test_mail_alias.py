"""Applications by mail: counted for the posting, passed on as they came, and kept nowhere. With real SMTP."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from orchestrator import settings
from orchestrator.counting.alias import alias, token_of
from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.counting.mail_server import listen
from orchestrator.mail import MailServer, Security
from orchestrator.settings import SettingsError
from orchestrator.storage import tables as t
from orchestrator.storage.database import Database
from tests.mail_server import Mailbox, mail_server

from .world import hits, world

DOMAIN = "apply.example.org"
SOMEBODY = "ada@candidate.example"


@dataclass
class Post:
    """`port`: where mail for aliases is taken; `behind`: the mail server it is passed on to."""

    port: int
    behind: Mailbox
    links: ApplyLinks
    database: Database
    folder: Path

    def send(self, to: str, sender: str = SOMEBODY, text: str = "I would like to apply.", **headers: str) -> None:
        """Raises smtplib's errors, as a sender's own mail server would have them."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = SOMEBODY, to, "Care Coordinator"
        message["Message-ID"] = headers.pop("message_id", "<1@candidate.example>")
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as connection:
            connection.sendmail(sender, [to], message.as_bytes())

    def counted(self) -> list[tuple[int, str, str, bool]]:
        """What is in the database once everything is written."""
        self.links.close()
        with self.database.read() as connection:
            return hits(connection)


def free_port() -> int:
    """aiosmtpd wants to know its port beforehand."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post(database_url: str, server_settings: settings.Settings, tmp_path: Path) -> Iterator[Post]:
    database = Database(database_url, pool_size=1)
    with mail_server() as behind:
        config = replace(server_settings, alias_host="127.0.0.1", alias_port=free_port())
        links = ApplyLinks(database_url, tmp_path)
        links.start()
        server = MailServer("127.0.0.1", behind.port, Security.NONE, "callboard@example.org")
        door = listen(DOMAIN, server, config, links)
        door.start()
        yield Post(config.alias_port, behind, links, database, tmp_path)
        door.stop()
        links.close()
    database.close()


def placed(post: Post, email: str = "jobs@fairhaven.example", **values: object) -> tuple[int, str]:
    """A posting and its alias."""
    with post.database.begin() as connection:
        rows = world(connection)
        made = rows.posting(rows.vacancy(apply_url="", apply_email=email), rows.account("reed"), "reed", **values)
        return made, alias(rows.link(made), DOMAIN)


def refusal(post: Post, to: str, **given: str) -> str:
    with pytest.raises((smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)) as raised:
        post.send(to, **given)
    return str(raised.value)


def test_an_alias_is_its_token_and_survives_lost_capitals() -> None:
    for token in ("AAAAAAAAAAAA", "a-_Zx0k9QmTw", "____________"):
        address = alias(token, DOMAIN)
        assert token_of(address.upper(), DOMAIN) == token
    for other in ("apply-00@" + DOMAIN, "jobs@" + DOMAIN, alias("AAAAAAAAAAAA", "evil.example"), "apply-zz", ""):
        assert token_of(other, DOMAIN) is None


def test_mail_is_passed_on_as_it_came_and_counted(post: Post) -> None:
    made, address = placed(post)
    post.send(address)
    ((to, message),) = post.behind.got
    assert to == "jobs@fairhaven.example"
    assert f"From: {SOMEBODY}" in message
    assert "I would like to apply." in message
    assert message.startswith("X-Callboard-Alias: R-")
    assert post.counted() == [(made, "application", "person", True)]


def test_nothing_of_message_or_sender_is_kept(post: Post, capfd: pytest.CaptureFixture[str]) -> None:
    _, address = placed(post)
    post.send(address, text="My telephone is 01803 496 0999.")
    assert len(post.counted()) == 1
    words = [SOMEBODY.encode(), b"01803 496 0999", b"1@candidate.example"]
    with post.database.read() as connection:
        for table in t.metadata.sorted_tables:
            rows = connection.execute(table.select()).all()
            assert not any(word.decode() in str(row) for row in rows for word in words), table.name
    files = [each.read_bytes() for each in post.folder.rglob("*") if each.is_file()]
    said = "".join(capfd.readouterr()).encode()
    assert not any(word in kept for kept in (*files, said) for word in words)


def test_the_same_message_counts_once_and_another_again(post: Post) -> None:
    made, address = placed(post)
    for message_id in ("<1@x>", "<1@x>", "<2@x>"):
        post.send(address, message_id=message_id)
    assert len(post.behind.got) == 3  # whoever sends twice is heard twice
    assert post.counted() == [(made, "application", "person", True)] * 2


def test_answers_and_absence_notes_are_passed_on_and_not_counted(post: Post) -> None:
    _, address = placed(post)
    post.send(address, In_Reply_To="<9@fairhaven.example>")
    post.send(address, Auto_Submitted="auto-replied")
    assert len(post.behind.got) == 2
    assert post.counted() == []


def test_while_the_server_behind_takes_nothing_the_sender_is_told_to_try_again(post: Post) -> None:
    made, address = placed(post)
    post.behind.refuse = True
    assert "451" in refusal(post, address)
    post.behind.refuse = False
    post.send(address)
    assert post.counted() == [(made, "application", "person", True)]


def test_nobody_can_send_elsewhere_through_it(post: Post) -> None:
    _, address = placed(post)
    unknown = alias("AAAAAAAAAAAA", DOMAIN)
    for other in ("jobs@fairhaven.example", unknown, f"postmaster@{DOMAIN}"):
        assert "550" in refusal(post, other)
    assert "nothing can come back" in refusal(post, address, sender="")
    assert "554" in refusal(post, address, X_Callboard_Alias="R-1")
    assert post.behind.got == []
    assert post.counted() == []


def test_a_closed_vacancy_says_so(post: Post) -> None:
    _, address = placed(post)
    with post.database.begin() as connection:
        connection.execute(update(t.posting).values(ended_at=datetime.now(UTC) - timedelta(days=1)))
    assert "this vacancy is closed" in refusal(post, address)


def test_a_vacancy_that_is_not_applied_for_by_mail_says_so(post: Post) -> None:
    _, address = placed(post, email="")
    assert "not applied for by mail" in refusal(post, address)


def test_a_domain_without_a_mail_server_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nobody to be passed on to"):
        settings.load({"CALLBOARD_DATA_DIR": str(tmp_path), "CALLBOARD_ALIAS_DOMAIN": DOMAIN})
