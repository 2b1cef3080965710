"""Pages of a course, and the records of those who take it."""

from .content import Audience, ContentVersion, Outline
from .pages import CourseIndexPage, CoursePage, LessonPage, ModulePage
from .records import Enrolment, Result, StatusChange

__all__ = [
    "Audience",
    "ContentVersion",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "ModulePage",
    "Outline",
    "Result",
    "StatusChange",
]
