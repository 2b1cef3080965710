"""What can be chosen in a report, and what a row of it holds."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import get_language, gettext_lazy

from courses.models import Audience, CoursePage, Enrolment

from ..models import Membership, Person
from ..scope import Scope


class State(models.TextChoices):
    NOT_STARTED = "not_started", gettext_lazy("Not started")
    IN_PROGRESS = "in_progress", gettext_lazy("In progress")
    COMPLETED = "completed", gettext_lazy("Completed")
    EXPIRED = "expired", gettext_lazy("Expired")

    @property
    def badge(self) -> str:
        """Return the look of its badge."""
        return {"completed": "done", "in_progress": "progress", "expired": "warn"}.get(
            self.value, "todo"
        )


class Standing(models.TextChoices):
    """Why somebody is in the list but not counted, unless it is asked for."""

    ACTIVE = "active", gettext_lazy("active")
    SUSPENDED = "suspended", gettext_lazy("suspended accounts")
    DELETED = "deleted", gettext_lazy("deleted accounts")
    STAFF = "staff", gettext_lazy("editors and administrators")


@dataclass(frozen=True)
class CourseChoice:
    key: object
    code: str
    title: str


def course_choices() -> list[CourseChoice]:
    """Return the published courses, each once, in the reader's language if it can."""
    rows = (
        CoursePage.objects.live()
        .order_by("code")
        .values_list("translation_key", "code", "title", "locale__language_code")
    )
    choices: dict = {}
    for key, code, title, language in rows:
        if key not in choices or language == get_language():
            choices[key] = CourseChoice(key, code, title)
    return list(choices.values())


@dataclass(frozen=True)
class Selection:
    """What a manager chose to look at; the units were checked against the scope."""

    scope: Scope
    course: CourseChoice | None = None
    #: None: all that the scope reaches.
    unit_id: int | None = None
    #: Only people who have never had a post.
    unplaced: bool = False
    audience: Audience | None = None
    state: str = ""
    text: str = ""
    #: Standings that count beside the active.
    also: frozenset[str] = frozenset()


@dataclass
class Row:
    """One person in the table."""

    person: Person
    state: State
    posts: list[Membership] = field(default_factory=list)
    enrolment: Enrolment | None = None

    @property
    def unit_names(self) -> str:
        return "; ".join(post.unit_name_now for post in self.posts)

    @property
    def position(self) -> str:
        return "; ".join(post.position for post in self.posts if post.position)


class KnownLength(Paginator):
    """Pages whose length is known without asking the database."""

    def __init__(self, *args, length: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = length
