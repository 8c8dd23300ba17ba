"""Between which words the words stand that a note is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_receipt"),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="before",
            field=models.CharField(
                blank=True,
                help_text="What stands before them: it tells which of several places is meant.",
                max_length=60,
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="after",
            field=models.CharField(blank=True, help_text="What stands behind them.", max_length=60),
        ),
    ]
