"""Load units, their names and successions from a folder of files."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from people.services import load_organisation


class Command(BaseCommand):
    help = (
        "Load org_units.csv, org_agencies.csv and org_successions.csv of a folder. "
        "Safe to repeat: nothing is made twice and no correction is overwritten."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--force",
            action="store_true",
            help="write the files' words over versions that were changed here",
        )

    def handle(self, *, folder, force, verbosity, **options):
        try:
            report = load_organisation(folder, force=force)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        if verbosity == 0:
            return
        self.stdout.write(
            f"Units made: {report.units_made}; versions made: {report.versions_made}, "
            f"changed: {report.versions_changed}, left as they are: "
            f"{report.versions_kept}; successions made: {report.successions_made}."
        )
        if verbosity > 1:
            for kind, count in sorted(report.kinds.items()):
                self.stdout.write(f"  {kind}: {count}")
            for key, count in report.templates.items():
                self.stdout.write(f"  {key}: written out as {count} units")
            for warning in report.warnings:
                self.stdout.write(self.style.WARNING(f"  left out: {warning}"))
