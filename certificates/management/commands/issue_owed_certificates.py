"""Issue every certificate that is owed and was not issued."""

from django.core.management.base import BaseCommand
from django.utils import translation

from certificates.services import issue_owed


class Command(BaseCommand):
    """Print one line for each learner: day of completion, name, course, outcome."""

    help = (
        "Entitle and issue for completions that have no certificate yet. Running it "
        "again does nothing more; the dates of the learning stay the original ones."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be done, and do nothing.",
        )

    def handle(self, *args, dry_run, verbosity, **options):
        count = 0
        with translation.override("vi"):
            for owed in issue_owed(dry_run=dry_run):
                count += 1
                self.stdout.write(
                    f"{owed.completed_on:%d/%m/%Y}  {owed.learner_label}  "
                    f"{owed.subject_title}: {owed.outcome}"
                )
        self.stdout.write(f"{count} line(s){', nothing changed' if dry_run else ''}.")
