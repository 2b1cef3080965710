"""Who issues, for what, with which words; and the last number given out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PRINTED = _("Printed on the certificate.")


class IssuingBody(models.Model):
    """An office that issues certificates and keeps one register a year."""

    name = models.CharField(
        _("name"),
        max_length=160,
        unique=True,
        help_text=_("As it stands in the heading, such as “Sở Y tế”."),
    )
    parent_name = models.CharField(
        _("parent body"),
        max_length=160,
        blank=True,
        help_text=_("Printed above the name, such as “Ủy ban nhân dân tỉnh Gia Lai”."),
    )
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=30,
        help_text=_("Ends the serial number: 07/2026/GCN-SYT."),
    )
    place = models.CharField(
        _("place"),
        max_length=80,
        help_text=_("Stands before the date, such as “Gia Lai”."),
    )

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Award(models.Model):
    """The certificate that completing a subject, such as a course, earns."""

    subject_key = models.UUIDField(_("course"))
    subject_title = models.CharField(
        _("title of the course"),
        max_length=255,
        blank=True,
        help_text=_("Shown in lists; printed if the completion names no title."),
    )
    body = models.ForeignKey(
        IssuingBody,
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("issuing body"),
    )
    title = models.CharField(
        _("heading"), max_length=60, default="Giấy chứng nhận", help_text=PRINTED
    )
    subtitle = models.CharField(
        _("second heading"),
        max_length=80,
        default="Hoàn thành khóa bồi dưỡng",
        blank=True,
        help_text=PRINTED,
    )
    opening = models.CharField(
        _("opening line"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the name of the body and “chứng nhận”."),
    )
    completed_text = models.CharField(
        _("words before the title of the course"),
        max_length=120,
        default="đã hoàn thành khóa bồi dưỡng",
        help_text=PRINTED,
    )
    result_text = models.CharField(
        _("result"), max_length=60, default="Đạt", blank=True, help_text=PRINTED
    )
    signer_title = models.TextField(
        _("post of the signer"),
        max_length=160,
        help_text=_("In one or two lines, such as “KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC”."),
    )
    signer_name = models.CharField(
        _("name of the signer"),
        max_length=120,
        blank=True,
        help_text=_("Without academic titles. Empty: left blank on the paper."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for months"),
        null=True,
        blank=True,
        help_text=_(
            "Only for a course without a validity of its own, which goes first. "
            "Empty: without end."
        ),
    )
    automatic = models.BooleanField(
        _("issue at once"),
        default=False,
        help_text=_("Otherwise each certificate waits for approval."),
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["subject_title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_key"],
                condition=Q(active=True),
                name="learn_certificates_one_active_award_per_subject",
                violation_error_message=_("This course has an award already."),
            ),
            models.CheckConstraint(
                condition=Q(validity_months=None) | Q(validity_months__gte=1),
                name="learn_certificates_award_valid_for_a_month_at_least",
                violation_error_message=_("Give one month or more, or leave it empty."),
            ),
        ]

    def __str__(self):
        return self.subject_title or str(self.subject_key)


class SerialCounter(models.Model):
    """The last number that a body gave out in a year."""

    body = models.ForeignKey(IssuingBody, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("serial counter")
        verbose_name_plural = _("serial counters")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"],
                name="learn_certificates_one_counter_per_body_and_year",
            )
        ]

    def __str__(self):
        return f"{self.body_id}/{self.year}: {self.last}"
