"""Tests reach this computer and no other."""

import socket

import pytest

from tests.harness.loopback import NetworkShutError, is_allowed


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        (("127.0.0.1", 80), True),
        (("127.9.9.9", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("a-socket", True),
        (("192.0.2.1", 80), False),
        (("10.0.0.1", 80), False),
        (("example.com", 80), False),
    ],
)
def test_addresses(address: object, allowed: bool) -> None:
    """Only loopback addresses and paths are this computer."""
    assert is_allowed(address) is allowed


def test_connection_elsewhere_is_loud() -> None:
    """A test that reaches out does not pass by accident."""
    with socket.socket() as reaching, pytest.raises(NetworkShutError):
        reaching.connect(("192.0.2.1", 80))


def test_no_name_is_known_but_this_machines() -> None:
    """Looking up another machine fails as on an offline computer."""
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("example.com", 443)
    assert socket.getaddrinfo("localhost", 80)
