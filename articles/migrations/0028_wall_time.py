"""The hours on the wall for which an edition was set, beside the moments that they came to; and who sees any moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_story_by_who_began_it"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="edition",
            options={
                "ordering": ("-first_published_at", "-pk"),
                "permissions": (("see_any_moment", "See the paper as of any moment, past or coming"),),
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="opens_as",
            field=models.CharField(blank=True, help_text="Empty: at once.", max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="edition",
            name="ends_as",
            field=models.CharField(
                blank=True, help_text="Empty: no end was wished.", max_length=80, default=""
            ),
            preserve_default=False,
        ),
    ]
