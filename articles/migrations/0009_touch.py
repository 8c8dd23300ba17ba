from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_edition_window_by_dateline"),
    ]

    operations = [
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tags", models.JSONField(help_text="As pages bear them: story:…, section:…, front.")),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "touches",
                "indexes": [models.Index(fields=["at"], name="touch_by_moment")],
            },
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("live_until__isnull", False)),
                fields=["live_until"],
                name="edition_by_ending",
            ),
        ),
    ]
