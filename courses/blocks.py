"""The blocks that a lesson is written with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

__all__ = [
    "CalloutBlock",
    "ImageBlock",
    "LawQuoteBlock",
    "LinkCardBlock",
    "SourcesBlock",
    "StepsBlock",
    "TextBlock",
    "content_blocks",
]

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.StructBlock):
    """Running text."""

    html = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "learn_courses/blocks/text.html"
        description = _("Headings, paragraphs and lists.")
        preview_value = {"html": "<h2>Lắng nghe</h2><p>Ngồi ngang tầm mắt trẻ.</p>"}


class ImageBlock(blocks.StructBlock):
    """A picture with its description."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("description"),
        required=False,
        max_length=250,
        help_text=_("What a person who cannot see it should know. Empty: decoration."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "learn_courses/blocks/image.html"
        description = _("A small picture; phones on weak lines load it last.")


class CalloutBlock(blocks.StructBlock):
    """A box that stands out from the text."""

    tone = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[
            ("note", _("Note")),
            ("tip", _("Advice")),
            ("warning", _("Take care")),
            ("danger", _("Very important")),
        ],
        default="note",
    )
    title = blocks.CharBlock(label=_("title"), required=False, max_length=160)
    html = blocks.RichTextBlock(label=_("text"), features=INLINE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "learn_courses/blocks/callout.html"
        description = _("A note, a piece of advice or a warning.")
        preview_value = {
            "tone": "tip",
            "title": "Câu nên nói",
            "html": "<p>“Cô đang nghe. Con cứ từ từ.”</p>",
        }


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(label=_("step"), max_length=160)
    html = blocks.RichTextBlock(
        label=_("text"), features=INLINE_FEATURES, required=False
    )


class StepsBlock(blocks.StructBlock):
    """A procedure in numbered steps."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=160)
    items = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "learn_courses/blocks/steps.html"
        description = _("What to do, one step after the other.")
        preview_value = {
            "title": "Khi trẻ kể",
            "items": [{"title": "Lắng nghe", "html": "<p>Không ngắt lời.</p>"}],
        }


class LawQuoteBlock(blocks.StructBlock):
    """What an article of law says, as a quotation or in our own words."""

    instrument = blocks.CharBlock(label=_("instrument"), max_length=160)
    number = blocks.CharBlock(label=_("number"), required=False, max_length=60)
    article = blocks.CharBlock(label=_("article"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("text"))
    summary = blocks.BooleanBlock(
        label=_("summary in our own words"), required=False, default=True
    )
    needs_check = blocks.BooleanBlock(
        label=_("still to be compared with the official text"),
        required=False,
        default=True,
    )

    class Meta:
        icon = "openquote"
        label = _("Law")
        template = "learn_courses/blocks/law_quote.html"
        description = _("An article of law with its number and state of checking.")
        preview_value = {
            "instrument": "Luật Trẻ em",
            "number": "102/2016/QH13",
            "article": "Điều 51",
            "text": "Mọi người có trách nhiệm thông tin đến cơ quan có thẩm quyền.",
            "summary": True,
            "needs_check": False,
        }


class LinkCardBlock(blocks.StructBlock):
    """A link that stands for what it leads to; nothing is loaded from there."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    url = blocks.CharBlock(
        label=_("address"),
        max_length=500,
        help_text=_("A path of this site, https://… or tel:…"),
    )
    text = blocks.CharBlock(label=_("text"), required=False, max_length=300)

    class Meta:
        icon = "link"
        label = _("Link card")
        template = "learn_courses/blocks/link_card.html"
        description = _("A link with a sentence that says why to open it.")
        preview_value = {
            "title": "Tổng đài 111",
            "url": "tel:111",
            "text": "Miễn phí, 24 giờ mỗi ngày.",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        address = cleaned["url"]
        own_path = address.startswith("/") and not address.startswith(("//", "/\\"))
        leads_somewhere = own_path or address.startswith(
            ("https://", "tel:", "mailto:")
        )
        if not leads_somewhere or not address.isprintable() or " " in address:
            raise blocks.StructBlockValidationError({"url": _wrong_address()})
        return cleaned


class SourceBlock(blocks.StructBlock):
    """One source of a lesson."""

    title = blocks.CharBlock(label=_("source"), max_length=300)
    note = blocks.CharBlock(label=_("note"), required=False, max_length=300)


class SourcesBlock(blocks.StructBlock):
    """Where the facts of a lesson come from."""

    items = blocks.ListBlock(SourceBlock(), label=_("sources"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Sources")
        template = "learn_courses/blocks/sources.html"
        description = _("What the text rests on, and what is still to be checked.")
        preview_value = {"items": [{"title": "Luật Trẻ em, Điều 51", "note": ""}]}


def content_blocks():
    """Return name and block of everything that is not an activity."""
    return [
        ("text", TextBlock()),
        ("image", ImageBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("law_quote", LawQuoteBlock()),
        ("link_card", LinkCardBlock()),
        ("sources", SourcesBlock()),
    ]


def _wrong_address():
    from django.core.exceptions import ValidationError

    return ValidationError(
        _("Write a path of this site (/…), https://…, tel:… or mailto:…")
    )
