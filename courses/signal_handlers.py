"""Keep outlines and caches in step with what editors do to pages and pictures."""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from .models import CoursePage
from .services import rebuild_outline
from .versions import bump_content_version


def connect():
    page_published.connect(page_changed, dispatch_uid="courses.page_published")
    page_unpublished.connect(page_changed, dispatch_uid="courses.page_unpublished")
    post_page_move.connect(page_moved, dispatch_uid="courses.page_moved")
    post_delete.connect(page_deleted, dispatch_uid="courses.page_deleted")
    for model in (PageViewRestriction, Site):
        name = model.__name__
        post_save.connect(
            access_changed, sender=model, dispatch_uid=f"courses.saved.{name}"
        )
        post_delete.connect(
            access_changed, sender=model, dispatch_uid=f"courses.deleted.{name}"
        )
    post_save.connect(page_saved, dispatch_uid="courses.page_saved")
    picture = get_image_model()
    post_save.connect(picture_changed, sender=picture, dispatch_uid="courses.picture")
    pre_delete.connect(
        picture_leaves, sender=picture, dispatch_uid="courses.picture_leaves"
    )
    post_delete.connect(
        picture_deleted, sender=picture, dispatch_uid="courses.picture_deleted"
    )


def page_changed(sender, instance, **kwargs):
    _rebuild_above(instance.path)


def page_saved(sender, instance, created, raw=False, **kwargs):
    # Wagtail publishes an alias without saying so.
    if created and not raw and issubclass(sender, Page) and instance.alias_of_id:
        bump_content_version()


def page_moved(sender, instance, parent_page_before, parent_page_after, **kwargs):
    _rebuild_above(parent_page_before.path)
    _rebuild_above(instance.path)


def page_deleted(sender, instance, **kwargs):
    # Each page is deleted as its own type and again as Page: once is enough.
    if isinstance(instance, CoursePage):
        rebuild_outline(course_key=instance.course_key)
    elif sender is Page:
        _rebuild_above(instance.path)


def access_changed(sender, **kwargs):
    bump_content_version()


def picture_changed(sender, instance, created, **kwargs):
    if not created:
        bump_content_version()
        _rebuild(_courses_with(instance))


def picture_leaves(sender, instance, **kwargs):
    instance._courses_it_covered = _courses_with(instance)


def picture_deleted(sender, instance, **kwargs):
    bump_content_version()
    _rebuild(instance._courses_it_covered)


def _courses_with(picture) -> list:
    courses = CoursePage.objects.filter(cover=picture.pk)
    return list(courses.values_list("translation_key", flat=True))


def _rebuild(course_keys) -> None:
    for course_key in course_keys:
        rebuild_outline(course_key=course_key)


def _rebuild_above(path: str) -> None:
    """Rebuild the outline of the course at or above this place in the tree."""
    steps = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    keys = CoursePage.objects.filter(path__in=steps).values_list(
        "translation_key", flat=True
    )
    if not keys:
        bump_content_version()
    for key in keys:
        rebuild_outline(course_key=key)
