import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0003_lease_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="picture",
            options={
                "ordering": ("-made_at", "-pk"),
                "permissions": (
                    ("keep_rights", "Can say what a picture may be used for"),
                    ("replace_picture", "Can replace a picture everywhere, for readers at once"),
                ),
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "rewritten",
                    models.JSONField(
                        default=list,
                        help_text="What the rooms above rewrote, as they find it again (`pictures.places`).",
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pictures.picture"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replacements",
                        to="pictures.picture",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("picture",),
                        name="a_picture_is_replaced_by_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("picture", models.F("other")), _negated=True),
                        name="replacement_is_another_picture",
                    ),
                ],
            },
        ),
    ]
