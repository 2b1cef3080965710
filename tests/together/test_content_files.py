"""The starter content as it is written: whole, sourced, and with lasting ids."""

import tomllib
import uuid
from pathlib import Path

import pytest

CONTENT = Path(__file__).resolve().parents[2] / "site" / "content"
COURSES = sorted(path for path in (CONTENT / "courses").iterdir() if path.is_dir())
FILES = sorted(CONTENT.rglob("*.toml"))
#: Tables that become a page, a block, a question or a card: a record may name them.
KEYED = {"lessons", "body", "questions", "audiences", "steps", "promises"}

by_name = pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def keyed(data: dict):
    """Yield every table that must have an id, at any depth."""
    for name, value in data.items():
        tables = value if isinstance(value, list) else [value]
        for table in tables:
            if isinstance(table, dict):
                if name in KEYED:
                    yield table
                yield from keyed(table)


def lessons_of(folder: Path) -> list[dict]:
    return [
        lesson
        for path in sorted(folder.glob("[0-9]*.toml"))
        for lesson in read(path)["lessons"]
    ]


def questions_of(folder: Path) -> list[dict]:
    return [
        question
        for path in sorted((folder / "quizzes").glob("*.toml"))
        for question in read(path)["questions"]
    ]


def test_every_page_block_and_question_carries_an_id_of_its_own():
    """Else a reload would orphan what learners did."""
    found: dict[str, str] = {}
    for path in FILES:
        data = read(path)
        name = str(path.relative_to(CONTENT))
        tops = data.values() if path.name == "site.toml" else [data]
        for table in [*tops, *keyed(data)]:
            assert "id" in table, f"{name}: {table.get('title') or table.get('type')}"
            assert str(uuid.UUID(table["id"])) == table["id"], name
            assert table["id"] not in found, f"{table['id']}: {name}, {found}"
            found[table["id"]] = name
    assert len(found) > 300


@by_name
def test_a_course_asks_twelve_questions_or_more(folder):
    assert len(questions_of(folder)) >= 12


@by_name
def test_every_option_says_why(folder):
    for question in questions_of(folder):
        assert len(question["choices"]) >= 2, question["text"]
        for choice in question["choices"]:
            assert choice["feedback"].strip(), (question["text"], choice["text"])
        assert len({choice["id"] for choice in question["choices"]}) == len(
            question["choices"]
        )


@by_name
def test_the_key_fits_the_kind_of_question(folder):
    for question in questions_of(folder):
        right = [choice for choice in question["choices"] if choice["correct"]]
        if question["kind"] == "multiple_choice":
            assert right, question["text"]
        else:
            assert len(right) == 1, question["text"]


@by_name
def test_every_lesson_names_its_sources_or_is_a_quiz(folder):
    without = [
        lesson["title"]
        for lesson in lessons_of(folder)
        if not {"sources", "quiz"} & {block["type"] for block in lesson["body"]}
    ]
    assert without == []


@by_name
def test_every_quiz_stands_on_a_lesson(folder):
    quizzes = {read(path)["id"] for path in (folder / "quizzes").glob("*.toml")}
    used = {
        block["quiz"]
        for lesson in lessons_of(folder)
        for block in lesson["body"]
        if block["type"] == "quiz"
    }
    assert used == quizzes


@by_name
def test_the_duration_is_that_of_the_lessons(folder):
    course = read(folder / "course.toml")
    assert course["minutes"] == sum(lesson["minutes"] for lesson in lessons_of(folder))


def test_every_picture_is_there_and_described():
    for path in FILES:
        for table in keyed(read(path)):
            if table.get("type") == "image":
                assert (CONTENT / "images" / table["file"]).is_file(), table["file"]
                assert table["alt"].strip(), table["file"]


def test_no_reviewer_is_made_up():
    """Until somebody has read a course it says so; the files name nobody."""
    for folder in COURSES:
        course = read(folder / "course.toml")
        named = [course["professional_reviewer"], course["legal_reviewer"]]
        dated = [course["professional_reviewed_on"], course["legal_reviewed_on"]]
        assert [bool(name) for name in named] == [bool(day) for day in dated]
