"""Store the courses, lessons, quizzes and questions of the content files."""

import datetime
import json
import tomllib
import uuid
from pathlib import Path
from typing import Any

from django.utils.html import format_html_join
from wagtail.models import Page

from courses.models import Audience, CourseIndexPage, CoursePage, LessonPage, ModulePage
from quizzes.models import Question, Quiz, QuizQuestion

from .pictures import PictureShelf
from .streams import prepare_stream
from .sync import ContentSync

__all__ = ["CourseLoader", "ensure_audiences"]

#: Code, name, noun in a sentence, and the same in English (domain.md 1.2).
AUDIENCES = [
    ("GV", "Giáo viên, cán bộ quản lý", "giáo viên", "Teachers, heads", "teachers"),
    (
        "XH",
        "Người làm công tác bảo vệ trẻ em cấp xã",
        "người làm công tác bảo vệ trẻ em",
        "Commune child-protection workers",
        "child-protection workers",
    ),
    (
        "DT",
        "Điều tra viên, cán bộ điều tra",
        "điều tra viên",
        "Investigators",
        "investigators",
    ),
    (
        "PL",
        "Trợ giúp viên pháp lý, luật sư, cộng tác viên",
        "người trợ giúp pháp lý",
        "Legal-aid staff",
        "legal-aid staff",
    ),
    (
        "CC",
        "Cán bộ, công chức, viên chức",
        "cán bộ, công chức, viên chức",
        "Public employees",
        "public employees",
    ),
    (
        "YT",
        "Nhân viên y tế, giám định",
        "nhân viên y tế",
        "Health staff",
        "health staff",
    ),
    (
        "BC",
        "Phóng viên, biên tập viên, cán bộ đài",
        "người làm báo chí",
        "Media staff",
        "media staff",
    ),
    ("PH", "Cha, mẹ, người chăm sóc", "cha mẹ", "Parents, carers", "parents"),
    (
        "DL",
        "Doanh nghiệp du lịch",
        "người làm du lịch",
        "Tourism businesses",
        "tourism staff",
    ),
    ("LD", "Người đứng đầu", "người đứng đầu", "Heads of agencies", "heads"),
    (
        "TN",
        "Đoàn viên, tình nguyện viên, hội viên",
        "tình nguyện viên",
        "Volunteers",
        "volunteers",
    ),
]


def ensure_audiences() -> None:
    """Create the audiences that are missing; change none."""
    for order, (code, name, noun, name_en, noun_en) in enumerate(AUDIENCES):
        Audience.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "noun": noun,
                "name_en": name_en,
                "noun_en": noun_en,
                "sort_order": order,
            },
        )


class CourseLoader:
    """Store one folder of ``site/content/courses``."""

    def __init__(
        self, *, index: CourseIndexPage, sync: ContentSync, pictures: PictureShelf
    ):
        self.index = index
        self.sync = sync
        self.pictures = pictures

    def load(self, folder: Path) -> CoursePage | None:
        quizzes = self._load_quizzes(folder / "quizzes")
        course = self._place(
            CoursePage,
            read(folder / "course.toml"),
            parent=self.index,
            fields=self._course_fields,
        )
        if course is None:
            return None
        for path in sorted(folder.glob("[0-9]*.toml")):
            data = read(path)
            lessons = data.pop("lessons")
            module = self._place(
                ModulePage,
                data,
                parent=course,
                fields=lambda item: {"summary": item.get("summary", "")},
            )
            if module is None:
                continue
            for lesson in lessons:
                self._place(
                    LessonPage,
                    lesson,
                    parent=module,
                    fields=lambda item: self._lesson_fields(item, quizzes),
                )
        return course

    def _place(self, page_class, data: dict[str, Any], *, parent: Page, fields):
        def find():
            return page_class.objects.filter(translation_key=data["id"]).first()

        def write(page):
            values = {"title": data["title"], "slug": data["slug"], **fields(data)}
            audiences = values.pop("audiences", None)
            if page is None:
                page = page_class(
                    translation_key=uuid.UUID(data["id"]), live=False, **values
                )
                parent.refresh_from_db()
                parent.add_child(instance=page)
            for name, value in values.items():
                setattr(page, name, value)
            if audiences is not None:
                page.audiences.set(audiences)
            page.save_revision().publish()
            return page

        return self.sync.sync(data, find=find, write=write, name=data["title"])

    def _course_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        names = [
            "code",
            "summary",
            "cover_alt",
            "minutes",
            "periods",
            "mode",
            "plan_clause",
            "content_group",
            "organiser",
            "validity_months",
            "knowledge_only",
            "edition",
            "edition_note",
            "professional_reviewer",
            "legal_reviewer",
        ]
        outcomes = format_html_join("", "<li>{}</li>", ((t,) for t in data["outcomes"]))
        return {
            **{name: data[name] for name in names},
            "professional_reviewed_on": _day(data["professional_reviewed_on"]),
            "legal_reviewed_on": _day(data["legal_reviewed_on"]),
            "outcomes": f"<ul>{outcomes}</ul>",
            "cover": self.pictures.get(data["cover"], is_cover=True),
            "search_description": data["summary"],
            "audiences": list(Audience.objects.filter(code__in=data["audiences"])),
        }

    def _lesson_fields(self, data, quizzes) -> dict[str, Any]:
        body = prepare_stream(data["body"], pictures=self.pictures, quizzes=quizzes)
        return {
            "summary": data.get("summary", ""),
            "minutes": data["minutes"],
            "body": json.dumps(body),
            "search_description": data.get("summary", ""),
        }

    def _load_quizzes(self, folder: Path) -> dict[str, int]:
        return {
            data["id"]: quiz.pk
            for path in sorted(folder.glob("*.toml"))
            if (quiz := self._load_quiz(data := read(path))) is not None
        }

    def _load_quiz(self, data: dict[str, Any]) -> Quiz | None:
        questions = [self._load_question(item) for item in data["questions"]]
        own = {
            **{name: value for name, value in data.items() if name != "questions"},
            "questions": [item["id"] for item in data["questions"]],
        }

        def find():
            return Quiz.objects.filter(key=data["id"]).first()

        def write(quiz):
            quiz = quiz or Quiz(key=uuid.UUID(data["id"]))
            quiz.title = data["title"]
            quiz.intro = data.get("intro", "")
            quiz.pass_mark = data["pass_mark"]
            quiz.max_attempts = data["max_attempts"]
            # Who may try without end learns from the key; a test keeps it.
            quiz.reveal = (
                Quiz.Reveal.CHOSEN if data["max_attempts"] else Quiz.Reveal.ALL
            )
            quiz.quiz_questions.set(
                [
                    QuizQuestion(question=question, sort_order=order)
                    for order, question in enumerate(questions)
                    if question is not None
                ]
            )
            quiz.save()
            return quiz

        return self.sync.sync(own, find=find, write=write, name=data["title"])

    def _load_question(self, data: dict[str, Any]) -> Question | None:
        def find():
            return Question.objects.filter(key=data["id"]).first()

        def write(question):
            question = question or Question(key=uuid.UUID(data["id"]))
            question.topic = data.get("topic", "")
            question.source = data.get("source", "")
            question.content = json.dumps([_question_block(data)])
            question.save()
            return question

        return self.sync.sync(data, find=find, write=write, name=data["text"])


def read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _question_block(data: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {
        "text": data["text"],
        "explanation": data.get("explanation", ""),
    }
    if data["kind"] == "true_false":
        by_id = {choice["id"]: choice for choice in data["choices"]}
        value |= {
            "is_true": by_id["true"]["correct"],
            "feedback_true": by_id["true"]["feedback"],
            "feedback_false": by_id["false"]["feedback"],
        }
    else:
        value["choices"] = [
            {
                "type": "item",
                "id": choice["id"],
                "value": {
                    "text": choice["text"],
                    "correct": choice["correct"],
                    "feedback": choice.get("feedback", ""),
                },
            }
            for choice in data["choices"]
        ]
    return {"type": data["kind"], "id": data["id"], "value": value}


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
