"""Write what changed in the files, and nothing that an editor changed."""

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page

from ..models import ContentSource

__all__ = ["ContentSync", "derived_key"]

#: Names the ids of things that have none in the files, such as pictures.
NAMESPACE = uuid.UUID("4f8b9f2e-57a5-4f0c-8a39-3a3c6c61636e")
#: What changes without anybody editing.
VOLATILE = {
    "pk",
    "id",
    "path",
    "depth",
    "numchild",
    "url_path",
    "latest_revision",
    "live_revision",
    "latest_revision_created_at",
    "first_published_at",
    "last_published_at",
    "has_unpublished_changes",
    "draft_title",
    "current",
    "live",
    "locked_by",
    "owner",
}


class ContentSync:
    """One run over the content files; counts what it did."""

    def __init__(self, *, force: bool = False, say: Callable[[str], None] = print):
        self.force = force
        self.say = say
        self.written = 0
        self.unchanged = 0
        self.kept = 0
        self.sources = {source.key: source for source in ContentSource.objects.all()}

    def sync(
        self,
        data: dict[str, Any],
        *,
        find: Callable[[], Model | None],
        write: Callable[[Model | None], Model],
        name: str,
    ) -> Model | None:
        """Return the item of ``data["id"]``, written if the file says something new.

        What an editor changed or deleted since the last run stays as it is,
        unless the run is forced.
        """
        key = uuid.UUID(data["id"])
        wanted = digest(data)
        source = self.sources.get(key)
        item = find()
        if not self.force and source and source.source_digest == wanted:
            self.unchanged += 1
            return item
        if not self.force and self._belongs_to_an_editor(source, item):
            self.kept += 1
            self.say(f"kept as edited: {name}")
            return item
        item = write(item)
        self.written += 1
        self.sources[key], _created = ContentSource.objects.update_or_create(
            key=key, defaults={"source_digest": wanted, "digest": digest(state(item))}
        )
        return item

    def _belongs_to_an_editor(self, source, item) -> bool:
        if source is None:
            return item is not None
        return item is None or digest(state(item)) != source.digest


def state(item: Model) -> dict[str, Any]:
    """Return what an editor could have changed of an item, as it is stored."""
    item = type(item)._default_manager.get(pk=item.pk)
    if isinstance(item, Page):
        item = item.get_latest_revision_as_object()
        data = item.serializable_data()
    elif hasattr(item, "serializable_data"):
        data = item.serializable_data()
    else:
        data = get_serializable_data_for_fields(item)
    return {name: value for name, value in data.items() if name not in VOLATILE}


def digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def derived_key(*parts: str) -> uuid.UUID:
    """Return the same id for the same name, always."""
    return uuid.uuid5(NAMESPACE, "/".join(parts))
