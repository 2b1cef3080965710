"""Issuing bodies, awards, who has earned one, and what was issued."""

from .awards import Award, IssuingBody, SerialCounter
from .certificates import Certificate
from .entitlements import REVIEW_FIELDS, Entitlement

__all__ = [
    "REVIEW_FIELDS",
    "Award",
    "Certificate",
    "Entitlement",
    "IssuingBody",
    "SerialCounter",
]
