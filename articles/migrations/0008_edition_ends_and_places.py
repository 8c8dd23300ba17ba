from django.db import migrations, models


class Migration(migrations.Migration):
    """Which edition ended last is a glance, and how many are live from a place is counted in an index alone."""

    dependencies = [("articles", "0007_public_history")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["live_until"], name="edition_by_end"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["dateline", "live_from", "live_until"], name="edition_window_by_dateline"
            ),
        ),
    ]
