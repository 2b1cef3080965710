"""What papers and reports print about a learner."""

from courses.learners import LearnerProfile, learner_key, learner_label

from ..intervals import today
from ..models import Membership, Person


def learner_profile(user) -> LearnerProfile:
    """Return name, birth date, unit and position as they are today."""
    person = Person.objects.filter(learner_key=learner_key(user)).first()
    if person is None:
        return LearnerProfile(full_name=learner_label(user))
    post = (
        Membership.objects.confirmed()
        .on()
        .filter(person=person)
        .select_related("unit")
        .best_first()
        .first()
    )
    return LearnerProfile(
        full_name=person.full_name,
        birth_text=person.birth_text,
        unit_name=(post.unit.name_on(today()) or post.unit_name) if post else "",
        position=post.position if post else "",
        sex=person.sex,
    )
