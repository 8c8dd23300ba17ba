import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_effect"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("opening", "Opening"), ("ending", "Ending")], max_length=10),
                ),
                (
                    "surface",
                    models.CharField(help_text="Which of `articles.witness.surfaces`.", max_length=20),
                ),
                ("due_at", models.DateTimeField(help_text="When the window opened or ended.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaited", "Awaited"),
                            ("seen", "Seen"),
                            ("not there", "Has no place there"),
                            ("overtaken", "Overtaken"),
                            ("given up", "Given up"),
                        ],
                        default="awaited",
                        max_length=10,
                    ),
                ),
                ("looks", models.PositiveSmallIntegerField(default=0)),
                ("next_look_at", models.DateTimeField(null=True)),
                (
                    "seen_at",
                    models.DateTimeField(help_text="When a look first found it as it should be.", null=True),
                ),
                (
                    "missed_at",
                    models.DateTimeField(help_text="When it was last looked for in vain.", null=True),
                ),
                (
                    "late_at",
                    models.DateTimeField(
                        help_text="When it was first looked for in vain though it was late.", null=True
                    ),
                ),
                (
                    "found",
                    models.CharField(blank=True, help_text="What stood there instead.", max_length=120),
                ),
            ],
            options={
                "ordering": ("due_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("worker", models.CharField(help_text="Its machine and process.", max_length=120)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(help_text="When it last said that it is at work.")),
                (
                    "away_since",
                    models.DateTimeField(
                        help_text="Since when nobody had been at work as it began. Empty: somebody was.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ("-began_at", "-pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="a_notice_is_of_a_note_or_an_event",
        ),
        migrations.AddField(
            model_name="receipt",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="articles.edition"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="receipt",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("user", "receipt"), name="somebody_is_told_of_a_receipt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event", None), ("note__isnull", False), ("receipt", None)),
                    models.Q(("event__isnull", False), ("note", None), ("receipt", None)),
                    models.Q(("event", None), ("note", None), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="a_notice_is_of_one_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["-seen_at"], name="shift_last_seen"),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["-began_at"], name="shift_by_beginning"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at__gte", models.F("began_at"))),
                name="shift_is_seen_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("away_since", None), ("away_since__lt", models.F("began_at")), _connector="OR"
                ),
                name="shift_begins_after_nobody_was_there",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                condition=models.Q(("next_look_at__isnull", False)),
                fields=["next_look_at"],
                name="receipt_to_be_looked_for",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["seen_at"], name="receipt_by_sight"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                condition=models.Q(("late_at__isnull", False)),
                fields=["late_at"],
                name="receipt_that_was_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("edition", "kind", "surface"), name="a_window_has_one_receipt_for_each_surface"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_at__isnull", False), ("state", "seen")),
                    models.Q(models.Q(("state", "seen"), _negated=True), ("seen_at", None)),
                    _connector="OR",
                ),
                name="receipt_says_when_it_was_seen",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_look_at__isnull", False), ("state", "awaited")),
                    models.Q(models.Q(("state", "awaited"), _negated=True), ("next_look_at", None)),
                    _connector="OR",
                ),
                name="receipt_that_is_awaited_is_looked_for",
            ),
        ),
    ]
