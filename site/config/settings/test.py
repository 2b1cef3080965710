"""Settings of the tests: SQLite, or PostgreSQL where DATABASE_URL is set."""

import os
import tempfile
from pathlib import Path

import environ

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS, STATIC_ROOT, STORAGES_DEV, VAR_DIR

env = environ.Env()

# One file a process, so that several runs do not meet in it.
TEST_DATABASE = Path(tempfile.gettempdir()) / f"la-chan-test-{os.getpid()}.sqlite3"

SECRET_KEY = "tests"  # noqa: S105
DEBUG = False
DEMO_ACCOUNTS = False
ALLOWED_HOSTS = ["*"]
LEARN_PUBLIC_URL = "https://hoc.example.vn"
WAGTAILADMIN_BASE_URL = LEARN_PUBLIC_URL

DATABASES = {
    "default": env.db("DATABASE_URL")
    if os.environ.get("DATABASE_URL")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": TEST_DATABASE,
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": TEST_DATABASE},
    }
}

# A learner's PIN is hashed slowly on purpose; tests need not wait for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = STORAGES_DEV
# WhiteNoise looks at this folder too, and warns if there is none.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR_DIR / "test-uploads"
LEARN_CERTIFICATES_REQUIRE_REVIEW = False
