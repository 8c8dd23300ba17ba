from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0006_tone"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="hides_credentials",
            field=models.BooleanField(
                default=False,
                help_text="They name who signed. Readers’ prints are then made without.",
                verbose_name="keep its Content Credentials back",
            ),
        ),
    ]
