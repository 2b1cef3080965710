"""What the tests of accounts share."""

import pytest
from wagtail.models import Site

from .factories import PIN, UserFactory


@pytest.fixture
def user(db):
    return UserFactory(full_name="Đặng Thị Hiếu", phone="+84912345678")


@pytest.fixture
def admin(db):
    return UserFactory(full_name="Quản Trị", is_superuser=True, is_staff=True)


@pytest.fixture
def sign_in(client):
    """Fill in the sign-in form as a person does."""

    def post(identifier, secret=PIN, *, url="/dang-nhap/", client=client, **data):
        extra = {"REMOTE_ADDR": data.pop("address", "203.0.113.5")}
        return client.post(
            url, {"identifier": identifier, "secret": secret, **data}, **extra
        )

    return post


@pytest.fixture
def sign_up_open(db):
    """Switch the site's sign-up on."""
    from accounts.models import SignUpSettings

    settings = SignUpSettings.for_site(Site.objects.get(is_default_site=True))
    settings.enabled = True
    settings.save()


@pytest.fixture
def known_content(settings, db):
    """Spare the query by which a process asks, once a second, for new content."""
    from courses.versions import content_version

    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 3600
    content_version()
