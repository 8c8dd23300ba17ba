"""An author can have a portrait from the library."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0033_alt_waiver"),
        ("pictures", "0002_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="portrait",
            field=models.ForeignKey(
                blank=True,
                help_text="Readers see it on the author’s page, cut to a square around the point that matters.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="portrayed",
                to="pictures.picture",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="portrait_alt",
            field=models.CharField(
                blank=True,
                help_text="Describe the portrait for someone who cannot see it: “Ana Reyes at a river, in a raincoat”.",
                max_length=300,
                verbose_name="description of the portrait",
            ),
        ),
        migrations.AddConstraint(
            model_name="author",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("portrait", None), models.Q(("portrait_alt", ""), _negated=True), _connector="OR"
                ),
                name="portrait_is_described",
                violation_error_message="Describe the portrait for someone who cannot see it.",
            ),
        ),
    ]
