"""The organisation through time, its people, their posts and their roles."""

from .persons import Membership, Person
from .roles import Grant
from .units import Succession, Unit, UnitVersion

__all__ = ["Grant", "Membership", "Person", "Succession", "Unit", "UnitVersion"]
