"""What a publication must cause outside, who hears of it by a webhook, and who follows a desk."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import articles.models.webhook


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_note_by_link"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Who hears of it: the app, the archive, a partner.", max_length=80
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Each event is POSTed there as JSON.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=articles.models.webhook.new_secret,
                        help_text="Give it to the receiver, who checks our signature with it. Change it, and both must.",
                        max_length=200,
                    ),
                ),
                (
                    "hears_openings",
                    models.BooleanField(
                        default=True,
                        help_text="A story comes out, is updated or corrected.",
                        verbose_name="hears of openings",
                    ),
                ),
                (
                    "hears_endings",
                    models.BooleanField(
                        default=True,
                        help_text="A story ends at the hour that was set for it.",
                        verbose_name="hears of endings",
                    ),
                ),
                (
                    "hears_kills",
                    models.BooleanField(
                        default=True, help_text="A story is withdrawn.", verbose_name="hears of kills"
                    ),
                ),
                (
                    "is_on",
                    models.BooleanField(
                        default=True,
                        help_text="Off: nothing more is sent, and what waits is dropped.",
                        verbose_name="switched on",
                    ),
                ),
            ],
            options={"ordering": ("name",)},
        ),
        migrations.AddField(
            model_name="desk",
            name="followers",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whoever wants a letter when a story of this desk comes out, or is withdrawn.",
                related_name="followed_desks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("opening", "It opened"),
                            ("ending", "It ended"),
                            ("kill", "It was killed"),
                            ("recall", "It was recalled"),
                        ],
                        max_length=10,
                    ),
                ),
                ("channel", models.CharField(max_length=20)),
                ("recipient", models.CharField(help_text="As its channel knows it.", max_length=200)),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="By which a receiver knows it again, if it comes twice.",
                        unique=True,
                    ),
                ),
                (
                    "left_behind",
                    models.JSONField(
                        default=dict,
                        help_text="What stood at a recalled edition: its path, and the tags of its pages.",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="Its hour: the window’s, or when it can no longer be recalled."
                    ),
                ),
                (
                    "offered_at",
                    models.DateTimeField(
                        help_text="From when a worker may take it: its hour, the end of a lease, the next try."
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="Empty: it was recalled, and never existed.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="articles.edition",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ("due_at", "pk"),
                "indexes": [
                    models.Index(
                        condition=Q(delivered_at=None, dead_at=None),
                        fields=["offered_at"],
                        name="effect_to_be_done",
                    ),
                    models.Index(condition=Q(dead_at__isnull=False), fields=["-dead_at"], name="effect_dead"),
                    models.Index(
                        condition=Q(delivered_at__isnull=False),
                        fields=["delivered_at"],
                        name="effect_delivered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "occasion", "channel", "recipient"), name="an_effect_happens_once"
                    ),
                    models.UniqueConstraint(
                        condition=Q(edition=None),
                        fields=("story", "due_at", "channel", "recipient"),
                        name="a_recall_is_told_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(delivered_at=None) | Q(dead_at=None),
                        name="an_effect_is_not_both_delivered_and_dead",
                    ),
                    models.CheckConstraint(
                        condition=Q(edition__isnull=False) | Q(occasion="recall"),
                        name="an_effect_is_of_an_edition",
                    ),
                ],
            },
        ),
    ]
