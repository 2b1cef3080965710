"""Say at start what the pages can do without but should not."""

from django.contrib.staticfiles import finders
from django.core.checks import Warning, register

from .templatetags.site_tags import FONT_STYLES


@register
def check_web_font(app_configs, **kwargs):
    """Set-up makes the font from npm's registry, which may have been out of reach."""
    if finders.find(FONT_STYLES):
        return []
    return [
        Warning(
            "The web font is missing; pages show the fonts of the reader's device.",
            hint="Run `make setup` where npm's registry can be reached.",
            id="home.W001",
        )
    ]
