"""Rows that state what was: some fields never change, and no row is deleted."""

from django.db import models

__all__ = ["FrozenModel", "FrozenQuerySet"]


class FrozenQuerySet(models.QuerySet):
    """Refuse the shortcuts that go past ``save`` and ``delete``."""

    def update(self, **kwargs):
        if changed := self.model.frozen_fields & {
            name.removesuffix("_id") for name in kwargs
        }:
            raise TypeError(f"Frozen: {', '.join(sorted(changed))}.")
        return super().update(**kwargs)

    def bulk_update(self, objs, fields, **kwargs):
        if changed := self.model.frozen_fields & set(fields):
            raise TypeError(f"Frozen: {', '.join(sorted(changed))}.")
        return super().bulk_update(objs, fields, **kwargs)

    def delete(self):
        raise TypeError(f"A row of {self.model._meta.label} is never deleted.")


class FrozenModel(models.Model):
    """A record whose ``frozen_fields`` keep the value they were created with."""

    frozen_fields: set[str] = set()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            before = getattr(self, "_as_stored", {})
            now = self._frozen_values()
            changed = [name for name in now if before.get(name) != now[name]]
            if changed:
                raise TypeError(f"Frozen: {', '.join(sorted(changed))}.")
        super().save(*args, **kwargs)
        self._remember()

    def delete(self, *args, **kwargs):
        raise TypeError(f"A row of {self._meta.label} is never deleted.")

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._remember()
        return instance

    def refresh_from_db(self, using=None, fields=None, **kwargs):
        super().refresh_from_db(using=using, fields=fields, **kwargs)
        now = self._frozen_values()
        names = self.frozen_fields if fields is None else set(fields)
        # A deferred field names itself by its column.
        names = {name.removesuffix("_id") for name in names} & now.keys()
        self._as_stored = getattr(self, "_as_stored", {}) | {
            name: now[name] for name in names
        }

    def _remember(self) -> None:
        self._as_stored = self._frozen_values()

    def _frozen_values(self) -> dict:
        """Return the loaded frozen fields; JSON by its text, for it is mutable."""
        values = {}
        deferred = self.get_deferred_fields()
        for name in self.frozen_fields:
            field = self._meta.get_field(name)
            if field.attname in deferred:
                continue
            value = getattr(self, field.attname)
            values[name] = repr(value) if isinstance(field, models.JSONField) else value
        return values
