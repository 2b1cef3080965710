"""Placing pages from content files."""

import pytest
from wagtail.models import Page

from home.models import HomePage
from home.services import home_fields, place_page, upsert_home

from .factories import home_data, make_home

pytestmark = pytest.mark.django_db


def test_loading_again_updates_and_never_duplicates():
    data = home_data()
    root = Page.get_first_root_node()
    first = upsert_home(data, parent=root)
    second = upsert_home({**data, "intro": "Mới."}, parent=root)
    assert first.pk == second.pk
    assert HomePage.objects.get().intro == "Mới."


def test_page_takes_its_key_from_the_file():
    data = home_data()
    page = upsert_home(data, parent=Page.get_first_root_node())
    assert str(page.translation_key) == data["id"]


def test_blocks_take_their_ids_from_the_file():
    data = home_data()
    audiences = home_fields(data)["audiences"]
    assert audiences[0]["id"] == data["audiences"][0]["id"]
    assert audiences[0]["value"]["picture"] == "gv"


def test_placed_page_is_published_with_a_revision():
    home = make_home()
    page = place_page(
        HomePage,
        parent=home.get_parent(),
        key=home.translation_key,
        fields={"tagline": "Một câu khác"},
    )
    page.refresh_from_db()
    assert page.live
    assert page.latest_revision_id
    assert page.tagline == "Một câu khác"
