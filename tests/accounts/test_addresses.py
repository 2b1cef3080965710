"""Which address a try is counted by."""

import pytest

from accounts.addresses import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (1, "10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1", "198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (3, "10.0.0.1", "203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1", "192.0.2.9, 198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (3, "10.0.0.1", "192.0.2.9, 203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1", "203.0.113.5, ", "203.0.113.5"),
        (1, "10.0.0.1", ",", "10.0.0.1"),
        (1, "10.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        (1, "10.0.0.1", "[2001:db8:1:2::4]:4711", "2001:db8:1:2::/64"),
        (1, "10.0.0.1", "2001:db8:1:2::4", "2001:db8:1:2::/64"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.5", "", "203.0.113.5"),
        (0, "", "", ""),
        (1, "10.0.0.1", "nonsense", "nonsense"),
    ],
)
def test_only_our_own_proxies_are_believed(
    rf, settings, proxies, remote, forwarded, expected
):
    settings.ACCOUNTS_TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(rf.get("/", REMOTE_ADDR=remote, **headers)) == expected


def test_without_a_request_there_is_no_address():
    assert client_address(None) == ""
