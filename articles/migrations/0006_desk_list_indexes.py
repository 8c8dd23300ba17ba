from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_no_adverts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["kind", "-id"], name="revision_by_kind"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("after_review_owed", True)),
                fields=["-modified_at"],
                name="story_owing_an_after_review",
            ),
        ),
        migrations.AddIndex(
            model_name="storyevent",
            index=models.Index(fields=["verb", "-at"], name="event_by_verb"),
        ),
    ]
