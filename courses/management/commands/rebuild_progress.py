"""Make the summaries of all enrolments again from what is on record."""

from django.core.management.base import BaseCommand

from courses.models import Enrolment
from courses.services import rebuild_progress


class Command(BaseCommand):
    help = "Rebuild enrolment summaries from results and status changes."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Show the differences only."
        )

    def handle(self, *args, dry_run=False, **options):
        different = 0
        for enrolment in Enrolment.objects.order_by("pk").iterator():
            changes = rebuild_progress(enrolment=enrolment, dry_run=dry_run)
            if changes:
                different += 1
                names = ", ".join(sorted(changes))
                self.stdout.write(f"{enrolment}: {names}")
        verb = "differ" if dry_run else "rebuilt"
        self.stdout.write(f"{different} of {Enrolment.objects.count()} {verb}.")
