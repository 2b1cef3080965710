"""What must ship, what must be checked, and what must not be imported."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.checks import Error, Warning
from django.core.management import call_command

import certificates
from certificates.checks import check_public_url, check_public_url_is_public

APP = Path(certificates.__file__).parent
PROJECT = APP.parent


@pytest.mark.parametrize(
    ("url", "at_start", "on_a_server"),
    [
        ("https://hoc.example.vn", [], []),
        ("http://localhost:8000", [], [Error]),
        ("http://127.0.0.1", [], [Error]),
        ("http://hoc.localhost", [], [Error]),
        ("hoc.example.vn", [Error], []),
        ("", [Warning], []),
    ],
)
def test_the_address_for_qr_codes_is_checked(settings, url, at_start, on_a_server):
    settings.LEARN_PUBLIC_URL = url
    assert [type(found) for found in check_public_url(None)] == at_start
    assert [type(found) for found in check_public_url_is_public(None)] == on_a_server


def test_only_one_file_knows_the_courses_app():
    importing = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        if _imported(path) & {"courses", "people", "quizzes"}
    }
    assert importing == {"in_courses.py"}


def _imported(path):
    """Return the top-level packages that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.django_db
def test_the_migrations_are_up_to_date():
    call_command("makemigrations", "learn_certificates", check=True, dry_run=True)


def test_the_fonts_and_the_layout_ship_in_the_wheel(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "certificates/fonts/HVNLSerif-Regular.ttf",
        "certificates/fonts/HVNLSerif-Bold.ttf",
        "certificates/fonts/HVNLSerif-Italic.ttf",
        "certificates/fonts/OFL.txt",
        "certificates/fonts/letters.txt",
        "certificates/layouts/standard-1.typ",
        "certificates/layouts/ground.svg",
        "certificates/templates/learn_certificates/verify.html",
    } <= names


def test_the_fonts_are_small():
    sizes = [path.stat().st_size for path in (APP / "fonts").glob("*.ttf")]
    assert len(sizes) == 3
    assert max(sizes) < 250_000
