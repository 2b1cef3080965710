"""Settings of the server under test: production's, or dev's where there is SQLite."""

import os
from pathlib import Path

if os.environ.get("DATABASE_URL"):
    from config.settings.production import *  # noqa: F403
else:
    from config.settings.base import STORAGES_PRODUCTION
    from config.settings.dev import *  # noqa: F403

    STORAGES = STORAGES_PRODUCTION
    WHITENOISE_USE_FINDERS = False

STATIC_ROOT = Path(os.environ["LEARN_STATIC_ROOT"])
