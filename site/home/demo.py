"""People and papers to try the site with; made by the development settings only."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from accounts.models import User
from certificates.models import Award, IssuingBody
from courses.models import Audience, CoursePage
from people.intervals import today
from people.models import Grant, Membership, Person, Unit
from people.services import add_person, add_unit, grant_role, set_details
from people.services.memberships import open_membership

__all__ = ["describe_accounts", "load_demo"]

#: A made-up school; every name says that it is a sample.
UNIT_KEY = "mau.truong"
PIN = "240619"


@dataclass(frozen=True)
class DemoAccount:
    """An account that `make run` prints."""

    meaning: str
    full_name: str
    login_code: str
    phone: str
    role: str = ""


ACCOUNTS = [
    DemoAccount("học viên / learner", "Trần Thị Mẫu An", "HOCV-2345", "+84900000001"),
    DemoAccount(
        "quản lý / manager",
        "Lê Văn Mẫu Bình",
        "QVAN-2345",
        "+84900000002",
        Grant.Role.UNIT_MANAGER,
    ),
    DemoAccount(
        "biên tập / editor",
        "Đinh Thị Mẫu Châu",
        "BTAP-2345",
        "+84900000003",
        Grant.Role.EDITOR,
    ),
    DemoAccount(
        "quản trị / admin", "Kpă Mẫu Dũng", "QTRK-2345", "+84900000004", "admin"
    ),
]
TEACHERS = [
    "Nguyễn Thị Mẫu Ánh",
    "Đỗ Mẫu Ân",
    "Siu Mẫu Đạt",
    "R’chom Mẫu H’Lim",
    "Phạm Thị Mẫu Hòa",
    "Y Mẫu Bŭk Êban",
    "Võ Mẫu Kiều",
    "Đặng Thị Mẫu Yến",
]


@transaction.atomic
def load_demo() -> None:
    """Create what is missing of the demo; change nothing that is there."""
    if not settings.DEMO_ACCOUNTS:
        raise ImproperlyConfigured(
            "Demo accounts have a PIN that everybody knows; these settings make none."
        )
    unit = _unit()
    admin = _account(ACCOUNTS[3], None)
    if not admin.is_superuser:
        admin.is_superuser = admin.is_staff = True
        admin.save()
    teachers = Audience.objects.filter(code="GV").first()
    for account in ACCOUNTS[:3]:
        user = _account(account, admin)
        person = Person.objects.get(user=user)
        if not Membership.objects.filter(person=person).exists():
            _join(person, unit, teachers)
        if account.role:
            grant_role(
                by=admin,
                person=person,
                role=account.role,
                unit=unit if account.role == Grant.Role.UNIT_MANAGER else None,
                reason="demo",
            )
    for name in TEACHERS:
        if not Person.objects.filter(full_name=name).exists():
            add_person(
                by=admin,
                unit=unit,
                full_name=name,
                position="Giáo viên",
                audience=teachers,
                even_if_alike=True,
            )
    _awards()


def describe_accounts() -> list[str]:
    """Return the lines that say how to sign in to the demo."""
    if not settings.DEMO_ACCOUNTS:
        return []
    lines = [f"PIN of the demo accounts: {PIN}"]
    for account in ACCOUNTS:
        if User.objects.filter(login_code=account.login_code).exists():
            phone = account.phone.replace("+84", "0")
            lines.append(f"  {account.meaning:20} {phone}  {account.full_name}")
    return lines


def _account(account: DemoAccount, by) -> User:
    user = User.objects.filter(login_code=account.login_code).first()
    if user is None:
        user = User(
            full_name=account.full_name,
            login_code=account.login_code,
            phone=account.phone,
            phone_is_confirmed=True,
        )
        user.set_password(PIN)
        user.save()
    return user


def _unit() -> Unit:
    return add_unit(
        by=None,
        source_key=UNIT_KEY,
        name="Trường Trung học cơ sở Mẫu",
        kind="truong",
        parent=Unit.objects.filter(source_key="gl").first(),
    )


def _join(person: Person, unit: Unit, audience) -> None:
    set_details(person=person, birth="05/03/1985", sex="female")
    open_membership(
        person=person, unit=unit, on=today(), position="Giáo viên", audience=audience
    )


def _awards() -> None:
    body, _created = IssuingBody.objects.get_or_create(
        name="Cơ quan cấp giấy (mẫu)",
        defaults={
            "parent_name": "Cơ quan chủ quản (mẫu)",
            "abbreviation": "MAU",
            "place": "Gia Lai",
        },
    )
    for course in CoursePage.objects.live():
        Award.objects.get_or_create(
            subject_key=course.course_key,
            active=True,
            defaults={
                "subject_title": course.title,
                "body": body,
                "signer_title": "NGƯỜI ĐỨNG ĐẦU (MẪU)",
                "automatic": True,
            },
        )
