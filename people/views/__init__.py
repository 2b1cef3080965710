"""The managers' pages, and the one on which a person asks to join a unit."""

from .joining import join, waiting
from .persons import add, leave, move, person
from .progress import export, manage
from .rosters import paste
from .slips import slips

__all__ = [
    "add",
    "export",
    "join",
    "leave",
    "manage",
    "move",
    "paste",
    "person",
    "slips",
    "waiting",
]
