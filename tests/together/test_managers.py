"""What a manager sees of what the people of a unit did."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certificates.models import Certificate
from courses.models import Enrolment
from courses.policies import visible
from people.models import Person
from people.services import issue_slips
from quizzes.models import Attempt
from tests.courses.factories import make_course
from tests.people.factories import make_manager, make_person, make_unit
from tests.quizzes.factories import make_quiz_course

from .steps import complete, make_award, take_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_unit("Trường Lê Lợi")


@pytest.fixture
def manager(school):
    return make_manager(school)


@pytest.fixture
def stranger():
    return make_manager(make_unit("Trạm y tế", kind="tram"), "Phạm Thị Ngoài")


def test_the_manager_sees_who_completed_and_who_has_not_begun(client, school, manager):
    course = make_course("Lắng nghe trẻ em")
    done = make_person("Siu Mẫu Đạt", school)
    make_person("Võ Mẫu Kiều", school)
    complete(done.user, course)
    client.force_login(manager)
    address = f"{reverse('learn_people:manage')}?course={course.course_key}"
    shown = client.get(address).content.decode()
    assert "1/2" in shown
    assert "Siu Mẫu Đạt" in shown
    assert "Võ Mẫu Kiều" in shown


def test_records_of_every_app_are_seen_in_ones_units_and_nowhere_else(
    school, manager, stranger
):
    course, lesson, block = make_quiz_course()
    make_award(course)
    person = make_person("Siu Mẫu Đạt", school)
    complete(person.user, course)
    take_quiz(person.user, lesson, block)
    for model in (Enrolment, Attempt, Certificate):
        assert visible(model, manager).count() == 1, model
        assert visible(model, stranger).count() == 0, model
        assert visible(model, person.user).count() == 1, model


def test_only_the_holder_and_their_manager_get_the_paper(
    client, school, manager, stranger
):
    course = make_course("Lắng nghe trẻ em")
    make_award(course)
    person = make_person("Siu Mẫu Đạt", school)
    complete(person.user, course)
    address = reverse("learn_certificates:pdf", args=[Certificate.objects.get().key])
    expected = {person.user: 200, manager: 200, stranger: 404}
    for user, status in expected.items():
        client.force_login(user)
        assert client.get(address).status_code == status


def test_records_follow_a_person_who_was_deleted(school, manager):
    """The account is gone; the person and their post are still on the list."""
    course = make_course("Lắng nghe trẻ em")
    person = make_person("Siu Mẫu Đạt", school)
    complete(person.user, course)
    person.user.delete()
    person = Person.objects.get(pk=person.pk)
    assert person.user is None
    assert visible(Enrolment, manager).get().learner_label == "Siu Mẫu Đạt"


def test_the_certificate_names_the_unit_of_its_day(school):
    course = make_course("Lắng nghe trẻ em")
    make_award(course)
    person = make_person("Siu Mẫu Đạt", school, position="Giáo viên")
    complete(person.user, course)
    assert "Trường Lê Lợi" in str(Certificate.objects.get().snapshot["person"])
    school.versions.update(name="Tên mới của trường")
    assert "Trường Lê Lợi" in str(Certificate.objects.get().snapshot["person"])


def test_a_stranger_prints_no_slip_for_ones_people(school, stranger):
    person = make_person("Siu Mẫu Đạt", school)
    with pytest.raises(PermissionDenied):
        issue_slips(by=stranger, people=[person])
