"""Bring the database, the starter content and the demo accounts up to date."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.demo import describe_accounts, load_demo


class Command(BaseCommand):
    help = "Migrate, load the starter content and, in development, the demo accounts."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_content", stdout=self.stdout)
        if settings.DEMO_ACCOUNTS:
            load_demo()
        for line in describe_accounts():
            self.stdout.write(line)
