#!/usr/bin/env python3
"""Run Django's management commands for the reference site."""

import os
import sys
from pathlib import Path

SITE_DIR = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    # The apps stand at the top level of the project, beside this folder.
    sys.path[:0] = [str(SITE_DIR), str(SITE_DIR.parent)]
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
