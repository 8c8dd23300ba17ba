import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_corrections_top_and_slight"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.CharField(
                        help_text="The open page, of which one person may have several.", max_length=36
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=40)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="The story’s version that the page stands on."
                    ),
                ),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="revision",
            name="desk",
            field=models.JSONField(default=dict, help_text="What the desk keeps beside the copy."),
        ),
        migrations.AddField(
            model_name="revision",
            name="run",
            field=models.CharField(
                blank=True, help_text="The sitting in which it was saved by itself.", max_length=36
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="saves",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="revision",
            name="since",
            field=models.DateTimeField(help_text="When its run began.", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="version",
            field=models.PositiveIntegerField(
                help_text="The story’s version that it made; of what was refused, the one it began from.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("saved", "Saved"),
                    ("autosaved", "Saved by itself"),
                    ("merged", "Brought together"),
                    ("desk", "Beside the copy"),
                    ("imported", "Came in"),
                    ("refused", "Waits to be brought together"),
                ],
                default="saved",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="milestone",
            field=models.BooleanField(
                default=False, help_text="Filed, cleared, published or named: kept for ever."
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("run", ""), _negated=True), fields=["run"], name="revision_by_run"
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="articles.story"
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("story", "run"), name="presence_is_one_row_a_page"),
        ),
    ]
