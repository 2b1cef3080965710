"""Load the starter content, or bring it up to its files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from home.content import load_content
from people.services import load_organisation


class Command(BaseCommand):
    help = (
        "Load site/content: organisation, pages, courses, quizzes, articles. "
        "Can be run again; what editors changed is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.SITE_DIR / "content"
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="Overwrite what editors changed and bring back what they deleted.",
        )

    def handle(self, *args, folder: Path, force=False, **options):
        load_organisation(folder / "org", force=force)
        sync = load_content(folder, force=force, say=self.stdout.write)
        self.stdout.write(
            f"Content: {sync.written} written, {sync.unchanged} unchanged, "
            f"{sync.kept} kept as edited."
        )
