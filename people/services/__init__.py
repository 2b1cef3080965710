"""Everything that may be done to the organisation, its people and their roles."""

from .access import ensure_manages, managed_units, mightier_people, posts_in_reach
from .alike import AlikePeople
from .grants import end_grant, grant_role, keep_groups_in_step
from .memberships import (
    Confirmation,
    confirm_membership,
    decline_membership,
    end_membership,
    move_person,
    post_to_move,
    request_membership,
)
from .organisation import (
    OrganisationLoad,
    add_unit,
    load_organisation,
    would_stand_under_itself,
)
from .persons import add_person, ensure_person, repair_people, set_details
from .profile import learner_profile
from .roster import Roster, add_people_from_text, read_people
from .slips import Slip, issue_slips

__all__ = [
    "AlikePeople",
    "Confirmation",
    "OrganisationLoad",
    "Roster",
    "Slip",
    "add_people_from_text",
    "add_person",
    "add_unit",
    "confirm_membership",
    "decline_membership",
    "end_grant",
    "end_membership",
    "ensure_manages",
    "ensure_person",
    "grant_role",
    "issue_slips",
    "keep_groups_in_step",
    "learner_profile",
    "load_organisation",
    "managed_units",
    "mightier_people",
    "move_person",
    "post_to_move",
    "posts_in_reach",
    "read_people",
    "repair_people",
    "request_membership",
    "set_details",
    "would_stand_under_itself",
]
