from django.db import migrations, models


class Migration(migrations.Migration):
    """How many editions are live from a place is counted in an index alone."""

    dependencies = [("articles", "0007_public_history")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["dateline", "live_from", "live_until"], name="edition_window_by_dateline"
            ),
        ),
    ]
