"""The blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["AudienceBlock", "PromiseBlock", "audience_blocks", "promise_blocks"]

#: Drawings in static/site/img/aud-….svg, named by the code of the audience.
PICTURES = [
    ("gv", _("Teacher")),
    ("xh", _("Commune child protection worker")),
    ("dt", _("Investigator")),
    ("pl", _("Legal aid officer")),
    ("ph", _("Parent or carer")),
]


class AudienceBlock(blocks.StructBlock):
    """Whom the courses are for, and where they begin."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.CharBlock(label=_("text"), max_length=300)
    picture = blocks.ChoiceBlock(label=_("picture"), choices=PICTURES, required=False)
    url = blocks.CharBlock(
        label=_("address"), max_length=300, help_text=_("A path of this site.")
    )

    class Meta:
        icon = "group"
        label = _("Audience")


class PromiseBlock(blocks.StructBlock):
    """One thing that people may rely on."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.CharBlock(label=_("text"), max_length=300)

    class Meta:
        icon = "check"
        label = _("Promise")


def audience_blocks():
    """Return the blocks of the audience cards."""
    return [("audience", AudienceBlock())]


def promise_blocks():
    """Return the blocks of the promises and of the steps."""
    return [("promise", PromiseBlock())]
