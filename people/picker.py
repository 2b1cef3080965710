"""The units a manager may choose from, as a list that stays short."""

from dataclasses import dataclass, field

from courses.vietnamese import fold

from .models import UnitVersion
from .scope import Scope

__all__ = ["UnitChoice", "UnitPicker"]

#: So many units are listed at once; beyond, only the way to the chosen one.
MOST_LISTED = 80


@dataclass
class UnitChoice:
    pk: int
    key: object
    name: str
    parent_id: int | None
    below: list["UnitChoice"] = field(default_factory=list)
    depth: int = 0

    @property
    def indented_name(self) -> str:
        return "\u2003" * self.depth + self.name


class UnitPicker:
    """The scope's units of the day as a tree, read with one query."""

    def __init__(self, scope: Scope):
        versions = UnitVersion.objects.on(scope.day)
        if not scope.everything:
            versions = versions.filter(unit_id__in=scope.unit_ids())
        rows = versions.order_by("search_key").values_list(
            "unit_id", "unit__key", "name", "parent_id"
        )
        self.by_id = {row[0]: UnitChoice(*row) for row in rows}
        self.by_key = {str(choice.key): choice for choice in self.by_id.values()}
        self.roots = []
        for choice in self.by_id.values():
            parent = self.by_id.get(choice.parent_id)
            (parent.below if parent else self.roots).append(choice)

    def get(self, key) -> UnitChoice | None:
        return self.by_key.get(str(key))

    def path(self, choice: UnitChoice) -> list[UnitChoice]:
        """Return the units above it and itself, as far as the scope reaches."""
        path = [choice]
        while (parent := self.by_id.get(path[0].parent_id)) and parent not in path:
            path.insert(0, parent)
        return path

    def options(self, chosen: UnitChoice | None) -> list[UnitChoice]:
        """Return what a select lists: all, or the way to the chosen and below."""
        if len(self.by_id) <= MOST_LISTED:
            return list(self._walk(self.roots, None))
        opened = {each.pk for each in self.path(chosen)} if chosen else set()
        if not chosen and len(self.roots) == 1:
            opened = {self.roots[0].pk}
        return list(self._walk(self.roots, opened))

    @property
    def start_options(self) -> list[UnitChoice]:
        """Return what is listed before anything was chosen."""
        return self.options(None)

    @property
    def is_shortened(self) -> bool:
        return len(self.by_id) > MOST_LISTED

    def matching(self, text: str, limit: int = 30) -> list[UnitChoice]:
        """Return the units whose name contains each word."""
        words = fold(text).split()
        found = (
            choice
            for choice in self.by_id.values()
            if all(word in fold(choice.name) for word in words)
        )
        return [choice for choice, _number in zip(found, range(limit), strict=False)]

    def _walk(self, choices, opened, depth=0):
        for choice in choices:
            choice.depth = depth
            yield choice
            if opened is None or choice.pk in opened:
                yield from self._walk(choice.below, opened, depth + 1)
