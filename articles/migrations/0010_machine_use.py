from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_touch")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="machine_use",
            field=models.CharField(
                blank=True,
                choices=[
                    ("all", "Search engines and AI"),
                    ("search", "Search engines alone"),
                    ("none", "No machine"),
                ],
                help_text="Empty: as its source asks, or else as the paper does.",
                max_length=10,
                verbose_name="machines may use it",
            ),
        ),
    ]
