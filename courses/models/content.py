"""What the pages of a course amount to, kept apart from the pages."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Audience(models.Model):
    """A group of people that courses are made for, such as teachers."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    #: "giáo viên" in "412/530 giáo viên đã hoàn thành".
    noun = models.CharField(_("noun in a sentence"), max_length=80, blank=True)
    noun_en = models.CharField(_("noun in English"), max_length=80, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["sort_order", "code"]

    def __str__(self):
        return self.local_name

    @property
    def local_name(self) -> str:
        return self._local("name")

    @property
    def local_noun(self) -> str:
        return self._local("noun")

    def _local(self, field: str) -> str:
        english = getattr(self, f"{field}_en")
        return english if english and get_language() == "en" else getattr(self, field)


class Outline(models.Model):
    """What a course requires, as of its last publication.

    Written by ``services.rebuild_outline`` whenever a page of the course is
    published, moved or taken down, so that recording a result or showing a
    lesson asks one row instead of the page tree. ``data`` holds ``course`` (the
    facts that a completion freezes) and ``modules`` with their ``lessons``: key,
    title, minutes, ``released``, page_id and ``activities`` (key, type, required).
    ``version`` grows when what is required changes, ``digest`` with any change.
    """

    course_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")

    def __str__(self):
        return f"{self.data['course']['code']} ({self.version})"


class ContentVersion(models.Model):
    """One row whose number grows with every change of published content."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="learn_courses_one_content_version"
            )
        ]

    def __str__(self):
        return str(self.number)
