"""Which link a note from outside came by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_keeping_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="link",
            field=models.ForeignKey(
                editable=False,
                help_text="By which somebody who does not sign in wrote it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notes",
                to="articles.previewlink",
            ),
        ),
    ]
