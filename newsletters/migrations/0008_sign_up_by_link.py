from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0007_audience"),
    ]

    operations = [
        migrations.AddField(
            model_name="signup",
            name="is_by_link",
            field=models.BooleanField(
                default=False,
                help_text="By a link that was sent to the address, to which nothing is sent any more.",
            ),
        ),
    ]
