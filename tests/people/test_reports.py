"""The manager's numbers: each word means one thing, and the parts add up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from people import services
from people.intervals import today
from people.models import Membership, Person
from people.reports import Progress, Selection, Standing, State, course_choices
from people.scope import Scope

from .factories import (
    LONG_AGO,
    end_post,
    join_unit,
    make_course,
    make_person,
    make_round,
)

pytestmark = pytest.mark.django_db


def report(user, course=None, unit=None, **chosen) -> Progress:
    key = course.course_key if course else None
    choice = next((each for each in course_choices() if each.key == key), None)
    return Progress(
        Selection(
            scope=Scope.of(user),
            course=choice,
            unit_id=unit.pk if unit else None,
            **chosen,
        )
    )


def names(progress):
    return [row.person.full_name for row in progress.all_rows()]


def test_the_sentence_is_word_for_word(org, course, teachers):
    people = [
        Person(learner_key=f"00000000-0000-4000-8000-{n:012}", full_name="Giáo Viên")
        for n in range(530)
    ]
    for person in people:
        person.prepare()
    Person.objects.bulk_create(people)
    from accounts.models import User

    User.objects.bulk_create(
        User(full_name="Giáo Viên", login_code=f"T-{n}", password="!", sort_key="")
        for n in range(530)
    )
    users = User.objects.filter(login_code__startswith="T-")
    for person, user in zip(people, users, strict=True):
        person.user = user
        person.learner_key = user.learner_key
    Person.objects.bulk_update(people, ["user", "learner_key"])
    Membership.objects.bulk_create(
        Membership(
            person=person,
            unit=org.school,
            unit_name="Trường Lê Lợi",
            audience=teachers,
            valid_from=LONG_AGO,
            confirmed_at=timezone.now(),
        )
        for person in people
    )
    for person in people[:412]:
        make_round(person, course)
    progress = report(org.manager, course, audience=teachers)
    progress.made_at = datetime(2026, 11, 25, 3, 5, tzinfo=UTC)
    with translation.override("vi"):
        assert progress.sentence == (
            "412/530 giáo viên đã hoàn thành GV-01 (77,7 %), "
            "tính đến 10:05 25/11/2026, mẫu số: người trong danh sách"
        )
    everybody = report(org.manager, course)
    everybody.made_at = progress.made_at
    with translation.override("vi"):
        assert everybody.sentence == (
            "412/531 người đã hoàn thành GV-01 (77,5 %), "
            "tính đến 10:05 25/11/2026, mẫu số: người trong danh sách"
        )
    with translation.override("en"):
        assert everybody.sentence == (
            "412/531 people completed GV-01 (77.5 %), "
            "as of 10:05 25/11/2026, denominator: people on the list"
        )


def test_an_empty_list_is_not_divided(org, course):
    end_post(org.person)
    progress = report(org.manager, course)
    progress.made_at = datetime(2026, 11, 25, 3, 5, tzinfo=UTC)
    with translation.override("vi"):
        assert progress.sentence == (
            "Danh sách chưa có ai nên chưa tính được tỷ lệ hoàn thành GV-01 "
            "(tính đến 10:05 25/11/2026)"
        )


def test_one_hundred_per_cent_is_said_only_of_all(org, course):
    progress = report(org.manager, course)
    progress.__dict__["counts"] = {**dict.fromkeys(State.values, 0)} | {
        "completed": 4999,
        "not_started": 1,
    }
    with translation.override("vi"):
        assert "4.999/5.000 người" in progress.sentence
        assert "(99,9 %)" in progress.sentence


def test_three_states_add_up_and_enrolled_is_not_started(org, course):
    """B085: five on the list, one opened a lesson, one is done, one never enrolled."""
    people = [make_person(f"Người {n}", org.school) for n in range(4)]
    make_round(people[0], course, "completed")
    make_round(people[1], course, "in_progress")
    make_round(people[2], course, "not_started")
    progress = report(org.manager, course)
    assert progress.counts == {
        "not_started": 3,
        "in_progress": 1,
        "completed": 1,
        "expired": 0,
    }
    assert progress.total == 5
    listed = {
        state: len(names(report(org.manager, course, state=state)))
        for state in State.values
    }
    assert listed == progress.counts


def test_who_was_never_assigned_is_on_the_list(org, course):
    """B083: one did it unasked, one newcomer has nothing."""
    unasked = make_person("Tự Học", org.school)
    make_round(unasked, course, source="self")
    rows = {row.person: row for row in report(org.manager, course).all_rows()}
    assert rows[unasked].state == State.COMPLETED
    assert rows[org.person].state == State.NOT_STARTED
    assert rows[org.person].enrolment is None


def test_who_does_not_count_is_named_with_a_reason(org, course):
    """B081: ten assigned; six done, four left out; each is said."""
    end_post(org.person)
    people = [make_person(f"Người Số {n}", org.school) for n in range(10)]
    for person in people[:6]:
        make_round(person, course)
    suspended, left, deleted, editor = people[6:]
    suspended.user.is_active = False
    suspended.user.save()
    end_post(left)
    deleted.user.delete()
    services.grant_role(by=None, person=editor, role="editor")
    progress = report(org.manager, course)
    assert (progress.done, progress.total) == (6, 6)
    with translation.override("vi"):
        assert progress.sentence.startswith("6/6 người")
        assert "(100,0 %)" in progress.sentence
    assert progress.left_out == {
        Standing.SUSPENDED: 1,
        Standing.DELETED: 1,
        Standing.STAFF: 1,
    }
    assert progress.side_counts["left"] == 2
    for standing in (Standing.SUSPENDED, Standing.DELETED, Standing.STAFF):
        with_them = report(org.manager, course, also=frozenset({standing.value}))
        assert with_them.total == 7
        assert len(names(with_them)) == 7
        with translation.override("vi"):
            assert "kể cả" in with_them.sentence


def test_a_person_with_two_posts_counts_once(org, course):
    """B070, B080: both lists show them, the parent's total counts them once."""
    join_unit(org.person, org.other_school)
    make_round(org.person, course)
    assert names(report(org.head, course)) == ["Nguyễn Văn An"]
    assert report(org.head, course).total == 1
    for unit in (org.school, org.other_school):
        assert names(report(org.head, course, unit=unit)) == ["Nguyễn Văn An"]
    (row,) = report(org.head, course).all_rows()
    assert row.unit_names == "Trường Lê Lợi; Trường Trần Phú"


def test_two_managers_may_cover_several_units(org, course):
    make_person("Lê Thị Bình", org.elsewhere)
    manager = Person.objects.get(user=org.manager)
    services.grant_role(
        by=None, person=manager, role="unit_manager", unit=org.elsewhere
    )
    assert report(org.manager, course).total == 2


def test_a_moved_person_counts_where_they_are(org, course):
    """B063: the new unit counts the person as done, the old one no longer."""
    make_round(org.person, course)
    services.move_person(by=org.head, person=org.person, to=org.other_school)
    assert report(org.head, course, unit=org.school).total == 0
    now = report(org.head, course, unit=org.other_school)
    assert (now.done, now.total) == (1, 1)
    assert report(org.head, course, unit=org.school).side_counts["left"] == 0


def test_each_round_reads_its_own_evidence(org, course):
    """B084: the round broken off says nothing, the second one is done."""
    make_round(org.person, course, "in_progress", ended_at=timezone.now())
    (row,) = report(org.manager, course).all_rows()
    assert (row.state, row.enrolment) == (State.NOT_STARTED, None)
    second = make_round(org.person, course, round=2)
    (row,) = report(org.manager, course).all_rows()
    assert (row.state, row.enrolment) == (State.COMPLETED, second)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, State.EXPIRED), (0, State.COMPLETED), (None, State.COMPLETED)],
)
def test_a_completion_counts_to_its_last_day(org, course, days, state):
    until = None if days is None else today() + timedelta(days=days)
    make_round(org.person, course, valid_until=until)
    (row,) = report(org.manager, course).all_rows()
    assert row.state == state
    assert report(org.manager, course).counts[state] == 1


def test_a_renewal_under_way_is_in_progress_once_the_old_one_expired(org, course):
    make_round(org.person, course, valid_until=today() - timedelta(days=1))
    make_round(org.person, course, "in_progress", round=2)
    (row,) = report(org.manager, course).all_rows()
    assert (row.state, row.enrolment.round) == (State.IN_PROGRESS, 2)


def test_filters_narrow_the_list_but_not_the_sentence(org, course, teachers):
    make_person("Đỗ Thị Đào", org.school, audience=teachers)
    assert names(report(org.manager, course, text="do dao")) == ["Đỗ Thị Đào"]
    assert names(report(org.manager, course, audience=teachers)) == ["Đỗ Thị Đào"]
    assert report(org.manager, course, text="do dao").total == 2
    assert report(org.manager, course, audience=teachers).total == 1


def test_names_are_sorted_by_given_name(org, course):
    """B119."""
    end_post(org.person)
    for name in ("Bùi Em", "Dương Đạt", "Đỗ Dung", "Phạm Ánh", "Lê Ân", "Trần An"):
        make_person(name, org.school)
    assert [name.split()[-1] for name in names(report(org.manager, course))] == [
        "An",
        "Ánh",
        "Ân",
        "Dung",
        "Đạt",
        "Em",
    ]


def test_an_administrator_also_counts_people_without_a_unit(org, course):
    loose = make_person("Chưa Có Đơn Vị")
    scope = Scope(today(), everything=True)
    assert loose.full_name in names(Progress(Selection(scope)))
    assert names(Progress(Selection(scope, unplaced=True, text="chua co"))) == [
        "Chưa Có Đơn Vị"
    ]
    assert loose.full_name not in names(report(org.head, course))


def test_queries_do_not_grow_with_people(org, course, django_assert_num_queries):
    def read():
        progress = report(org.head, course)
        assert progress.sentence
        page, rows = progress.page(1)
        return len(rows), progress.left_out, progress.side_counts

    for count in (5, 60):
        for n in range(count - Person.objects.in_units([org.school.pk]).count()):
            make_round(make_person(f"Người {n}", org.school), course)
        with django_assert_num_queries(7):
            assert read()[0] == min(count, 50)


def test_a_course_is_listed_once_and_only_while_published(course):
    make_course("NEN-01", "Nền tảng").unpublish()
    assert [each.code for each in course_choices()] == ["GV-01"]
