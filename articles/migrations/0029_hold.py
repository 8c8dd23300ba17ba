"""Everything that has not opened can be held: who does, why, and the hours that wait meanwhile."""

import datetime

import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0028_wall_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_name",
                    models.CharField(
                        help_text="Kept, so that it can be read after they have left.", max_length=150
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.TextField(help_text="Why: everybody at the desk reads it beside the name."),
                ),
                ("released_by_name", models.CharField(blank=True, max_length=150)),
                ("released_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, help_text="What was said at the release.")),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "permissions": (("hold_everything", "Hold and release all that has not opened"),),
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="held_from",
            field=models.DateTimeField(
                help_text="The hour that is planned, while everything is held. Empty: it is not held.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="held_until",
            field=models.DateTimeField(
                help_text="The end that was wished, while it or what was to follow it is held.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("held_from__isnull", False)),
                fields=["held_from"],
                name="edition_by_held_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("held_from", None),
                        ("live_from__lt", datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ),
                    models.Q(
                        ("held_from__isnull", False),
                        ("live_from__gte", datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ),
                    _connector="OR",
                ),
                name="held_edition_is_out_of_reach",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_until", None), ("expires_at", None), _connector="OR"),
                name="edition_ends_as_wished_or_is_held",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                django.db.models.lookups.IsNull(models.F("released_at"), True),
                condition=models.Q(("released_at", None)),
                name="one_hold_stands_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="hold_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_at", None), ("released_at__gte", models.F("at")), _connector="OR"
                ),
                name="hold_is_released_after_it_was_placed",
            ),
        ),
    ]
