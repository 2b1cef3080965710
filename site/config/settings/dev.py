"""Settings of `make run`: SQLite, demo accounts, nothing to configure."""

import os
from pathlib import Path

import environ

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS, STATIC_ROOT, STORAGES_DEV, VAR_DIR

env = environ.Env()

DEBUG = False
#: Only these settings make accounts with a known PIN (`load_demo`).
DEMO_ACCOUNTS = True
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "development-only-never-use-this-key-on-a-server-that-others-reach"  # noqa: S105

PORT = os.environ.get("PORT", "8000")
LEARN_PUBLIC_URL = os.environ.get("LEARN_PUBLIC_URL", f"http://localhost:{PORT}")
WAGTAILADMIN_BASE_URL = LEARN_PUBLIC_URL
CSRF_TRUSTED_ORIGINS = [LEARN_PUBLIC_URL]

database = Path(os.environ.get("LACHAN_DATABASE", VAR_DIR / "db.sqlite3"))
database.parent.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": env.db("DATABASE_URL")
    if os.environ.get("DATABASE_URL")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": database,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }
}

STORAGES = STORAGES_DEV
# WhiteNoise looks at this folder too, and warns if there is none.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
# The starter courses are not reviewed yet; here one can still see a certificate.
LEARN_CERTIFICATES_REQUIRE_REVIEW = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Each published page is two tasks; that they went well needs no line.
    "loggers": {"django_tasks": {"level": "WARNING", "handlers": ["console"]}},
}
