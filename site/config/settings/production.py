"""Settings of a server: all from the environment, and nothing guessed."""

import os

import environ
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import STORAGES_PRODUCTION

env = environ.Env()


def required(name: str, meaning: str) -> str:
    """Return the variable, or stop the start with a sentence that says what it is."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing: {meaning}"
        )
    return value


DEBUG = False
DEMO_ACCOUNTS = False
SECRET_KEY = required(
    "SECRET_KEY", "a long random text that signs sessions; keep it secret."
)
LEARN_PUBLIC_URL = required(
    "LEARN_PUBLIC_URL",
    "the address people open, such as https://hoc.example.vn; "
    "it is printed in the QR code of every certificate.",
).rstrip("/")
if not LEARN_PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "LEARN_PUBLIC_URL must start with https://, for it is printed on paper."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[LEARN_PUBLIC_URL.split("/")[2]])
CSRF_TRUSTED_ORIGINS = [LEARN_PUBLIC_URL]
WAGTAILADMIN_BASE_URL = LEARN_PUBLIC_URL

required(
    "DATABASE_URL",
    "where PostgreSQL is, such as postgres://user:password@host:5432/name.",
)
database = env.db("DATABASE_URL")
if database["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database.")
database["OPTIONS"] = {
    **database.get("OPTIONS", {}),
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)},
    # Compiling a query costs more than any of ours takes to run.
    "options": "-c jit=off",
}
DATABASES = {"default": database}

STORAGES = STORAGES_PRODUCTION
if static_root := os.environ.get("STATIC_ROOT"):
    STATIC_ROOT = static_root
if media_root := os.environ.get("MEDIA_ROOT"):
    MEDIA_ROOT = media_root

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
#: How many proxies in front may be believed about the client's address.
ACCOUNTS_TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
LEARN_CERTIFICATES_PROXIES = ACCOUNTS_TRUSTED_PROXIES
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# Wagtail shows previews in a frame of the same origin, so DENY cannot be.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
