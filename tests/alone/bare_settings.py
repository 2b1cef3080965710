"""A bare Wagtail site with Django's own users and the apps named in LEARN_APPS."""

import os
from pathlib import Path

SCRATCH = Path(os.environ.get("LEARN_SCRATCH", "."))

SECRET_KEY = "bare"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    *filter(None, os.environ.get("LEARN_APPS", "").split(",")),
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": SCRATCH / "bare.sqlite3",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ROOT_URLCONF = "bare_urls"
LANGUAGE_CODE = "vi"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
STATIC_URL = "/static/"
STATIC_ROOT = SCRATCH / "static"
MEDIA_ROOT = SCRATCH / "media"
MEDIA_URL = "/uploads/"
LOGIN_URL = "/admin/login/"
WAGTAIL_SITE_NAME = "Bare"
WAGTAILADMIN_BASE_URL = LEARN_PUBLIC_URL = "https://hoc.example.vn"
