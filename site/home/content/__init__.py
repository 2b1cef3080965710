"""Load the starter content of ``site/content`` and keep it in step.

Files are TOML; every page, block, quiz and question in them carries its UUID,
so that loading again updates it and no learner's record loses its lesson.
"""

from .load import load_content

__all__ = ["load_content"]
