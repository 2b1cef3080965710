"""The body of a lesson: content blocks and whatever activities apps offer."""

import json

from django import forms
from django.apps import apps
from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from .blocks import content_blocks

__all__ = ["LessonBodyField", "LessonStreamBlock", "RemovedBlock"]

REMOVED = "removed"


class RemovedBlock(blocks.FieldBlock):
    """Keep the content of a block whose app is no longer installed.

    Learners see nothing of it; editors see that it is there; saving the page
    writes it back unchanged, so that installing the app again brings it back.
    """

    def __init__(self, **kwargs):
        self.field = forms.JSONField(required=False, widget=forms.HiddenInput())
        super().__init__(**kwargs)

    def render_basic(self, value, context=None):
        return ""

    def get_searchable_content(self, value):
        return []

    class Meta:
        icon = "warning"
        label = _("Content of an app that is not installed (kept)")


class LessonStreamBlock(blocks.StreamBlock):
    """A stream that never loses a block it does not know."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), (REMOVED, RemovedBlock())], **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [self._wrap(child) for child in value]
        return super().to_python(value)

    def get_prep_value(self, value):
        return [_unwrap(child) for child in super().get_prep_value(value)]

    def _wrap(self, child):
        if child["type"] in self.child_blocks:
            return child
        kept = {"type": child["type"], "value": child["value"]}
        return {"type": REMOVED, "value": kept, "id": child.get("id")}


class LessonBodyField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Which blocks there are depends on the installed apps: each app names its
    activities in ``AppConfig.lesson_blocks`` (block name: dotted path).
    A migration must not depend on that, and must never save a body: a
    historical model sees no blocks and would write an empty list.
    """

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types, **kwargs)

    @cached_property
    def stream_block(self):
        if self.block_types_arg is not None:
            return super().stream_block
        block = LessonStreamBlock(lesson_blocks())
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self):
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [[]], kwargs


def lesson_blocks():
    """Return every block an editor may put into a lesson."""
    offered = list(content_blocks())
    for config in apps.get_app_configs():
        for name, path in getattr(config, "lesson_blocks", {}).items():
            offered.append((name, import_string(path)()))
    return offered


def _unwrap(child):
    if child["type"] != REMOVED or not isinstance(child["value"], dict):
        return child
    return {**child["value"], "id": child["id"]}
