"""Who sees the paper as of any moment."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0029_note_place"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="edition",
            options={
                "ordering": ("-first_published_at", "-pk"),
                "permissions": (("see_any_moment", "See the paper as of any moment, past or coming"),),
            },
        ),
    ]
