import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0001_nouns"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="denied_sections",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Slugs (`pictures.sections`).",
                verbose_name="not in these sections",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="denied_uses",
            field=models.JSONField(
                blank=True, default=list, help_text="`pictures.rights.Use`.", verbose_name="not for"
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="fallback",
            field=models.ForeignKey(
                blank=True,
                help_text="What stands in its place from the end of its lease. Nothing does, if this is empty.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="stands_in_for",
                to="pictures.picture",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="label",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing: it shows what was there"),
                    ("edited", "Edited: something was put in, taken out or put together"),
                    ("ai", "Made with AI, whole or in part"),
                ],
                default="",
                help_text="Readers are told, beside the credit.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="replaced_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="pictures.picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("fallback", models.F("pk")), _negated=True),
                name="picture_does_not_stand_in_for_itself",
                violation_error_message="It cannot stand in for itself: choose another picture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_by", models.F("pk")), _negated=True),
                name="picture_is_not_replaced_by_itself",
            ),
        ),
    ]
