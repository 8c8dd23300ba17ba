"""A story can be killed from an hour that comes."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0030_bundle"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="killed_from",
            field=models.DateTimeField(
                editable=False,
                help_text="The hour that was said for its kill. Empty: none, or it was killed at once.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("killed_from__isnull", False)),
                fields=["killed_from"],
                name="story_by_hour_of_kill",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("killed_from", None), ("status", "killed"), _connector="OR"),
                name="story_with_an_hour_of_kill_is_killed",
            ),
        ),
    ]
