"""Which addresses a board may have, so that a URL typed into a form cannot reach our own network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")  # RFC 8215: translation inside one network
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1, deprecated


class AddressRefused(ValueError):
    """A host resolves to an address that is not on the public internet."""


def is_public(address: str) -> bool:
    """Whether `address` (text of an IPv4 or IPv6 address, with or without zone) can only mean a host on the internet.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by the one they carry.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return _is_public(inner)
        if ip in _NAT64_LOCAL or ip in _COMPATIBLE or ip.teredo is not None or ip.is_site_local:
            return False
    return _is_public(ip)


def check(host: str, addresses: tuple[str, ...]) -> None:
    """AddressRefused unless every address is public: one that is not means the name is not to be trusted."""
    for address in addresses:
        if not is_public(address):
            raise AddressRefused(
                f"{host} is at {address}, which is not a public address; if this board really is in your own network, "
                "add its origin to the allowed ones"
            )


def _inner(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    # Multicast counts as global for the standard library; a board is never a multicast group.
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
