"""Somebody who may publish can let a picture go undescribed, and says why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0032_pictures_in_use"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AltWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(help_text="Where it stands: lead, body or gallery.", max_length=10),
                ),
                (
                    "picture",
                    models.CharField(
                        help_text="Its number in the library; of one that is not there, its address.",
                        max_length=500,
                    ),
                ),
                ("why", models.TextField()),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alt_waivers",
                        to="articles.story",
                    ),
                ),
            ],
            options={"ordering": ("at", "pk")},
        ),
        migrations.AddConstraint(
            model_name="altwaiver",
            constraint=models.UniqueConstraint(
                fields=("story", "place", "picture"), name="description_is_waived_once_for_a_use"
            ),
        ),
    ]
