"""The content of a question, kept out of migrations like a lesson's body."""

from django.db import models
from django.utils.functional import cached_property
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from .blocks import question_blocks


class QuestionField(StreamField):
    """A StreamField that holds exactly one block: the question."""

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types, min_num=1, max_num=1, **kwargs)

    @cached_property
    def stream_block(self):
        if self.block_types_arg is not None:
            return super().stream_block
        block = StreamBlock(question_blocks())
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self):
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [[]], kwargs
