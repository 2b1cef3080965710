"""Write down anew what every course requires."""

from django.core.management.base import BaseCommand

from courses.models import CoursePage
from courses.services import rebuild_outline


class Command(BaseCommand):
    help = "Rebuild the outline of every course from its published pages."

    def handle(self, *args, **options):
        keys = CoursePage.objects.values_list("translation_key", flat=True).distinct()
        for key in keys:
            rebuild_outline(course_key=key)
        self.stdout.write(f"{len(keys)} outline(s).")
