"""Tests that drive a real browser against the whole site."""

import pytest

#: `django_db` has the test database made; see `_django_db_helper` in conftest.
MARKS = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
