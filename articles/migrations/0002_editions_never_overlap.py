from django.db import migrations

# Both sides are ranges, so that no extension is needed: a story's number alone is a range of one.
FORBID = """
ALTER TABLE articles_edition ADD CONSTRAINT editions_of_a_story_never_overlap EXCLUDE USING gist (
    int8range(story_id, story_id, '[]') WITH &&,
    tstzrange(live_from, live_until, '[)') WITH &&
)
"""
ALLOW = "ALTER TABLE articles_edition DROP CONSTRAINT editions_of_a_story_never_overlap"


def forbid(apps, schema_editor):
    """Let PostgreSQL refuse any overlap; SQLite has no such constraint, and `manage.py verify` looks instead."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORBID)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ALLOW)


class Migration(migrations.Migration):
    dependencies = (("articles", "0001_nouns"),)

    operations = (migrations.RunPython(forbid, allow),)
