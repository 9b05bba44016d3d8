"""Whether an address is one of this machine's own."""

from __future__ import annotations

import ipaddress


def is_loopback(address: str) -> bool:
    """Says whether an address is this machine's; none at all is a Unix socket, and ours."""
    if address in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
