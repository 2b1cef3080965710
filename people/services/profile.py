"""What papers and reports print about a learner."""

from courses.learners import LearnerProfile, learner_key, learner_label

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
        .named()
        .best_first()
        .first()
    )
    return LearnerProfile(
        full_name=person.full_name,
        birth_text=person.birth_text,
        unit_name=post.unit_name_now if post else "",
        position=post.position if post else "",
        sex=person.sex,
    )
