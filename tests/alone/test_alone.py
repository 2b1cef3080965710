"""Each app by itself, and with its neighbours, in a bare Wagtail site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
#: Names of INSTALLED_APPS, in their order.
SITES = [
    "courses",
    "quizzes",
    "certificates",
    "courses,quizzes",
    "courses,certificates",
    "people,courses",
    "people,courses,quizzes,certificates",
]

pytestmark = pytest.mark.alone


class BareSite:
    """A Wagtail site in a folder of its own, run in processes of its own."""

    def __init__(self, apps: str, scratch: Path):
        self.apps = apps.split(",")
        self.database = scratch / "bare.sqlite3"
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(HERE), str(PROJECT)]),
            "DJANGO_SETTINGS_MODULE": "bare_settings",
            "LEARN_APPS": apps,
            "LEARN_SCRATCH": str(scratch),
        }

    def manage(self, *arguments: str) -> str:
        return self.python("-m", "django", *arguments)

    def python(self, *arguments: str) -> str:
        """Return what the process wrote; one that fails fails the test."""
        process = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        written = process.stdout + process.stderr
        assert process.returncode == 0, written
        return written


@pytest.fixture(scope="session")
def wagtail_database(tmp_path_factory):
    """The database of a Wagtail site that has none of our apps yet."""
    site = BareSite("", tmp_path_factory.mktemp("wagtail"))
    site.manage("migrate", "--verbosity", "0")
    return site.database


@pytest.mark.parametrize("apps", SITES)
def test_apps_work_in_a_bare_wagtail_site(apps, tmp_path, wagtail_database):
    site = BareSite(apps, tmp_path)
    shutil.copy(wagtail_database, site.database)
    check_finds_nothing(site)
    assert "No changes detected" in site.manage(
        "makemigrations", "--check", "--dry-run"
    )
    site.manage("migrate", "--verbosity", "0")
    for app in site.apps:
        site.python(str(HERE / f"smoke_{app}.py"))


def check_finds_nothing(site: BareSite) -> None:
    written = site.manage("check", "--fail-level", "ERROR")
    if "people" in site.apps:
        # Django's own accounts have no one-time codes, and `people` says so.
        assert "identified 1 issue " in written
        assert "learn_people.W001" in written
    else:
        assert "no issues" in written
