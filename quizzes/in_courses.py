"""Where quizzes meet courses: who may take them, and what a result means."""

from django.db.models.signals import post_delete, post_save

from courses import presentation
from courses.maps import find_lesson
from courses.models import LessonPage, Result
from courses.services import CourseNotOpen, NotEnrolled, record_result
from courses.versions import bump_content_version

from .models import Question, Quiz, QuizQuestion
from .models.attempts import NO_ROUND
from .places import QuizNotAllowed, register_access
from .signals import attempt_submitted


def connect():
    register_access(round_of_learner)
    attempt_submitted.connect(record_attempt, dispatch_uid="quizzes.in_courses")
    for model in (Quiz, QuizQuestion, Question):
        for signal in (post_save, post_delete):
            signal.connect(
                forget_rendered, sender=model, dispatch_uid=f"quizzes.{model.__name__}"
            )


def round_of_learner(user, page):
    """Return the round in which this learner takes the quizzes of a lesson."""
    if not isinstance(page, LessonPage):
        return None
    course = page.course
    if course is None or not course.live:
        raise QuizNotAllowed(CourseNotOpen.message)
    enrolment = presentation.enrolment_of(user, course.course_key)
    if enrolment is None:
        raise QuizNotAllowed(NotEnrolled.message)
    return enrolment.key


def record_attempt(sender, attempt, learner, **kwargs):
    """Record the marked attempt as a result, in the transaction of its marking."""
    if attempt.round_key == NO_ROUND:
        return  # taken on a page outside any course
    course = find_lesson(attempt.lesson_key)
    lesson = course.lessons[str(attempt.lesson_key)] if course else None
    try:
        record_result(
            learner=learner,
            round_key=attempt.round_key,
            lesson_key=attempt.lesson_key,
            # The lesson may have been taken down while the learner was answering.
            lesson_title=lesson["title"] if lesson else attempt.quiz_title,
            activity_key=attempt.activity_key,
            kind=Result.Kind.ACTIVITY,
            passed=attempt.passed,
            score=attempt.score,
            data={
                "attempt": str(attempt.key),
                "number": attempt.number,
                "points": str(attempt.points),
                "max_points": attempt.max_points,
                "pass_mark": attempt.pass_mark,
            },
            submission=attempt.key,
        )
    except NotEnrolled as error:
        raise QuizNotAllowed(error.message) from error


def forget_rendered(sender, **kwargs):
    bump_content_version()
