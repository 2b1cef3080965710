"""The built package, installed by the words of the how-to into `wagtail start`."""

import os
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HOW_TO = PROJECT / "docs" / "how-to" / "install.md"
APPS = {"courses", "quizzes", "certificates", "people"}
START = "from wagtail.bin.wagtail import main; main()"
VISIT = """
import django

django.setup()

import courses
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage

assert "installed" in courses.__file__, courses.__file__
index = CourseIndexPage(title="Khóa học", slug="khoa-hoc")
Page.objects.get(depth=2).add_child(instance=index)
course = CoursePage(title="Khóa mẫu", code="K-1", summary="…", minutes=45, periods=1)
index.add_child(instance=course)
course.save_revision().publish()

client = Client()
assert client.get("/admin/login/").status_code == 200
for address in (index.url, course.url):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert "Khóa mẫu" in response.content.decode(), address
assert client.get("/v/").status_code == 200
client.force_login(get_user_model().objects.create_superuser("root", "", "root"))
for address in ("/hoc/", "/chung-nhan/", "/quan-ly/", "/admin/"):
    assert client.get(address).status_code == 200, address
"""

pytestmark = [pytest.mark.alone]


def run(*command: str, **options) -> str:
    process = subprocess.run(
        command, capture_output=True, text=True, check=False, **options
    )
    written = process.stdout + process.stderr
    assert process.returncode == 0, written
    return written


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        *[sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=PROJECT,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_apps_that_git_knows(names):
    listed = run("git", "ls-files", "-co", "--exclude-standard", *APPS, cwd=PROJECT)
    tracked = {name for name in listed.splitlines() if (PROJECT / name).is_file()}
    assert tracked
    assert tracked - names == set()


def test_the_wheel_holds_nothing_of_the_site_or_the_tests(names):
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == APPS
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_holds_the_compiled_translations(names):
    catalogues = {name for name in names if name.endswith(".po")}
    assert len(catalogues) == len(APPS)
    compiled = {name.removesuffix(".po") + ".mo" for name in catalogues}
    assert compiled - names == set(), "Run `make setup` first; it compiles them."


def test_the_licences_come_along(names):
    licences = {name.split("/licenses/")[-1] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "certificates/fonts/OFL.txt"}


def test_the_how_to_leads_from_wagtail_start_to_a_working_site(wheel, tmp_path):
    installed = tmp_path / "installed"
    # The virtual environment has no pip of its own (see site/tools/make_venv.sh).
    python = getattr(sys, "_base_executable", sys.executable)
    offline = ["--no-deps", "--no-index", "--disable-pip-version-check", "-q"]
    run(
        *[python, "-m", "pip", "install", *offline],
        *["--target", str(installed), str(wheel)],
    )
    host = tmp_path / "host"
    host.mkdir()
    run(sys.executable, "-c", START, "start", "host", str(host))
    settings, addresses = python_blocks(HOW_TO)
    append(host / "host" / "settings" / "base.py", settings)
    append(host / "host" / "urls.py", addresses)

    def django(*arguments: str) -> str:
        return run(
            *[sys.executable, *arguments],
            cwd=host,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.pathsep.join([str(installed), str(host)]),
                "DJANGO_SETTINGS_MODULE": "host.settings.dev",
            },
        )

    django("manage.py", "check", "--fail-level", "ERROR")
    django("manage.py", "makemigrations", "--check", "--dry-run")
    django("manage.py", "migrate", "--verbosity", "0")
    django("-c", VISIT)


def python_blocks(page: Path) -> list[str]:
    """Return the Python that the page tells people to add."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), flags=re.DOTALL)
    return [textwrap.dedent(block) for block in blocks]


def append(file: Path, code: str) -> None:
    file.write_text(f"{file.read_text()}\n\n{code}")
