from django.db import migrations, models


class Migration(migrations.Migration):
    """A story may keep its earlier editions to itself."""

    dependencies = [("articles", "0006_desk_list_indexes")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="no_history",
            field=models.BooleanField(
                default=False,
                help_text="Readers cannot look at earlier editions of this story.",
                verbose_name="keep its history from readers",
            ),
        ),
    ]
