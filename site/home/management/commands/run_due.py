"""Do all that is due by the clock; harmless when run twice."""

import io
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from accounts.services import purge_tries

#: Commands of this project and of its libraries, each safe to repeat.
DUE = [
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
        # In a loop only what goes wrong is worth a line.
        said = io.StringIO() if every else self.stdout
        while True:
            for name, *arguments in DUE:
                call_command(name, *arguments, stdout=said, verbosity=0)
            purge_tries()
            if not every:
                return
            close_old_connections()
            time.sleep(every)
