"""Threads of notes, what stops a clear, and word to whom it concerns."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_preview_link"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AlterModelOptions(
            name="note",
            options={"ordering": ("at", "pk")},
        ),
        migrations.AddField(
            model_name="note",
            name="is_blocking",
            field=models.BooleanField(default=False, verbose_name="must be answered before a clear"),
        ),
        migrations.AddField(
            model_name="note",
            name="parent",
            field=models.ForeignKey(
                editable=False,
                help_text="What it answers.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="articles.note",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="passage",
            field=models.CharField(
                blank=True, help_text="The words it is about, if it is about some.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="resolved_by_name",
            field=models.CharField(blank=True, editable=False, max_length=150),
        ),
        migrations.AlterField(
            model_name="note",
            name="resolved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("is_blocking", False), ("resolved_at", None)), _connector="OR"
                ),
                name="only_what_begins_a_thread_blocks_and_is_resolved",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.storyevent",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="note",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.note"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.story"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["user", "-at"], name="notice_unseen_by_whom"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("mailed_at", None)), fields=["at"], name="notice_to_be_mailed"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("user", "note"), name="somebody_is_told_of_a_note_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("user", "event"), name="somebody_is_told_of_an_event_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", None), ("event", None), _connector="XOR"),
                name="a_notice_is_of_a_note_or_an_event",
            ),
        ),
    ]
