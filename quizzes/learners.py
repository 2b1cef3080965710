"""Who a learner is, as far as an attempt needs to know."""

import uuid

#: The same name space as in ``courses``, so that both derive the same key.
KEY_NAMESPACE = uuid.UUID("6e0b1c5e-6f0e-5d0c-9a52-6c6163686e00")


def learner_key(user) -> uuid.UUID:
    """Return the key that a learner's records carry for ever."""
    return getattr(user, "learner_key", None) or uuid.uuid5(
        KEY_NAMESPACE, f"{user._meta.label_lower}:{user.pk}"
    )


def learner_label(user) -> str:
    """Return the name under which a record is frozen, 150 characters at most."""
    return (user.get_full_name() or user.get_username())[:150]
