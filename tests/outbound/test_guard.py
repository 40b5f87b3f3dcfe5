"""Which addresses a board may have."""

from __future__ import annotations

import pytest

from orchestrator.outbound.guard import AddressRefused, check, is_public
from orchestrator.outbound.origin import Origin


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2a00:1450:4009::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(AddressRefused, match=r"board\.example is at 10\.0\.0\.1"):
        check("board.example", ("8.8.8.8", "10.0.0.1"))


def test_origins() -> None:
    assert Origin.of("HTTPS://API.Example.com/v1?x=1") == Origin("https", "api.example.com", 443)
    assert Origin.of("https://api.example.com:443") == Origin.of("https://api.example.com/")
    assert Origin.of("http://[::1]:8080/") == Origin("http", "::1", 8080)
    assert str(Origin("http", "::1", 8080)) == "http://[::1]:8080"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example",
        "//a.example",
        "a.example",
        "https://",
        "https://user:word@a.example/",
        "https://a:99999/",
        "https://[::1",
        "https://a.example\\@b.example/",
    ],
)
def test_no_origin(url: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        Origin.of(url)
