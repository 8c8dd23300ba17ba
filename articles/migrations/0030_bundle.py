"""Stories that go out as one, in one second."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0029_hold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "opens_at",
                    models.DateTimeField(
                        help_text="The hour that is wished for it, or that it is set for.", null=True
                    ),
                ),
                (
                    "set_at",
                    models.DateTimeField(
                        help_text="Since when each of its stories waits for the hour. Empty: none does.",
                        null=True,
                    ),
                ),
                ("fell_because", models.TextField(blank=True, help_text="Why it does not go any more.")),
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
            ],
            options={
                "ordering": ("-at", "-pk"),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BundledStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="articles.bundle",
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bundled",
                        to="articles.edition",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bundled",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="bundle",
            name="stories",
            field=models.ManyToManyField(
                related_name="bundles", through="articles.BundledStory", to="articles.story"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundledstory",
            constraint=models.UniqueConstraint(fields=("bundle", "story"), name="story_is_once_in_a_bundle"),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="bundle_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_at", None), ("opens_at__isnull", False), _connector="OR"),
                name="bundle_that_is_set_has_an_hour",
            ),
        ),
    ]
