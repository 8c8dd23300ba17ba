from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_spelling")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="no_adverts",
            field=models.BooleanField(
                default=False,
                help_text="For stories beside which nothing should be sold. It holds at once, also for what is live.",
                verbose_name="runs without adverts",
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="is_sensitive",
            field=models.BooleanField(
                default=False,
                help_text="For deaths, disasters and the like: no story about it carries adverts.",
                verbose_name="runs without adverts",
            ),
        ),
    ]
