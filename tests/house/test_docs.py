"""The documents say what there is, and nothing that is not there."""

import re

import pytest

from .files import DOCS, PROJECT, SITE, conf_files, names_of_settings

DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PAGES = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:|tel:|#)([^)#\s]+)")
VARIABLE = re.compile(
    r"(?:required\(\s*|env(?:\.\w+)?\(\s*|environ\.get\(\s*|environ\[\s*)\"([A-Z_]+)\""
)


def page(name: str) -> str:
    return (DOCS / name).read_text()


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_was_rejected(path):
    headings = re.findall(r"^## (.+)$", path.read_text(), flags=re.MULTILINE)
    assert headings == ["Context", "Decision", "Rejected alternatives"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_links_between_documents_lead_somewhere(path):
    dead = [
        target
        for target in LINK.findall(path.read_text())
        if not (path.parent / target).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_make_command_exists(path):
    makefile = (PROJECT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?m)(?:^\s*|`)make ([a-z][a-z-]+)", path.read_text()))
    assert named - targets == set()


def test_every_setting_of_an_app_is_documented():
    named = {name for path in conf_files() for name in names_of_settings(path)}
    assert len(named) > 10
    text = page("reference/settings.md")
    assert {name for name in named if f"`{name}`" not in text} == set()


def test_every_documented_setting_exists():
    named = {name for path in conf_files() for name in names_of_settings(path)}
    documented = set(
        re.findall(
            r"`((?:LEARN|ACCOUNTS|HOME)_[A-Z_]+)`", page("reference/settings.md")
        )
    )
    assert documented - named == set()


def test_every_environment_variable_is_documented():
    read = {
        name
        for module in ("production", "dev")
        for name in VARIABLE.findall(
            (SITE / "config" / "settings" / f"{module}.py").read_text()
        )
    }
    assert {"SECRET_KEY", "DATABASE_URL", "LEARN_PUBLIC_URL", "MEDIA_ROOT"} <= read
    text = page("reference/settings.md")
    assert {name for name in read if f"`{name}`" not in text} == set()


def test_every_command_is_documented():
    commands = {
        path.stem
        for pattern in ("*/management/commands/*.py", "site/*/management/commands/*.py")
        for path in PROJECT.glob(pattern)
        if path.stem != "__init__"
    }
    text = page("reference/commands.md")
    assert {name for name in commands if f"`{name}`" not in text} == set()


def test_every_direct_dependency_is_documented():
    import json
    import tomllib

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {
        re.match(r"[\w.-]+", requirement).group()
        for group in groups
        for requirement in group
    }
    names |= set(json.loads((PROJECT / "package.json").read_text())["dependencies"])
    text = page("dependencies.md").lower()
    assert {name for name in names if f"`{name.lower()}`" not in text} == set()


def test_every_stored_model_is_in_the_data_model():
    from django.apps import apps

    text = page("reference/data-model.md")
    models = [
        model.__name__
        for label in ("learn_courses", "learn_quizzes", "learn_certificates")
        for model in apps.get_app_config(label).get_models()
    ]
    models += [
        model.__name__ for model in apps.get_app_config("learn_people").get_models()
    ]
    generated = {name for name in models if "_" in name}
    assert {name for name in models if f"`{name}`" not in text} - generated == set()


def test_the_picture_of_the_readme_is_small():
    pictures = list((DOCS / "images").iterdir())
    assert pictures
    assert all(picture.stat().st_size <= 150 * 1024 for picture in pictures)
