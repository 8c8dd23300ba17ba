"""“Not here”: what house style asks and the desk let stand in one story."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_lead_picture"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StyleWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.SlugField(db_index=False, max_length=40)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                        related_name="style_waivers",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ("at",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "rule", "words"), name="style_is_waived_once_for_the_same_words"
                    )
                ],
            },
        ),
    ]
