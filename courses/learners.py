"""Who a learner is, as far as records need to know."""

import uuid
from dataclasses import dataclass

from django.utils.module_loading import import_string

from .conf import settings

__all__ = ["LearnerProfile", "learner_key", "learner_label", "learner_profile"]

#: Derives a key for user models that have no ``learner_key`` of their own.
KEY_NAMESPACE = uuid.UUID("6e0b1c5e-6f0e-5d0c-9a52-6c6163686e00")


@dataclass(frozen=True)
class LearnerProfile:
    """What papers and reports print about a learner, as it is known today."""

    full_name: str
    birth_text: str = ""
    unit_name: str = ""
    position: str = ""
    sex: str = ""


def learner_key(user) -> uuid.UUID:
    """Return the key that a learner's records carry for ever.

    A user model may offer it as ``learner_key``; else it follows from the
    primary key, which Django never gives to a second account.
    """
    return getattr(user, "learner_key", None) or uuid.uuid5(
        KEY_NAMESPACE, f"{user._meta.label_lower}:{user.pk}"
    )


def learner_label(user) -> str:
    """Return the name under which a record is frozen, 150 characters at most."""
    return (user.get_full_name() or user.get_username())[:150]


def learner_profile(user) -> LearnerProfile:
    """Return what is known of the learner, from the host's own records."""
    if path := settings.learner_profile:
        return import_string(path)(user)
    return LearnerProfile(full_name=learner_label(user))
