"""What would fail at night is said at the start."""

from people.checks import (
    account_adapter_can_be_loaded,
    people_stand_before_the_apps_they_guard,
)


def test_this_site_passes():
    assert people_stand_before_the_apps_they_guard() == []
    assert account_adapter_can_be_loaded() == []


def test_an_adapter_that_does_not_exist_is_an_error(settings):
    settings.LEARN_PEOPLE_ACCOUNT_ADAPTER = "nowhere.AccountAdapter"
    assert [each.id for each in account_adapter_can_be_loaded()] == [
        "learn_people.E002"
    ]


def test_a_site_without_one_time_codes_is_told_so(settings):
    settings.LEARN_PEOPLE_ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
    assert [each.id for each in account_adapter_can_be_loaded()] == [
        "learn_people.W001"
    ]
