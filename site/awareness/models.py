"""Articles, what they are about and whom they are for."""

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from courses.maps import CourseMap, find_course
from courses.models.pages import CoursePage, VietnameseSlugMixin
from courses.vietnamese import fold, nfc
from home.fields import content_field

from .forms import ArticleForm


class Label(models.Model):
    """A word that articles are sorted by."""

    slug = models.SlugField(_("address part"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("name"),
        FieldPanel("name_en"),
        FieldPanel("slug"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Topic(Label):
    """What an article is about, such as staying safe online."""

    class Meta(Label.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Readership(Label):
    """Whom an article is written for, such as parents."""

    class Meta(Label.Meta):
        verbose_name = _("readership")
        verbose_name_plural = _("readerships")


class ArticleIndexPage(VietnameseSlugMixin, Page):
    """Every article, by topic and readership, searched without diacritics."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["awareness.ArticlePage"]
    template = "awareness/article_index_page.html"

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request, *args, **kwargs):
        from .listing import listing

        return {
            **super().get_context(request, *args, **kwargs),
            **listing(self, request.GET),
        }


class ArticlePage(VietnameseSlugMixin, Page):
    """An article that anybody may read and share."""

    summary = models.TextField(_("summary"), max_length=500)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("topic"),
    )
    readerships = ParentalManyToManyField(
        Readership, blank=True, related_name="articles", verbose_name=_("readerships")
    )
    minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=5)
    cover = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    cover_alt = models.CharField(
        _("description of the picture"), max_length=250, blank=True
    )
    body = content_field(_("content"))
    related_course_key = models.UUIDField(
        _("key of the related course"),
        null=True,
        blank=True,
        help_text=_("The course is found by this key even after it moved."),
    )
    #: Title and summary in lower case, for hits with the exact accents.
    search_text = models.TextField(editable=False, blank=True)
    #: The same folded: no marks, đ as d.
    search_key = models.TextField(editable=False, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("minutes")]),
        FieldPanel("readerships", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Picture")
        ),
        FieldPanel("body"),
        FieldPanel("related_course_key"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types = ["awareness.ArticleIndexPage"]
    subpage_types = []
    template = "awareness/article_page.html"
    base_form_class = ArticleForm

    class Meta:
        verbose_name = _("awareness article")
        verbose_name_plural = _("awareness articles")

    def save(self, *args, **kwargs):
        words = nfc(f"{self.title} {self.summary}")
        self.search_text = words.lower()
        self.search_key = fold(words)
        super().save(*args, **kwargs)

    @cached_property
    def related_course(self) -> CourseMap | None:
        """Return the course that goes with the article, where all may see it."""
        if self.related_course_key is None:
            return None
        courses = CoursePage.objects.live().public()
        if not courses.filter(translation_key=self.related_course_key).exists():
            return None
        return find_course(self.related_course_key)
