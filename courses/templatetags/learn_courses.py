"""Template tags of the learning path."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import CoursePage

register = template.Library()


@register.simple_tag(takes_context=True)
def activity(context, block):
    """Render an activity of a lesson for the learner who reads it."""
    return block.render(
        {
            "request": context["request"],
            "csrf_token": context.get("csrf_token"),
            "lesson": context.get("lesson"),
            "enrolment": context.get("enrolment"),
            "is_preview": context.get("is_preview", False),
            "activity_key": block.id,
            "round_key": getattr(context.get("enrolment"), "key", None),
            "required": block.value.get("required", True),
        }
    )


@register.filter
def duration(minutes) -> str:
    """Return minutes as a person says them: "45 minutes", "2 h 5 min"."""
    minutes = int(minutes or 0)
    if minutes < 60:
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {
            "minutes": minutes
        }
    hours, rest = divmod(minutes, 60)
    if rest:
        return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}


@register.filter
def mode_label(mode) -> str:
    """Return the words for a mode that a record has frozen."""
    return CoursePage.Mode(mode).label if mode in CoursePage.Mode.values else mode


@register.simple_tag(takes_context=True)
def absolute_url(context, path) -> str:
    """Return the full address of a path, for link previews."""
    if path.startswith(("http://", "https://")):
        return path
    public = getattr(settings, "LEARN_PUBLIC_URL", "")
    return f"{public}{path}" if public else context["request"].build_absolute_uri(path)


@register.simple_tag
def sign_in_url() -> str:
    """Return where people sign in."""
    return resolve_url(settings.LOGIN_URL)
