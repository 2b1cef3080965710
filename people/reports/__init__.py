"""What managers see of the people in their units."""

from .choices import CourseChoice, Row, Selection, Standing, State, course_choices
from .progress import Progress

__all__ = [
    "CourseChoice",
    "Progress",
    "Row",
    "Selection",
    "Standing",
    "State",
    "course_choices",
]
