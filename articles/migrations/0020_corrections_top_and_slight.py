from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_turns_of_old"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="at_top",
            field=models.BooleanField(
                default=False,
                help_text="Else under it, with a line over the text that leads there.",
                verbose_name="stands over the text",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="is_slight",
            field=models.BooleanField(
                default=False,
                help_text="A comma: the hour at which the story says it was updated stays.",
                verbose_name="slight",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="updated_before",
            field=models.DateTimeField(
                help_text="When it was last updated in substance, if what this edition changed is slight.",
                null=True,
            ),
        ),
    ]
