import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_user"),
        ("articles", "0017_section_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="look",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="story",
            name="budget_line",
            field=models.CharField(
                blank=True,
                help_text="What it will say, in a sentence, for who plans the day.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="is_in_work",
            field=models.BooleanField(
                default=True,
                editable=False,
                help_text="A draft, filed, or cleared copy of which no edition was made yet.",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="rank",
            field=models.PositiveSmallIntegerField(
                blank=True,
                editable=False,
                help_text="Its place among its section’s on the budget. Empty: none yet.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["language", "-modified_at"], name="story_by_language"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["assignee", "-modified_at"], name="story_by_assignee"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("is_in_work", True)),
                fields=["status", "-modified_at"],
                name="story_in_work",
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["-modified_at", "headline", "slugline", "slug"], name="story_by_its_names"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("embargoed_until__isnull", False)),
                fields=["embargoed_until"],
                name="story_by_embargo",
            ),
        ),
    ]
