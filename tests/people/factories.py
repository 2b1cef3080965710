"""Make units, people, posts and rounds in as few words as tests need."""

from datetime import date
from itertools import count
from pathlib import Path

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from courses.models import Audience, CourseIndexPage, CoursePage, Enrolment
from people import services
from people.intervals import today
from people.models import Grant, Membership, Person, Unit

ORGANISATION = Path(__file__).resolve().parents[2] / "site" / "content" / "org"
LONG_AGO = date(2020, 1, 1)
numbers = count(1)


def make_unit(name="Trường Lê Lợi", parent=None, kind="truong", since=LONG_AGO) -> Unit:
    return services.add_unit(
        by=None, name=name, kind=kind, parent=parent, valid_from=since
    )


def make_user(full_name="Nguyễn Văn An", **fields) -> User:
    return User.objects.create_user(full_name=full_name, **fields)


def make_person(full_name="Nguyễn Văn An", unit=None, **fields) -> Person:
    """Make an account, its person, and a post if a unit is given."""
    audience = fields.pop("audience", None)
    position = fields.pop("position", "")
    person = Person.objects.get(user=make_user(full_name, **fields))
    if unit:
        join_unit(person, unit, audience=audience, position=position)
    return person


def join_unit(person, unit, *, since=LONG_AGO, primary=None, **fields) -> Membership:
    if primary is None:
        primary = not person.memberships.filter(primary=True, valid_to=None).exists()
    return Membership.objects.create(
        person=person,
        unit=unit,
        valid_from=since,
        primary=primary,
        confirmed_at=timezone.now(),
        **fields,
    )


def make_manager(unit, full_name="Trần Thị Quản", *, valid_to=None) -> User:
    person = make_person(full_name)
    Grant.objects.create(
        person=person,
        role=Grant.Role.UNIT_MANAGER,
        unit=unit,
        valid_from=LONG_AGO,
        valid_to=valid_to,
    )
    return person.user


def make_audience(code="GV", name="Giáo viên", noun="giáo viên") -> Audience:
    return Audience.objects.create(code=code, name=name, noun=noun)


def make_course(code="GV-01", title="Nhận biết và ứng phó") -> CoursePage:
    index = CourseIndexPage.objects.first()
    if index is None:
        index = CourseIndexPage(title="Khóa học", slug="khoa-hoc-thu")
        Page.objects.get(depth=1).add_child(instance=index)
    course = CoursePage(
        title=title, slug=code.lower(), code=code, summary="…", minutes=90, periods=2
    )
    index.add_child(instance=course)
    return course


def make_round(person, course, status="completed", **fields) -> Enrolment:
    now = timezone.now()
    begun = status != "not_started"
    return Enrolment.objects.create(
        learner=person.user,
        learner_key=person.learner_key,
        learner_label=person.full_name,
        course_key=course.course_key,
        course_title=course.title,
        enrolled_at=now,
        status=status,
        started_at=now if begun else None,
        completed_at=fields.pop("completed_at", now if status == "completed" else None),
        done=10 if status == "completed" else int(begun),
        total=10,
        **fields,
    )


def end_post(person, on=None) -> None:
    person.memberships.filter(valid_to=None).update(valid_to=on or today())
