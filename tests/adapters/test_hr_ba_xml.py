"""HR-BA-XML keeps the contract, shows its certificate, and reads files of errors with care."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import lxml.etree
import pytest
from cryptography import x509

from adapters.hr_ba_xml import HrBaXml
from adapters.hr_ba_xml.error_file import check, error_file
from adapters.hr_ba_xml.upload import CLOCK
from orchestrator.boards.contract import Account, Item
from orchestrator.domain.errors import Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Pending, Submitted
from orchestrator.domain.vacancy import Contract
from orchestrator.outbound.transport import Transport
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice
from tests.outbound.test_tls import certificate
from tests.raw_server import answer, answering, serving

from .golden import same
from .refusals import refused

LOGIN = practice.LOGINS["hr_ba_xml"]
GERMAN = replace(
    sample.VACANCY,
    place=Place("Leipzig", "Sachsen", "04109", country="DE"),
    pay=Pay(Decimal(3100), Decimal(3600), "EUR", PayPeriod.MONTH),
)
ACCOUNT = Account("practice", {"supplier": LOGIN.id, "contact": "Lind"}, {"certificate": LOGIN.secret})
NAME = f"DS{LOGIN.id}_2031-03-03_09-00-00_F001E.xml"


class TestHrBaXml(BoardContract):
    adapter = HrBaXml()
    account = ACCOUNT
    fields: ClassVar = {"occupation": "1017"}
    vacancy = GERMAN

    def test_golden(self, bench: Bench) -> None:
        same("hr_ba_xml.xml", bench.prepared(sample.posting()).payload)

    def test_what_the_agency_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": "x" * 61})
        refused(bench, "text", slots={"body.txt": "x" * 4_001})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=sample.VACANCY)
        refused(bench, "place", vacancy=replace(GERMAN, place=Place("Leipzig", country="DE")))
        refused(bench, "contract", vacancy=replace(GERMAN, contract=Contract.VOLUNTEER))
        refused(bench, "supplier", settings={"supplier": "P1"})
        refused(bench, "contact", settings={"contact": "R. Lind 123"})

    def test_training_a_fixed_term_and_a_mini_job_have_codes_of_their_own(self, bench: Bench) -> None:
        def told(*names: str, **changed: object) -> list[str | None]:
            vacancy = replace(GERMAN, **{k: v for k, v in changed.items() if k == "contract"})  # type: ignore[arg-type]
            variant = bench.variant(vacancy=vacancy)
            fields = {**variant.fields, **{k: str(v) for k, v in changed.items() if k != "contract"}}
            payload = HrBaXml().payload(sample.posting(), replace(variant, fields=fields), ACCOUNT)
            return [lxml.etree.fromstring(payload).findtext(f".//{name}") for name in names]

        assert told("JobOfferType", "EducationType", contract=Contract.APPRENTICESHIP) == ["4", "0"]
        assert told("TemporaryOrRegular", "TermLength", contract=Contract.FIXED_TERM, term="6") == ["1", "6"]
        assert told("TemporaryOrRegular", "TermLength", term="6") == ["2", None]
        assert told("MiniJob", "SocialInsurance", mini_job="1") == ["1", "0"]

    def test_ids_of_a_job_board_begin_with_its_number(self, bench: Bench) -> None:
        account = replace(ACCOUNT, settings={**ACCOUNT.settings, "partner": "V1"})
        payload = HrBaXml().payload(sample.posting(), bench.variant(), account)
        assert lxml.etree.fromstring(payload).findtext("JobPositionPostingId") == "V1-CC-1042-1-S"

    def test_a_refusal_in_the_file_of_errors_says_why(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = replace(prepared, payload=prepared.payload.replace(b"<PostalCode>04109</PostalCode>", b""))
        with pytest.raises(Rejected, match="PostalCode") as caught:
            bench.change(Operation.PUBLISH, sample.posting(), broken)
        assert [each.field for each in caught.value.reasons] == ["place"]

    def test_one_of_a_batch_may_be_refused_alone(self, bench: Bench) -> None:
        good, bad = sample.posting(), sample.posting("CC-1042-10")
        prepared = bench.prepared(bad)
        items = [
            Item(good, bench.prepared(good)),
            Item(bad, replace(prepared, payload=prepared.payload.replace(b"<Status>1</Status>", b""))),
        ]
        sent = HrBaXml().many(Operation.PUBLISH, items, ACCOUNT, bench.session(True))
        handles = {name: each.handle for name, each in sent.items() if isinstance(each, Pending)}
        assert isinstance(bench.poll(handles[good.reference]), Submitted)
        with pytest.raises(Rejected, match="Status"):
            bench.poll(handles[bad.reference])

    def test_without_a_file_of_errors_it_waits_and_after_a_day_it_cannot_be_confirmed(self, bench: Bench) -> None:
        now = datetime.now(CLOCK)
        young = f"publish|CC-1|{NAME}|{now.isoformat()}"
        old = f"publish|CC-1|{NAME}|{(now - timedelta(days=2)).isoformat()}"
        assert bench.poll(young) == Pending(young, 3_600.0)
        assert bench.poll(old) == Submitted("CC-1")

    def test_a_form_that_says_it_in_other_words_can_be_told(self, bench: Bench, simulator: Operator) -> None:
        pages = answering(answer(b"<p>Vielen Dank</p>"))
        with serving(pages) as server:
            bench.base_url = f"http://127.0.0.1:{server.port}"
            with pytest.raises(Unconfirmed):
                HrBaXml().publish(sample.posting(), bench.prepared(sample.posting()), ACCOUNT, bench.session(True))
            told = replace(ACCOUNT, settings={**ACCOUNT.settings, "accepted": "vielen dank"})
            said = HrBaXml().publish(sample.posting(), bench.prepared(sample.posting()), told, bench.session(True))
        assert isinstance(said, Pending)


def test_the_upload_shows_our_certificate(tmp_path: Path) -> None:
    theirs = certificate(tmp_path, x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(theirs)
    tls.load_verify_locations(cadata=LOGIN.secret[LOGIN.secret.index("-----BEGIN CERT") :])
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.maximum_version = ssl.TLSVersion.TLSv1_2  # refuses before the request, so that nothing is left to chance
    transport = Transport(ca_bundles=(str(theirs),))
    with serving(answering(answer(b"Die Datei wurde hochgeladen.")), tls) as server:
        bench = Bench(HrBaXml(), ACCOUNT, f"https://127.0.0.1:{server.port}", transport, {"occupation": "1017"}, GERMAN)
        prepared = bench.prepared(sample.posting())
        said = HrBaXml().publish(sample.posting(), prepared, ACCOUNT, bench.session(True))
        assert isinstance(said, Pending)
        stranger = replace(ACCOUNT, secrets={"certificate": theirs.read_text()})
        with pytest.raises(Unauthorized):
            HrBaXml().publish(sample.posting(), prepared, stranger, bench.session(True, stranger))
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "errors",
    [
        b"<Errors/>",
        b"<Errors><Error><JobPositionPostingId>CC-1042-10</JobPositionPostingId><Text>fehlt</Text></Error></Errors>",
        b"<Errors><Hinweis><Id>CC-1042-1</Id><Text>Hinweis: Die Region wurde erg\xc3\xa4nzt</Text></Hinweis></Errors>",
    ],
)
def test_a_file_that_has_no_error_of_ours_refuses_nothing(errors: bytes) -> None:
    check("CC-1042-1", errors, going=False)


@pytest.mark.parametrize(
    ("errors", "field"),
    [
        (b"<E><Error><EntryId>CC-1042-1</EntryId><Text>Objective ist zu lang</Text></Error></E>", "text"),
        (b'<E><Error id="CC-1042-1">TitleCode unbekannt</Error></E>', "occupation"),
        (b"<E><Error>CC-1042-1: PostalCode fehlt</Error></E>", "place"),
        (b"<E><Error>Die Datei entspricht nicht dem Schema</Error></E>", ""),
    ],
)
def test_an_error_is_read_in_any_form(errors: bytes, field: str) -> None:
    with pytest.raises(Rejected) as found:
        check("CC-1042-1", errors, going=False)
    assert [each.field for each in found.value.reasons] == [field]


def test_what_is_not_known_there_is_taken_down() -> None:
    errors = b"<E><X id='A-1'>nicht vorhanden</X></E>"
    check("A-1", errors, going=True)
    with pytest.raises(Rejected):
        check("A-1", errors, going=False)
    with pytest.raises(Retry):
        check("A-1", b"<!doctype html><p>Sorry", going=True)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("", ""),
        (f'<a href="/x/E{NAME[1:]}">E{NAME[1:]}</a>', f"E{NAME[1:]}"),
        (f'<a href="E{NAME[1:-4]}_0001.XML">', f"E{NAME[1:-4]}_0001.XML"),
        (f"{NAME} XE{NAME[1:]}", ""),
    ],
)
def test_the_file_of_errors_is_found_on_the_servers_page(page: str, found: str) -> None:
    assert error_file(NAME, page) == found
