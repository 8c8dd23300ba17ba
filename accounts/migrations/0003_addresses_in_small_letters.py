from django.db import migrations
from django.db.models.functions import Lower


def lower(apps, schema_editor):
    """No two people differ by capitals alone: the table forbids it since the first migration."""
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    users.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people"),
    ]

    # Backwards there is nothing to do: capitals that meant nothing need not come back.
    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
