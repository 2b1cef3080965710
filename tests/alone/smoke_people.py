"""People with courses only: a unit, a person, and the page of their manager."""

import django

django.setup()

from django.urls import reverse  # noqa: E402
from visits import make_user, must_show, signed_in  # noqa: E402

from people.models import Grant, Person  # noqa: E402
from people.services import add_person, add_unit, grant_role  # noqa: E402
from tests.courses.factories import make_course  # noqa: E402


def main() -> None:
    make_course("Khóa của đơn vị", code="DV-01")
    school = add_unit(by=None, name="Trường Thử", kind="truong")
    elsewhere = add_unit(by=None, name="Trường Khác", kind="truong")
    add_person(by=None, unit=school, full_name="Siu Mẫu Đạt", position="Giáo viên")
    add_person(by=None, unit=elsewhere, full_name="Võ Mẫu Xa")
    user = make_user("Trần Thị Quản")
    grant_role(
        by=None,
        person=Person.objects.get(user=user),
        role=Grant.Role.UNIT_MANAGER,
        unit=school,
    )

    client = signed_in(user)
    shown = must_show(client, reverse("learn_people:manage"), "Siu Mẫu Đạt")
    assert "Võ Mẫu Xa" not in shown.content.decode(), "a manager sees other units"
    must_show(client, reverse("learn_people:add"), "<form")
    sheet = client.get(reverse("learn_people:export"))
    assert sheet.status_code == 200
    assert signed_in(make_user()).get("/quan-ly/").status_code == 403


main()
