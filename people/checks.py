"""System checks: what would fail at night is said at the start."""

from django.apps import apps
from django.core.checks import Error, Warning, register
from django.utils.module_loading import import_string

from .conf import settings


@register()
def people_stand_before_the_apps_they_guard(**kwargs):
    """``ready()`` runs in the order of INSTALLED_APPS, and the first one wins."""
    labels = [config.label for config in apps.get_app_configs()]
    guarded = [
        config
        for config in apps.get_app_configs()
        if getattr(config, "learner_records", None)
    ]
    late = [
        config.name
        for config in guarded
        if labels.index(config.label) < labels.index("learn_people")
    ]
    if not late:
        return []
    return [
        Error(
            f"'people' must stand before {', '.join(late)} in INSTALLED_APPS.",
            hint="Else managers would not see the records of their units.",
            id="learn_people.E001",
        )
    ]


@register()
def account_adapter_can_be_loaded(**kwargs):
    try:
        adapter = import_string(settings.account_adapter)()
    except ImportError as error:
        return [
            Error(
                f"LEARN_PEOPLE_ACCOUNT_ADAPTER cannot be loaded: {error}",
                id="learn_people.E002",
            )
        ]
    if getattr(adapter, "issues_codes", True):
        return []
    return [
        Warning(
            "The account adapter makes accounts but no one-time codes, so managers "
            "cannot print slips.",
            hint="Set LEARN_PEOPLE_ACCOUNT_ADAPTER to a class with issue_code().",
            id="learn_people.W001",
        )
    ]
