"""Do all that is due by the clock; harmless when run twice."""

import io
import logging
import time
from functools import partial

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from accounts.services import purge_tries
from courses.services import reevaluate_stale

logger = logging.getLogger(__name__)

#: Commands of this project and of its libraries, each safe to repeat.
COMMANDS = [
    ["publish_scheduled"],
    ["repair_people"],
    ["issue_owed_certificates"],
    ["clearsessions"],
    ["prune_db_task_results", "--min-age-days", "30"],
]


class Command(BaseCommand):
    help = (
        "Publish what is scheduled, repair what is owed, clear what is old. Run it "
        "from a timer, or with --every as a loop."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--every", type=int, default=0, help="Seconds between rounds; 0: once."
        )

    def handle(self, *args, every=0, **options):
        while True:
            failed = [name for name, act in due() if not self._did(name, act)]
            if not every:
                if failed:
                    raise CommandError(f"Failed: {', '.join(failed)}. See the log.")
                return
            close_old_connections()
            time.sleep(every)

    def _did(self, name: str, act) -> bool:
        """Do one thing; that it fails must keep no other from being done."""
        try:
            act()
        except Exception:
            logger.exception("run_due: %s failed", name)
            return False
        return True


def due():
    """Return name and act of everything that the clock asks for."""
    commands = [
        (name, partial(call_command, name, *arguments, stdout=io.StringIO()))
        for name, *arguments in COMMANDS
    ]
    return [
        *commands,
        ("reevaluate_stale", reevaluate_stale),
        ("purge_tries", purge_tries),
    ]
