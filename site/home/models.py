"""The pages that say who we are, and what was loaded from the content files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.models.pages import VietnameseSlugMixin

from .blocks import audience_blocks, promise_blocks
from .fields import BlocksField, content_field


class HomePage(VietnameseSlugMixin, Page):
    """The ten seconds in which a stranger decides whether to trust the site."""

    tagline = models.CharField(_("one sentence"), max_length=200)
    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    picture_alt = models.CharField(
        _("description of the picture"), max_length=250, blank=True
    )
    mission = RichTextField(
        _("what it is for"), features=["bold", "italic", "link"], blank=True
    )
    audiences_title = models.CharField(
        _("heading of the audiences"), max_length=120, blank=True
    )
    audiences = BlocksField(
        audience_blocks(), blank=True, verbose_name=_("audience cards")
    )
    steps_title = models.CharField(
        _("heading of the steps"), max_length=120, blank=True
    )
    steps = BlocksField(promise_blocks(), blank=True, verbose_name=_("how it works"))
    promises_title = models.CharField(
        _("heading of the promises"), max_length=120, blank=True
    )
    promises = BlocksField(promise_blocks(), blank=True, verbose_name=_("promises"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("intro"),
        FieldPanel("picture_alt"),
        FieldPanel("mission"),
        MultiFieldPanel(
            [FieldPanel("audiences_title"), FieldPanel("audiences")],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("steps_title"), FieldPanel("steps")],
            heading=_("How it works"),
        ),
        MultiFieldPanel(
            [FieldPanel("promises_title"), FieldPanel("promises")],
            heading=_("Promises"),
        ),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        from awareness.services import latest_articles

        from .services import shown_courses

        return {
            **super().get_context(request, *args, **kwargs),
            "courses": shown_courses(limit=3),
            "articles": latest_articles(limit=3),
        }


class StandardPage(VietnameseSlugMixin, Page):
    """A plain page, such as who we are or how we treat personal data."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = content_field(_("content"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class ContentSource(models.Model):
    """Remember what a content file last wrote, so that edits are not lost.

    ``key`` is the id that the file gives to a page, question or other item;
    ``source_digest`` is the hash of what the file said, ``digest`` of what the
    loader stored. Where the stored item no longer has that hash, an editor
    changed it, and the loader leaves it alone.
    """

    key = models.UUIDField(unique=True)
    source_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("content source")
        verbose_name_plural = _("content sources")

    def __str__(self):
        return str(self.key)
