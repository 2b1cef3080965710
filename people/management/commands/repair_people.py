"""Make missing people and follow roles whose day has come or gone."""

from django.core.management.base import BaseCommand

from people.services import repair_people


class Command(BaseCommand):
    help = "Make the people of accounts that have none; bring roles into groups."

    def handle(self, *, verbosity, **options):
        counts = repair_people()
        if verbosity:
            self.stdout.write(
                f"People made: {counts['made']}, renamed: {counts['renamed']}; "
                f"group memberships changed: {counts['groups']}."
            )
