from django.db import migrations, models


class Migration(migrations.Migration):
    """The archive's days are counted in an index alone, as places are; and neither index tempts SQLite to sort."""

    dependencies = [("articles", "0015_notes_and_notices")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="edition_window_by_dateline"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["dateline", "live_until", "live_from"], name="edition_window_by_dateline"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["published_on", "live_until", "live_from"], name="edition_window_by_day"
            ),
        ),
    ]
