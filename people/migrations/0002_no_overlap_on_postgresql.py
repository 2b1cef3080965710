"""Let PostgreSQL refuse two versions of a unit that hold on one day.

Ranges of ids stand in for equality, so that no extension is needed. SQLite has no
such constraint; there the forms and the loader see to it.
"""

from django.db import migrations

ADD = """
ALTER TABLE learn_people_unitversion
ADD CONSTRAINT learn_people_versions_do_not_overlap EXCLUDE USING gist (
    int8range(unit_id, unit_id, '[]') WITH &&,
    daterange(valid_from, valid_to, '[)') WITH &&
)
"""
DROP = """
ALTER TABLE learn_people_unitversion
DROP CONSTRAINT learn_people_versions_do_not_overlap
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("learn_people", "0001_initial")]

    operations = [migrations.RunPython(add, drop)]
