"""A small organisation: a department, two schools below it, one elsewhere."""

from types import SimpleNamespace

import pytest

from .factories import (
    make_audience,
    make_course,
    make_manager,
    make_person,
    make_unit,
)


@pytest.fixture
def org(db):
    department = make_unit("Phòng Giáo dục", kind="phong")
    school = make_unit("Trường Lê Lợi", parent=department)
    other_school = make_unit("Trường Trần Phú", parent=department)
    elsewhere = make_unit("Trạm y tế", kind="tram")
    return SimpleNamespace(
        department=department,
        school=school,
        other_school=other_school,
        elsewhere=elsewhere,
        manager=make_manager(school, "Trần Thị Quản"),
        head=make_manager(department, "Lê Văn Trưởng"),
        stranger=make_manager(elsewhere, "Phạm Thị Ngoài"),
        person=make_person("Nguyễn Văn An", school),
    )


@pytest.fixture
def course(db):
    return make_course()


@pytest.fixture
def teachers(db):
    return make_audience()


@pytest.fixture
def manager(client, org):
    """Return a browser in which the school's manager is signed in."""
    client.force_login(org.manager)
    return client
