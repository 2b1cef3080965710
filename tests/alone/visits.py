"""What the smoke scripts share: users, and pages that must show something."""

import uuid

from django.contrib.auth import get_user_model
from django.test import Client


def make_user(full_name="Nguyễn Thị An", **fields):
    """Make a user of the bare site, which has Django's own model."""
    return get_user_model().objects.create(
        username=uuid.uuid4().hex, last_name=full_name, **fields
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def must_show(client: Client, address: str, *texts: str):
    """Open the page; it must answer 200 and hold every text."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    shown = response.content.decode()
    for text in texts:
        assert text in shown, f"{address} does not show {text!r}"
    return response
