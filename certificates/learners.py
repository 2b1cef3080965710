"""Who a learner is, in a site with or without the courses app."""

import uuid
from dataclasses import asdict, dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from .conf import settings

__all__ = ["learner_key", "learner_words"]

#: The same as in the courses app, so that both give a user the same key.
KEY_NAMESPACE = uuid.UUID("6e0b1c5e-6f0e-5d0c-9a52-6c6163686e00")


@dataclass(frozen=True)
class LearnerWords:
    """What a paper says about its holder."""

    full_name: str
    birth_text: str = ""
    unit_name: str = ""
    position: str = ""


def learner_key(user) -> uuid.UUID:
    """Return the key that a learner's records carry for ever."""
    return getattr(user, "learner_key", None) or uuid.uuid5(
        KEY_NAMESPACE, f"{user._meta.label_lower}:{user.pk}"
    )


def learner_words(user) -> dict:
    """Return what is known of the learner today, as a paper would print it."""
    path = settings.learner_profile
    if not path and apps.is_installed("courses"):
        path = "certificates.in_courses.profile_of"
    if not path:
        return asdict(LearnerWords(user.get_full_name() or user.get_username()))
    profile = import_string(path)(user)
    return asdict(
        LearnerWords(
            full_name=profile.full_name,
            birth_text=getattr(profile, "birth_text", ""),
            unit_name=getattr(profile, "unit_name", ""),
            position=getattr(profile, "position", ""),
        )
    )
