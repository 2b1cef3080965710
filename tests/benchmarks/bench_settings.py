"""The reference site as a server runs it, with two addresses to compare it with."""

import os
from pathlib import Path

import environ

from config.settings.base import *  # noqa: F403
from config.settings.base import (
    INSTALLED_APPS,
    MIDDLEWARE,
    SQLITE_OPTIONS,
    STORAGES_PRODUCTION,
    VAR_DIR,
)

BENCH_DIR = VAR_DIR / "bench"
BENCH_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = "bench"
DEBUG = False
DEMO_ACCOUNTS = False
ALLOWED_HOSTS = ["*"]
LEARN_PUBLIC_URL = "http://localhost"
LEARN_CERTIFICATES_REQUIRE_REVIEW = False

INSTALLED_APPS = [*INSTALLED_APPS, "bench_app"]
if os.environ.get("BENCH_STOCK"):
    # Stock is Wagtail without anything of ours in its way.
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("courses.")]
ROOT_URLCONF = "bench_app.urls"

STORAGES = STORAGES_PRODUCTION
STATIC_ROOT = BENCH_DIR / "static"
MEDIA_ROOT = BENCH_DIR / "uploads"
DATABASES = {
    "default": environ.Env.db_url_config(os.environ["BENCH_DATABASE"])
    if os.environ.get("BENCH_DATABASE")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(BENCH_DIR) / "db.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
}
if os.environ.get("BENCH_DATABASE"):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 4,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# What is measured is the site, not a terminal that scrolls.
LOGGING = {"version": 1, "disable_existing_loggers": True}
