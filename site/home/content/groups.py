"""The groups of editors and administrators, with what they may do in Wagtail."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from people.conf import settings as people_settings

__all__ = ["ensure_groups"]

EDITOR_PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page"]
EDITOR_MODELS = {
    "learn_quizzes": ["quiz", "question"],
    "awareness": ["topic", "readership"],
}
ADMINISTRATOR_APPS = [
    "learn_courses",
    "learn_quizzes",
    "learn_certificates",
    "learn_people",
    "accounts",
    "awareness",
]
#: Records are written by the services alone; administrators look at them.
RECORDS = {
    "enrolment",
    "result",
    "statuschange",
    "attempt",
    "answer",
    "certificate",
    "entitlement",
    "questionversion",
    "outline",
    "contentversion",
}


def ensure_groups(home) -> None:
    """Create both groups if they are missing, with the rights of their role.

    Groups that exist are left as they are: an administrator may have changed them.
    """
    names = people_settings.role_groups
    editors, is_new = Group.objects.get_or_create(name=names["editor"])
    if is_new:
        _let_edit(editors, home)
        editors.permissions.add(*_model_permissions(EDITOR_MODELS))
    administrators, is_new = Group.objects.get_or_create(name=names["administrator"])
    if is_new:
        _let_edit(administrators, home)
        administrators.permissions.add(
            *Permission.objects.filter(
                content_type__app_label__in=ADMINISTRATOR_APPS
            ).exclude(
                content_type__model__in=RECORDS,
                codename__regex="^(add|change|delete)_",
            )
        )


def _let_edit(group: Group, home) -> None:
    group.permissions.add(
        Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
    )
    for codename in EDITOR_PAGE_PERMISSIONS:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    root = Collection.get_first_root_node()
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for action in ("add", "change", "choose"):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=root,
                permission=Permission.objects.get(
                    content_type__app_label=app, codename=f"{action}_{model}"
                ),
            )


def _model_permissions(models: dict[str, list[str]]):
    return [
        permission
        for app, names in models.items()
        for permission in Permission.objects.filter(
            content_type__app_label=app, content_type__model__in=names
        ).exclude(codename__startswith="delete_")
    ]
