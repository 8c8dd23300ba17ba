"""What somebody began, the last touched first: their own list asks for it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0026_note_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["created_by", "-modified_at"], name="story_by_who_began_it"),
        ),
    ]
