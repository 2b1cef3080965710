"""A stream field whose blocks stay out of migrations."""

from wagtail.fields import StreamField

from courses.blocks import content_blocks

__all__ = ["BlocksField", "content_field"]


class BlocksField(StreamField):
    """Keep the list of blocks in code alone.

    Blocks change with every release; a migration for each of them would say
    nothing about the table. Historical models therefore see no blocks and must
    never save this field.
    """

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, path, [[]], kwargs


def content_field(verbose_name) -> BlocksField:
    """Return the body of an article or a plain page, written as lessons are."""
    return BlocksField(content_blocks(), blank=True, verbose_name=verbose_name)
